import { parseArgs } from 'node:util';
import { LINT_CODES, type LintCode } from '../dialplan/lint/codes';
import { isLintCode } from '../dialplan/lint/ignore';
import type { SeverityChoice, SeverityChoices } from '../dialplan/lint/lint';
import { nearestName } from '../dialplan/names/nearest';

export type Format = 'text' | 'json' | 'sarif';

/** What to check, and how to tell of it. */
export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly choices: SeverityChoices;
  /** A file to write to; undefined: standard output. */
  readonly output: string | undefined;
}

export type Task = { readonly kind: 'check'; readonly options: CheckOptions } | { readonly kind: 'help' | 'version' };

/** Why a command line means nothing, in a sentence. */
export class Misuse extends Error {}

const FORMATS: ReadonlySet<string> = new Set<Format>(['text', 'json', 'sarif']);
const LEVELS: ReadonlySet<string> = new Set<SeverityChoice>(['error', 'warning', 'information', 'hint', 'off']);

export const HELP = `Checks Asterisk dialplans.

ari-workbench check [options] FILE…

  FILE                    the file that Asterisk loads (extensions.conf), which may include others,
                          or a folder with an extensions.conf
  --format FORMAT         text (default), json, or sarif (2.1.0, for GitHub code scanning)
  --output FILE           write there instead of standard output
  --severity CODE=LEVEL   error, warning, information, hint, or off; may be repeated
  --help, --version

Exit code: 0 without errors, 1 with errors, 2 when this command line means nothing.
`;

/** @throws Misuse */
export function readTask(words: readonly string[]): Task {
  const { values, positionals } = parse(words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) throw new Misuse('Say what to do: ari-workbench check FILE…');
  if (command !== 'check') throw new Misuse(`"${command}" is no command; there is one: check.`);
  if (paths.length === 0) throw new Misuse('Say which file to check: ari-workbench check FILE…');
  const { format, output } = values;
  if (!isFormat(format)) throw new Misuse(`"${format}" is no format; there are text, json and sarif.`);
  return { kind: 'check', options: { paths, format, output, choices: readChoices(values.severity) } };
}

function parse(words: readonly string[]): ReturnType<typeof parseWords> {
  try {
    return parseWords(words);
  } catch (error) {
    // Node says it in two sentences, of which the second is about writing words that begin with a dash.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.? To specify|\n/);
    throw new Misuse(`${sentence.replace(/\.$/, '')}.`, { cause: error });
  }
}

// The type is what parseArgs makes of these options.
function parseWords(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      output: { type: 'string' },
      severity: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
}

function readChoices(pairs: readonly string[]): SeverityChoices {
  const choices: Partial<Record<LintCode, SeverityChoice>> = {};
  for (const pair of pairs) {
    const [code = '', level = ''] = pair.split('=', 2).map((word) => word.trim());
    if (!isLintCode(code)) {
      const nearest = nearestName(code, Object.keys(LINT_CODES));
      throw new Misuse(`There is no code "${code}".${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`);
    }
    if (!isLevel(level)) {
      throw new Misuse(`"${pair}" needs a level: ${code}=error, warning, information, hint or off.`);
    }
    choices[code] = level;
  }
  return choices;
}

function isFormat(word: string): word is Format {
  return FORMATS.has(word);
}

function isLevel(word: string): word is SeverityChoice {
  return LEVELS.has(word);
}
