import { isTrue } from '../../conf/values';
import type { EffectiveEntry } from '../../conf/sections';
import type { Place } from '../dialplan';
import type { ExtensionKey } from '../order';
import { byteLength, sliceBytes } from './bytes';
import type { ContextBuilder } from './contextBuilder';
import { directiveOf, type Directive } from './directive';
import { HINT } from './extensions';
import { leadingNumber } from './number';
import type { DialplanProblem, Report } from './problems';
import { cutStep, nameEndOf, type Step } from './step';
import { substitute, type Variables } from './substitute';

/** Longer ones are cut, in UTF-8 bytes. */
const MAX_EXTENSION_BYTES = 255;
/** No channel can be at a longer one, in UTF-8 bytes. */
const MAX_DIALLED_BYTES = 79;
const MAX_HINT_BYTES = 4095;

/** Reads the entries of one section into its context, as pbx_config.c does. */
export class SectionReader {
  readonly problems: DialplanProblem[] = [];
  /** As written behind the last `exten =>`, without the caller ID: `same` repeats it. */
  private written = '';
  /** Name and caller ID of the last `exten` as Asterisk keeps them; undefined where there was none, or nothing in it. */
  private key: ExtensionKey | undefined;
  /** Also across extensions: `n` goes on from whatever came before it. */
  private lastPriority: number | undefined;
  /** Of the entry that is read. */
  private place: Place = { file: '', line: 0 };

  constructor(
    private readonly context: ContextBuilder,
    private readonly variables: Variables,
  ) {}

  read({ key, value, file, line }: EffectiveEntry): void {
    this.place = { file, line };
    const directive = directiveOf(key);
    if (directive === 'same') this.same(value);
    else if (directive === 'exten') this.exten(value);
    else if (directive === 'autohints') this.context.autoHints = isTrue(value);
    else if (directive === undefined) this.report('unknown-directive', { name: key });
    else this.other(directive, value);
  }

  private readonly report: Report = (code, data = {}, earlier) => {
    this.problems.push({ code, place: this.place, data, ...(earlier && { earlier }) });
  };

  private other(directive: Exclude<Directive, 'same' | 'exten' | 'autohints'>, value: string): void {
    const { context, place, report } = this;
    const isLiteral = directive === 'lswitch' || directive === 'eswitch';
    const text = isLiteral ? value : substitute(value, this.variables, report);
    if (directive === 'include') context.include(text, place, report);
    else if (directive === 'ignorepat') context.ignorePattern(text, place, report);
    else context.switch(text, directive === 'eswitch', place, report);
  }

  private same(value: string): void {
    if (this.key) this.step(value, cutStep(value, 0), this.key);
    else this.report('same-without-extension', { context: this.context.name });
  }

  private exten(value: string): void {
    const end = nameEndOf(value);
    const name = value.slice(0, end);
    const last = sliceBytes(substitute(name, this.variables, this.report), 0, MAX_EXTENSION_BYTES);
    const slash = last.indexOf('/');
    this.written = slash < 0 ? last : last.slice(0, slash);
    const callerId = slash < 0 ? undefined : shrink(last.slice(slash + 1));
    const key = { name: withoutBlanks(this.written), callerId };
    this.key = last === '' ? undefined : key;
    this.step(value, cutStep(value, Math.min(end + 1, value.length)), key);
  }

  private step(text: string, step: Step, key: ExtensionKey): void {
    const number = this.priority(text, step, key);
    if (number === undefined) return;
    if (step.argumentsUnclosed) {
      this.report('arguments-unclosed', { application: text.slice(step.applicationAt, step.applicationEnd) });
    }
    // Only `n` behind a hint: Asterisk drops it, and every `n` that follows.
    if (number === 0) {
      this.report('priority-zero', { extension: key.name });
      return;
    }
    const plus = step.plusAt < 0 ? 0 : (leadingNumber(text.slice(step.plusAt, step.plusEnd)) ?? 0);
    this.add(text, step, (number + plus) | 0, key);
  }

