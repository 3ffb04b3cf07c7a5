import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './places';

const CORPUS = path.join(ROOT, 'test/asterisk/dialplan/corpus');
/** How many texts each test looks at; a long run sets it. */
export const ROUNDS = Number(process.env['ARI_FUZZ_ROUNDS'] ?? 1_500);
/** What the grammar has an eye on. */
const PIECES = [
  ...'${ $[ } ] ( ) [ { , ; \\ " \' : ? / & | = => += + - ! . @ ^ ;-- --; \\; _ n s hint same exten include'.split(' '),
  ...[
    '#include ',
    '\n',
    '\r\n',
    '\0',
    '\ufeff',
    '\ud83d',
    '😀',
    ' ',
    '\t',
    'ä',
    '[x](!)',
    'Goto(',
    'Local/1@a',
    'F(',
    '${X:1}',
  ],
];

/** The texts of dialplans, ugly ones among them. */
export function corpus(): string[] {
  const names = fs.readdirSync(CORPUS, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => path.join(CORPUS, name)).filter((file) => fs.statSync(file).isFile());
  return files.map((file) => fs.readFileSync(file, 'utf8'));
}

/** A text with some changes that a parser may stumble over. */
export function mutate(text: string, next: (limit: number) => number): string {
  let mutated = text;
  for (let times = 1 + next(8); times > 0; times--) {
    const at = next(mutated.length + 1);
    const behind = at + next(3) * next(12);
    const from = next(mutated.length + 1);
    const piece = next(3) > 0 ? PIECES[next(PIECES.length)]! : mutated.slice(from, from + next(40));
    mutated = mutated.slice(0, at) + piece + mutated.slice(next(2) ? at : behind);
  }
  return mutated;
}

/** Whatever the text, nothing may hold up an editor for longer, in ms: for up to 100 KB. */
export const HANG_MS = 100;
const ATTEMPTS = 4;

/**
 * What something takes, in ms of computing: the least of some attempts where the first is a hang. What hangs does so each
 * time; the first time it is also compiled, garbage is collected, and the machine has other work.
 */
export async function leastMs(run: () => unknown): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && least > HANG_MS; attempt += 1) {
    const start = computedMs();
    await run();
    least = Math.min(least, computedMs() - start);
  }
  return least;
}

/** Milliseconds that this process has computed: on a busy machine a clock on the wall would tell of others. */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
