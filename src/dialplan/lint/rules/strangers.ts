import { applicationKey } from '../../syntax/call';
import { callsWithin } from '../../syntax/targets';
import type { ApplicationCall, Part, Phrase, Statement, Substitution } from '../../syntax/syntax';
import type { LintCode } from '../codes';
import { partsWithin } from './calls';

/** What a stranger writes, where it does harm. */
export interface Danger {
  readonly code: Extract<LintCode, 'unfiltered-command' | 'unfiltered-dial'>;
  readonly part: Substitution;
  /** It is the number that was dialled, which is harmless where the pattern lets digits through only. */
  readonly isNumber: boolean;
}

/** Functions whose value a caller or another server writes. */
const WRITTEN_BY_STRANGERS: ReadonlySet<string> = new Set([
  'CALLERID',
  'CONNECTEDLINE',
  'REDIRECTING',
  'PJSIP_HEADER',
  'PJSIP_HEADERS',
  'SIP_HEADER',
  'MESSAGE',
  'MESSAGE_DATA',
  'IAXVAR',
]);

/** Parts of a caller's ID that are no free text. */
const HARMLESS_PARTS = /^\s*(?:(?:name|num|all)-(?:pres|valid|charset)|pres|ton|tns|ani2)\b/i;

/** Functions that let nothing through that means something to a shell or to Dial. */
const CLEANING: ReadonlySet<string> = new Set([
  'FILTER',
  'LEN',
  'MD5',
  'SHA1',
  'BASE64_ENCODE',
  'URIENCODE',
  'REGEX',
  'ISNULL',
  'EXISTS',
  'IF',
  'DB_EXISTS',
  'KEYPADHASH',
  'FIELDQTY',
  'MATH',
  'VALID_EXTEN',
  'STRREPLACE',
  'REPLACE',
]);

/** All of them in a statement. */
export function* dangersIn(statement: Statement): Iterable<Danger> {
  if (statement.kind !== 'extension' || !statement.call) return;
  const found = new Map<number, Danger>();
  for (const call of callsWithin(statement.call)) {
    // What stands in the arguments of a nested call stands in those of the outer one too.
    for (const danger of dangersOf(call))
      if (!found.has(danger.part.span.start)) found.set(danger.part.span.start, danger);
  }
  yield* found.values();
}

function* dangersOf(call: ApplicationCall): Iterable<Danger> {
  const application = applicationKey(call.name.text);
  const { data } = call;
  if (!data?.text.includes('${')) return;
  if (application === 'system' || application === 'trysystem') {
    yield* strangersIn(data.parts, 'unfiltered-command');
    return;
  }
  if (application === 'dial' || application === 'retrydial') {
    const devices = call.arguments[application === 'dial' ? 0 : 3];
    for (const danger of strangersIn(devices?.parts ?? [], 'unfiltered-dial')) if (!danger.isNumber) yield danger;
  }
  yield* shellsIn(data);
}

/** `${SHELL(command)}` in any argument. */
function* shellsIn(data: Phrase): Iterable<Danger> {
  if (!data.text.includes('SHELL(')) return;
  for (const part of partsWithin(data)) {
    if (part.kind !== 'substitution' || part.name.text !== 'SHELL') continue;
    yield* strangersIn(
      (part.arguments ?? []).flatMap(({ parts }) => parts),
      'unfiltered-command',
    );
  }
}

/** What strangers write, unless a function cleans it. */
function* strangersIn(parts: readonly Part[], code: Danger['code']): Iterable<Danger> {
  for (const part of parts) {
    if (part.kind !== 'substitution') continue;
    const { name, arguments: given } = part;
    const isNumber = given === undefined && name.text === 'EXTEN';
    const isStrangers = given !== undefined && WRITTEN_BY_STRANGERS.has(name.text) && !isHarmless(part);
    if (isNumber || isStrangers) yield { code, part, isNumber };
    else if (given !== undefined && !CLEANING.has(name.text)) {
      yield* strangersIn(
        given.flatMap((one) => one.parts),
        code,
      );
    }
  }
}

function isHarmless({ name, arguments: given }: Substitution): boolean {
  return name.text === 'CALLERID' && HARMLESS_PARTS.test(given?.[0]?.text ?? '');
}