  /** The number before anything is added to it; undefined, with a problem, when the line is left out. */
  private priority(text: string, step: Step, key: ExtensionKey): number | undefined {
    const last = this.lastPriority;
    const priority = text.slice(step.priorityAt, step.priorityEnd);
    if (step.labelUnclosed) this.report('label-unclosed');
    else if (priority === 'hint') return HINT;
    else if (priority === 'n' || priority === 'next') {
      if (last !== undefined) return (last + 1) | 0;
      this.report('next-without-priority');
    } else if (priority === 's' || priority === 'same') {
      if (last !== undefined) return last;
      this.report('same-without-priority');
    } else {
      const number = leadingNumber(priority);
      // The name as written: with its blanks no extension has it.
      const found = number ?? this.context.extensions.findLabel({ ...key, name: this.written }, priority);
      if (found !== undefined && found >= 1) return found;
      if (number === undefined) this.report('unknown-label', { label: priority, extension: this.written });
      else this.report('invalid-priority', { priority });
    }
    return undefined;
  }

  private add(text: string, step: Step, number: number, key: ExtensionKey): void {
    const { written, place, report } = this;
    // A priority of -2 or less is none for Asterisk, as at the start of a context.
    this.lastPriority = number > -2 ? number : undefined;
    if (written === '_.' || written === '_!') report('catch-all', { name: written });
    if (written === '') {
      report('no-extension', { context: this.context.name });
      return;
    }
    this.reportLeftOut(text, step);
    if (isTooLong(key.name)) report('name-too-long', { name: key.name });
    if (hasOpenSet(key.name)) report('set-unclosed', { name: key.name });
    const called = step.applicationAt < 0 ? '' : text.slice(step.applicationAt, step.applicationEnd);
    const application = number === HINT ? this.hint(called, written) : called;
    const label = step.labelAt < 0 ? undefined : text.slice(step.labelAt, step.labelEnd);
    const data = step.dataAt < 0 ? '' : text.slice(step.dataAt, step.dataEnd);
    this.context.extensions.add(key, { number, label, application, data, place }, report);
  }

  /** What Asterisk never looks at. */
  private reportLeftOut(text: string, { afterLabelAt, afterLabelEnd, afterArgumentsAt }: Step): void {
    const afterLabel = afterLabelAt < afterLabelEnd ? text.slice(afterLabelAt, afterLabelEnd).trim() : '';
    if (afterLabel !== '') this.report('text-after-label', { text: afterLabel });
    const isMore = afterArgumentsAt >= 0 && afterArgumentsAt < text.length;
    const afterArguments = isMore ? text.slice(afterArgumentsAt).trim() : '';
    if (afterArguments !== '') this.report('text-after-arguments', { text: afterArguments });
  }

  /** The devices of a hint that is no pattern may depend on global variables, and on where it stands. */
  private hint(devices: string, extension: string): string {
    if (!devices.includes('${') || extension.startsWith('_')) return devices;
    const variables: Variables = (name) => {
      if (name === 'EXTEN') return extension;
      return name === 'CONTEXT' ? this.context.name : this.variables(name);
    };
    return sliceBytes(substitute(devices, variables, this.report), 0, MAX_HINT_BYTES);
  }
}

/** At most three UTF-8 bytes for a UTF-16 unit: short names, as almost all are, need no counting. */
function isTooLong(name: string): boolean {
  return name.length * 3 > MAX_DIALLED_BYTES && byteLength(name) > MAX_DIALLED_BYTES;
}

function hasOpenSet(name: string): boolean {
  return name.startsWith('_') && name.includes('[') && /^_(?:[^[]|\[[^\]]*\])*\[[^\]]*$/.test(name);
}

/** Blanks between digits are for people; in the sets of a pattern they count. */
function withoutBlanks(name: string): string {
  if (!name.includes(' ')) return name;
  return name.startsWith('_') ? name.replace(/(\[[^\]]*)|( +)/g, '$1') : name.replaceAll(' ', '');
}

/** A caller ID without what people put between digits; in the sets of a pattern a dash counts. */
function shrink(callerId: string): string {
  const plain = callerId.replace(/[() ]|\.(?!$)/g, '');
  return plain.startsWith('_') ? plain.replace(/(\[[^\]]*)|-/g, '$1') : plain.replaceAll('-', '');
}
