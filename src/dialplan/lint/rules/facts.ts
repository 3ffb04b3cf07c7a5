import { applicationKey } from '../../syntax/call';
import { callsWithin, jumpTargets, type JumpTarget } from '../../syntax/targets';
import type { ApplicationCall, Phrase, Statement } from '../../syntax/syntax';
import { loneIn, type Lone } from './loneMark';
import { oddPartsOf, type OddPart } from './patternParts';
import { dangersIn, type Danger } from './strangers';
import { unknownIn, type Unknown } from './unknownNames';
import { wordLetters } from './wordLetters';

/** Applications behind which nothing runs, whatever happens in them. */
const ENDING: ReadonlySet<string> = new Set(['hangup', 'goto', 'return', 'macroexit', 'busy', 'congestion']);

const NONE: readonly never[] = [];

/**
 * What is known of a statement from its text alone. Found out once, when somebody asks: an unchanged line keeps its
 * statement from one version of a file to the next.
 */
export class Facts {
  #targets: readonly JumpTarget[] | undefined;
  #ends: boolean | undefined;
  #lone: Lone | null | undefined;
  #unknown: readonly Unknown[] | undefined;
  #dangers: readonly Danger[] | undefined;
  #letters: readonly number[] | undefined;
  #applications: readonly string[] | undefined;
  #isClosed: boolean | undefined;
  #oddParts: readonly OddPart[] | undefined;
  #hasNothingToRun: boolean | undefined;
  #isFoundOut = false;

  private constructor(private readonly statement: Statement) {}

  static of(statement: Statement): Facts {
    let facts = known.get(statement);
    if (!facts) known.set(statement, (facts = new Facts(statement)));
    return facts;
  }

  /** Where its call may go. */
  get targets(): readonly JumpTarget[] {
    return (this.#targets ??= this.#call ? kept(jumpTargets(this.#call)) : NONE);
  }

  /** Whether its call never goes on to the next priority. */
  get ends(): boolean {
    return (this.#ends ??= this.#findEnd());
  }

  /** The bracket or quote of its call without a counterpart. */
  get lone(): Lone | undefined {
    if (this.#lone === undefined) this.#lone = (this.#call && loneIn(this.#call)) ?? null;
    return this.#lone ?? undefined;
  }

  /** Applications and functions that Asterisk does not know. */
  get unknown(): readonly Unknown[] {
    return (this.#unknown ??= kept([...unknownIn(this.statement)]));
  }

  /** What a stranger writes, where it does harm. */
  get dangers(): readonly Danger[] {
    return (this.#dangers ??= kept([...dangersIn(this.statement)]));
  }

  /** Indices in its name of letters that are of a word and stand for digits. */
  get wordLetters(): readonly number[] {
    return (this.#letters ??= this.#name ? kept(wordLetters(this.#name)) : NONE);
  }

  /** Its application, and all that are called in its arguments, at any depth. */
  get applications(): readonly string[] {
    return (this.#applications ??= this.#call ? [...callsWithin(this.#call)].map(nameOf) : NONE);
  }

  /** What in its pattern does not do what it seems to. */
  get oddParts(): readonly OddPart[] {
    return (this.#oddParts ??= this.#name ? kept(oddPartsOf(this.#name)) : NONE);
  }

  /** Whether it is a step without an application. */
  get hasNothingToRun(): boolean {
    return (this.#hasNothingToRun ??= this.#findNothing());
  }

  /** Whether nothing is missing at the end of its call. */
  get isClosed(): boolean {
    return (this.#isClosed ??= this.#call?.closed !== false);
  }

  /**
   * All of it, found out now: what rules ask for in one go is a second's work in a large file that was never read.
   *
   * @returns whether there was anything left to find out
   */
  findOut(): boolean {
    if (this.#isFoundOut) return false;
    for (const askFor of EVERYTHING) askFor(this);
    this.#isFoundOut = true;
    return true;
  }

  get #name(): Phrase | undefined {
    return this.statement.kind === 'extension' ? this.statement.name : undefined;
  }

  get #call(): ApplicationCall | undefined {
    return this.statement.kind === 'extension' ? this.statement.call : undefined;
  }

  #findNothing(): boolean {
    const { statement } = this;
    if (statement.kind !== 'extension' || statement.hint) return false;
    return statement.call === undefined || statement.call.name.text.trim() === '';
  }

  #findEnd(): boolean {
    const [application] = this.applications;
    if (application === undefined) return false;
    if (ENDING.has(application)) return true;
    const isBranch = application === 'gotoif' || application === 'gotoiftime';
    return isBranch && this.targets.filter(({ kind }) => kind === 'goto').length === 2;
  }
}

const known = new WeakMap<Statement, Facts>();

/** Each is found out by asking for it. */
const EVERYTHING: readonly ((facts: Facts) => unknown)[] = [
  ({ targets }) => targets,
  ({ ends }) => ends,
  ({ lone }) => lone,
  ({ unknown }) => unknown,
  ({ dangers }) => dangers,
  ({ wordLetters: letters }) => letters,
  ({ applications }) => applications,
  ({ isClosed }) => isClosed,
  ({ oddParts }) => oddParts,
  ({ hasNothingToRun }) => hasNothingToRun,
];

function nameOf({ name }: ApplicationCall): string {
  return applicationKey(name.text);
}

function kept<T>(found: readonly T[]): readonly T[] {
  return found.length === 0 ? NONE : found;
}
