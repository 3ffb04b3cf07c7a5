import { isTrue } from '../../conf/values';
import type { EffectiveEntry } from '../../conf/sections';
import type { Place } from '../dialplan';
import type { ExtensionKey } from '../order';
import { byteLength, sliceBytes } from './bytes';
import type { ContextBuilder } from './contextBuilder';
import { directiveOf } from './directive';
import { HINT } from './extensions';
import { leadingNumber } from './number';
import type { Report } from './problems';
import { cutName, cutStep, type Step } from './step';
import { substitute, type Variables } from './substitute';

/** Longer ones are cut, in UTF-8 bytes. */
const MAX_EXTENSION_BYTES = 255;
/** No channel can be at a longer one, in UTF-8 bytes. */
const MAX_DIALLED_BYTES = 79;
const MAX_HINT_BYTES = 4095;

/** Reads the entries of one section into its context, as pbx_config.c does. */
export class SectionReader {
  /** As written behind `exten =>`, the caller ID too: `same` repeats it. */
  private lastExtension = '';
  /** Also across extensions: `n` goes on from whatever came before it. */
  private lastPriority: number | undefined;

  constructor(
    private readonly context: ContextBuilder,
    private readonly variables: Variables,
  ) {}

  read({ key, value, file, line }: EffectiveEntry, report: Report): void {
    const place = { file, line };
    const expanded = (): string => substitute(value, this.variables, report);
    const directive = directiveOf(key);
    if (directive === 'same') this.same(value, place, report);
    else if (directive === 'exten') this.exten(value, place, report);
    else if (directive === 'include') this.context.include(expanded(), place, report);
    else if (directive === 'ignorepat') this.context.ignorePattern(expanded(), place, report);
    else if (directive === 'switch') this.context.switch(expanded(), false, place, report);
    else if (directive === 'lswitch') this.context.switch(value, false, place, report);
    else if (directive === 'eswitch') this.context.switch(value, true, place, report);
    else if (directive === 'autohints') this.context.autoHints = isTrue(value);
    else report('unknown-directive', { name: key });
  }

  private same(value: string, place: Place, report: Report): void {
    if (this.lastExtension === '') report('same-without-extension', { context: this.context.name });
    else this.step(cutStep(value), place, report);
  }

  private exten(value: string, place: Place, report: Report): void {
    const { name, rest } = cutName(value);
    this.lastExtension = sliceBytes(substitute(name, this.variables, report), 0, MAX_EXTENSION_BYTES);
    this.step(cutStep(rest), place, report);
  }

  private step(step: Step, place: Place, report: Report): void {
    const { written, key } = this.extension();
    const number = this.priority(step, { ...key, name: written }, report);
    if (number === undefined) return;
    if (step.argumentsUnclosed) report('arguments-unclosed', { application: step.application });
    // Only `n` behind a hint: Asterisk drops it, and every `n` that follows.
    if (number === 0) {
      report('priority-zero', { extension: key.name });
      return;
    }
    this.add(step, (number + leadingNumberOf(step.plus)) | 0, { written, key, place, report });
  }

  /** What the last `exten` says: the name as written, and name and caller ID as Asterisk keeps them. */
  private extension(): { written: string; key: ExtensionKey } {
    const slash = this.lastExtension.indexOf('/');
    const written = slash < 0 ? this.lastExtension : this.lastExtension.slice(0, slash);
    const callerId = slash < 0 ? undefined : shrink(this.lastExtension.slice(slash + 1));
    return { written, key: { name: withoutBlanks(written), callerId } };
  }

  /** The number before anything is added to it; undefined, with a problem, when the line is left out. */
  private priority({ priority, labelUnclosed }: Step, key: ExtensionKey, report: Report): number | undefined {
    const last = this.lastPriority;
    if (labelUnclosed) report('label-unclosed');
    else if (priority === 'hint') return HINT;
    else if (priority === 'n' || priority === 'next') {
      if (last !== undefined) return (last + 1) | 0;
      report('next-without-priority');
    } else if (priority === 's' || priority === 'same') {
      if (last !== undefined) return last;
      report('same-without-priority');
    } else {
      const number = leadingNumber(priority);
      const found = number ?? this.context.extensions.findLabel(key, priority);
      if (found !== undefined && found >= 1) return found;
      if (number === undefined) report('unknown-label', { label: priority, extension: key.name });
      else report('invalid-priority', { priority });
    }
    return undefined;
  }

  private add(
    step: Step,
    number: number,
    at: { written: string; key: ExtensionKey; place: Place; report: Report },
  ): void {
    const { written, key, place, report } = at;
    // A priority of -2 or less is none for Asterisk, as at the start of a context.
    this.lastPriority = number > -2 ? number : undefined;
    if (written === '_.' || written === '_!') report('catch-all', { name: written });
    if (written === '') {
      report('no-extension', { context: this.context.name });
      return;
    }
    if (step.afterLabel.trim() !== '') report('text-after-label', { text: step.afterLabel.trim() });
    if (step.afterArguments.trim() !== '') report('text-after-arguments', { text: step.afterArguments.trim() });
    if (byteLength(key.name) > MAX_DIALLED_BYTES) report('name-too-long', { name: key.name });
    if (/^_(?:[^[]|\[[^\]]*\])*\[[^\]]*$/.test(key.name)) report('set-unclosed', { name: key.name });
    const application = number === HINT ? this.hint(step.application, written, report) : step.application;
    const { label, data } = step;
    this.context.extensions.add(key, { name: key.name, number, label, application, data, place }, report);
  }

  /** The devices of a hint that is no pattern may depend on global variables, and on where it stands. */
  private hint(devices: string, extension: string, report: Report): string {
    if (!devices.includes('${') || extension.startsWith('_')) return devices;
    const variables: Variables = (name) => {
      if (name === 'EXTEN') return extension;
      return name === 'CONTEXT' ? this.context.name : this.variables(name);
    };
    return sliceBytes(substitute(devices, variables, report), 0, MAX_HINT_BYTES);
  }
}

function leadingNumberOf(plus: string | undefined): number {
  return plus === undefined ? 0 : (leadingNumber(plus) ?? 0);
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
