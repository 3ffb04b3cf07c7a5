import type { Context, Inclusion, Place, Switch } from '../dialplan';
import { ExtensionTable } from './extensions';
import { withoutCase } from './bytes';
import type { DialplanProblemCode, Report } from './problems';

/** A context while the sections of its name are read. */
export class ContextBuilder {
  readonly extensions: ExtensionTable;
  readonly includes: Inclusion[] = [];
  private readonly switches: Switch[] = [];
  private readonly ignorePatterns: string[] = [];
  /** Where the includes, switches and ignore patterns are, by a text that tells each from the others. */
  private readonly places = new Map<string, Place>();
  autoHints = false;

  constructor(
    readonly name: string,
    private readonly place: Place,
  ) {
    this.extensions = new ExtensionTable(name);
  }

  include(text: string, place: Place, report: Report): void {
    const [context = '', ...timing] = text.split(',');
    if (this.isNew(`include ${text}`, place, 'include-twice', text, report)) {
      this.includes.push({ text, context, timing, place });
    }
  }

  /** @param text `Name/data` */
  switch(text: string, expanded: boolean, place: Place, report: Report): void {
    const slash = text.indexOf('/');
    const name = slash < 0 ? text : text.slice(0, slash);
    const data = slash < 0 ? '' : text.slice(slash + 1);
    if (this.isNew(`switch ${name}/${data}`, place, 'switch-twice', text, report)) {
      this.switches.push({ name, data, expanded, place });
    }
  }

  ignorePattern(text: string, place: Place, report: Report): void {
    if (this.isNew(`ignorepat ${text}`, place, 'ignore-pattern-twice', text, report)) this.ignorePatterns.push(text);
  }

  /** Whether there was no such thing yet; otherwise that is reported. Case does not count. */
  private isNew(id: string, place: Place, code: DialplanProblemCode, name: string, report: Report): boolean {
    const earlier = this.places.get(withoutCase(id));
    if (earlier) report(code, { name }, earlier);
    else this.places.set(withoutCase(id), place);
    return !earlier;
  }

  build(): Context {
    return {
      name: this.name,
      extensions: this.extensions.list(),
      includes: this.includes,
      switches: this.switches,
      ignorePatterns: this.ignorePatterns,
      autoHints: this.autoHints,
      place: this.place,
    };
  }
}
