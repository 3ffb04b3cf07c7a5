/** A dialplan made of everything that extensions.conf knows, right and wrong, for a number; the same for the same one. */
export function generateDialplan(seed: number): string {
  return new Generator(seed).file();
}

class Generator {
  // Behind a label as priority, a second priority of an extension for a caller, or of one that is spelt otherwise than
  // the first (_X and _x), crashes Asterisk 16 and 22 at the next reload.
  private readonly labelsAsPriorities: boolean;

  constructor(private state: number) {
    this.labelsAsPriorities = this.chance(50);
  }

  file(): string {
    const lines = ['[general]', 'static=yes', '[globals]', ...this.some(6, () => this.global())];
    for (let section = 0; section < 2 + this.number(4); section++) {
      lines.push(this.header());
      lines.push(...this.some(25, () => this.line()));
    }
    const end = this.chance(10) ? '\r\n' : '\n';
    return lines.join(end) + (this.chance(20) ? '' : end);
  }

  private header(): string {
    const name = this.pick(CONTEXTS);
    return this.chance(12) ? `[${name}](!)` : `[${name}]`;
  }

  private global(): string {
    return `${this.pick(['', '_', '__'])}${this.pick(VARIABLES)}${this.pick(['=', ' = ', ' => '])}${this.value()}`;
  }

  private value(): string {
    return this.chance(30) ? `${this.variable()}${this.digits()}` : this.pick(['1', '42', 'abc', '', 'x y', '*7', '-']);
  }

  private variable(): string {
    const name = this.chance(10) ? `\${${this.pick(VARIABLES)}}` : this.pick(VARIABLES);
    const range = this.chance(35) ? `:${this.number(7) - 3}${this.chance(50) ? `:${this.number(7) - 3}` : ''}` : '';
    return `\${${name}${range}}`;
  }

  private line(): string {
    const kind = this.number(100);
    const blank = this.pick(['', '', ' ', '\t']);
    const arrow = this.pick([' => ', ' => ', '=>', ' = ', '=', '\t=>\t']);
    if (kind < 55) return `exten${arrow}${this.extension()},${this.step()}`;
    if (kind < 85) return `${blank}same${arrow}${this.step()}`;
    // A search for a label goes through a context's includes without end, and says so hundreds of times.
    if (kind < 90) return this.labelsAsPriorities ? '' : `include${arrow}${this.pick(CONTEXTS)}${this.timing()}`;
    if (kind < 92) return `ignorepat${arrow}${this.pick(['9', '_9X', this.variable()])}`;
    if (kind < 95) return `${this.pick(['switch', 'lswitch', 'eswitch'])}${arrow}Local/${this.variable()}`;
    return this.pick(['', '; comment', ';-- block', '--;', 'autohints=yes', 'nonsense => 1']);
  }

  private timing(): string {
    return this.chance(30) ? ',9:00-17:00,mon-fri,*,*' : '';
  }

  private extension(): string {
    const literal = this.chance(50);
    if (this.labelsAsPriorities) return literal ? this.literal() : this.pick(['_X.', '_1X', '_2!', '_NZ', '_[1-3]X']);
    const name = literal ? this.literal() : `_${this.some(5, () => this.position()).join('')}`;
    if (!this.chance(20)) return name;
    return `${name}/${this.chance(50) ? this.digits() : `_${this.some(4, () => this.position()).join('')}`}`;
  }

  private literal(): string {
    if (this.chance(10)) return this.pick(['s', 'i', 'h', 't', 'a-b', '1 2', 'é', '']);
    return this.chance(10) ? this.variable() : this.digits();
  }

  private position(): string {
    const set = `[${this.some(4, () => this.pick(['1', '2', '5', '9', 'a', '1-3', '4-8', '-', 'é', ' '])).join('')}]`;
    return this.chance(25) ? set : this.pick(['X', 'Z', 'N', 'x', 'n', '.', '!', '1', '2', '3', '-', ' ', 'a', '[']);
  }

  private step(): string {
    return `${this.priority()},${this.application()}`;
  }

  private priority(): string {
    const label = this.chance(25) ? `(${this.pick(LABELS)}${this.chance(95) ? ')' : ''}` : '';
    const plus = this.chance(8) ? `+${this.number(5) - 1}` : '';
    return `${this.base()}${plus}${label}`;
  }

  private base(): string {
    const kind = this.number(100);
    if (kind < 55) return 'n';
    if (kind < 85) return `${1 + this.number(6)}`;
    if (kind < 90) return this.labelsAsPriorities ? this.pick(LABELS) : 'n';
    return this.pick(['hint', 's', 'next', 'same', '0', '-1', ' 2 ', '3x']);
  }

  private application(): string {
    const data = this.some(4, () => this.pick(['a', ',', '(', ')', ' ', '"', '${X}', '$ ', 'ü', '\\;', '[', '{']));
    const name = this.pick(['NoOp', 'Set', 'Dial', ' Goto', 'NoOp ', '${A}', 'SIP/1']);
    return this.chance(15) ? name : `${name}(${data.join('')}${this.chance(93) ? ')' : ''}`;
  }

  private digits(): string {
    return this.some(3, () => this.pick(['1', '1', '2', '3', '0'])).join('');
  }

  private some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: 1 + this.number(most) }, make);
  }

  private pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.number(list.length)] ?? list[0];
  }

  private chance(percent: number): boolean {
    return this.number(100) < percent;
  }

  /** From 0 to below `end`: mulberry32. */
  private number(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }
}

const CONTEXTS = ['one', 'two', 'three', 'Two', 'four-4'] as const;
const VARIABLES = ['A', 'B', 'C', 'x', 'LONGER'] as const;
const LABELS = ['a', 'b', 'start', 'end', 'N'] as const;
