/** A number to dial, from a caller or none. */
export interface Call {
  readonly context: string;
  readonly number: string;
  readonly callerId: string;
}

const CALLERS = ['', '', '', '5551', '5552', '6001'];
const CALLER_PATTERNS = ['5551', '_555X', '_5.', '6001', ''];
const TIMES = [
  '00:00-23:59,*,*,*',
  '*,mon-fri,*,*',
  '*,sat&sun,*,*',
  '*,*,*,jan-jun',
  '*,*,*,jul-dec',
  '*,*,1-15,*',
  '*,*,16-31,*',
  '12:00-11:59,*,*,*',
  '00:00-11:59,*,*,*,Asia/Tokyo',
  '12:00-23:59,*,*,*,America/New_York',
  '25:00-26:00,*,*,*',
  '*,fri-mon,*,oct-mar',
];

/**
 * A dialplan of contexts whose patterns overlap, and calls into them; the same for the same seed. Each step that ends
 * in Stasis says its line's own number, and other steps go on to the next priority.
 */
export function generateCalls(seed: number, contexts: number, calls: number): { text: string; calls: Call[] } {
  const generator = new Generator(seed, contexts);
  return { text: generator.file(), calls: Array.from({ length: calls }, () => generator.call()) };
}

class Generator {
  readonly #names = new Map<string, string[]>();
  #line = 0;

  constructor(
    private state: number,
    private readonly contexts: number,
  ) {}

  file(): string {
    const sections = Array.from({ length: this.contexts }, (_, index) => this.section(`g${index}`));
    return sections.flat().join('\n') + '\n';
  }

  call(): Call {
    const context = `g${this.number(this.contexts)}`;
    const near = this.chance(85) ? context : `g${this.number(this.contexts)}`;
    const number = this.numberOf(this.pick(this.#names.get(near) ?? ['1']));
    return { context, number: this.chance(10) ? number + this.digit() : number, callerId: this.pick(CALLERS) };
  }

  private section(context: string): string[] {
    const names: string[] = [];
    this.#names.set(context, names);
    // A call that ends goes to `h`, which many of the patterns match.
    const lines = [`[${context}]`, 'exten => h,1,Hangup()'];
    for (let count = 4 + this.number(14); count > 0; count--) {
      const name = this.name();
      names.push(name);
      lines.push(...this.steps(name));
    }
    for (let count = this.number(4); count > 0; count--) lines.push(this.include());
    return lines;
  }

  private steps(name: string): string[] {
    const key = this.chance(20) ? `${name}/${this.pick(CALLER_PATTERNS)}` : name;
    const numbers = this.pick([[1], [1], [1], [1, 2], [1, 2, 3], [2], [3], [1, 3]]);
    return numbers.map((number) => {
      const application = this.chance(60) ? `Stasis(answers,${++this.#line})` : 'NoOp()';
      return `exten => ${key},${number},${application}`;
    });
  }

  private include(): string {
    const name = `g${this.number(this.contexts + 2)}`;
    return `include => ${name}${this.chance(50) ? `,${this.pick(TIMES)}` : ''}`;
  }

  private name(): string {
    if (this.chance(25)) return this.digits(3 + this.number(2), 3);
    let name = '_';
    for (let count = 1 + this.number(4); count > 0; count--) name += this.position();
    return name + this.pick(['', '', '', '.', '!']);
  }

  private position(): string {
    const dash = this.chance(8) ? '-' : '';
    if (this.chance(35)) return dash + this.digits(1, 4);
    return (
      dash + this.pick(['X', 'x', 'Z', 'N', 'n', '[1-3]', '[13]', '[2-4]', '[234]', '[4-21]', '[1-35]', '[]', '[*#1]'])
    );
  }

  private numberOf(name: string): string {
    if (!name.startsWith('_')) return name;
    const text = name
      .slice(1)
      .replaceAll('-', '')
      .replaceAll(/\[[^\]]*\]?/g, '2');
    let number = '';
    for (const char of text)
      number += /\d/.test(char) ? char : '.!'.includes(char) ? this.digits(this.number(3), 10) : this.digit();
    return number || '1';
  }

  private digit(): string {
    return this.chance(80) ? String(1 + this.number(3)) : String(this.number(10));
  }

  /** Out of the few lowest digits, so that much overlaps. */
  private digits(count: number, of: number): string {
    return Array.from({ length: count }, () => String(1 + this.number(of)).slice(-1)).join('');
  }

  private pick<T>(list: readonly T[]): T {
    const [first] = list;
    return list[this.number(list.length)] ?? first!;
  }

  private chance(percent: number): boolean {
    return this.number(100) < percent;
  }

  private number(below: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) >>> 0;
    return (this.state >>> 8) % below;
  }
}
