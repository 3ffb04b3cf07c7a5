import { sameName } from '../../conf/sections';
import type { Manual } from '../applications/manual';
import type { Manuals } from '../applications/manuals';
import type { DialplanProject } from '../index/project';
import { APPLICATIONS } from '../names/applications';
import { FUNCTIONS } from '../names/functions';
import { beginningOffers } from './beginnings';
import { jumpOffers } from './jumps';
import type { Completing } from './position';
import { variableOffers } from './variables';

/** Something that may be written. */
export interface Offer {
  readonly kind: 'keyword' | 'application' | 'function' | 'variable' | 'context' | 'extension' | 'label' | 'priority';
  readonly text: string;
  /** What is told beside it, where there is something: plain text, a piece of the dialplan as a rule. */
  readonly detail: string;
  /** What is inserted instead of the text, where there are places to fill in: in VS Code's syntax for snippets. */
  readonly snippet?: string;
  readonly manual?: Manual;
}

/** Where something may be written. Lines count from 0. */
export interface Asking {
  readonly project: DialplanProject;
  readonly file: string;
  readonly line: number;
  readonly completing: Completing;
  readonly manuals: Manuals;
}

/** What the dialplan itself offers; sounds and applications of ARI only a server knows. */
export function offersOf(asking: Asking): Offer[] {
  const { completing, manuals } = asking;
  switch (completing.kind) {
    case 'application':
      return APPLICATIONS.map((name) => applicationOffer(name, manuals, completing.hasParentheses));
    case 'variable':
      return [...variableOffers(asking), ...(completing.withFunctions ? functions(manuals) : [])];
    case 'assigned':
      return [...variableOffers(asking), ...functions(manuals)];
    case 'keyword':
    case 'name':
    case 'priority':
      return beginningOffers(asking, completing);
    case 'jump':
      return jumpOffers(asking, completing);
    case 'parent':
      return parents(asking);
    case 'switch':
      return SWITCHES.map((text) => ({ kind: 'keyword', text, detail: '' }));
    case 'stasis':
    case 'sound':
      return [];
  }
}

/** What modules of Asterisk's own make switches of. */
const SWITCHES = ['Realtime', 'Loopback', 'DUNDi', 'IAX2', 'Lua'];

/** The sections above, which are all that a section can inherit from: templates first. */
function parents({ project, file, line }: Asking): Offer[] {
  const isOther = (name: string): boolean => sameName(name, 'general') || sameName(name, 'globals');
  const above = project.conf.sections.filter((one) => !isOther(one.name) && (one.file !== file || one.line < line));
  const names = [true, false].flatMap((template) => above.filter((one) => one.template === template));
  const found = [...new Set(names.map(({ name }) => name))];
  return [...found, '!', '+'].map((text) => ({ kind: /\w/.test(text) ? 'context' : 'keyword', text, detail: '' }));
}

function applicationOffer(name: string, manuals: Manuals, hasParentheses: boolean): Offer {
  const offer = { kind: 'application', text: name, ...described(manuals.application(name)) } as const;
  if (hasParentheses) return offer;
  return { ...offer, snippet: isCalledBare(name, offer.manual) ? `${name}()` : `${name}($1)` };
}

/** Those that need no argument and yet are seldom without. */
const SELDOM_BARE: ReadonlySet<string> = new Set(['Dial', 'NoOp', 'MusicOnHold', 'StartMusicOnHold', 'ChanSpy']);

/** Whoever types `Answer` and a line feed wants the next line, and not to be in its parentheses. */
function isCalledBare(name: string, manual: Manual | undefined): boolean {
  return manual !== undefined && !SELDOM_BARE.has(name) && manual.arguments.every(({ isOptional }) => isOptional);
}

function functions(manuals: Manuals): Offer[] {
  return FUNCTIONS.map((name) => ({
    kind: 'function',
    text: name,
    snippet: `${name}($1)`,
    ...described(manuals.function(name)),
  }));
}

function described(manual: Manual | undefined): Pick<Offer, 'detail' | 'manual'> {
  return manual ? { detail: manual.summary, manual } : { detail: '' };
}
