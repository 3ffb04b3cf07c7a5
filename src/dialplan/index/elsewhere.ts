import type { EffectiveConf } from '../../conf/load';
import type { FileReader } from '../../conf/reader';
import type { Dialplan, Place } from '../dialplan';
import type { Beside } from './beside';

/** Why a name that extensions.conf does not have may be there all the same. */
export type UnseenReason = 'switch' | 'exec' | 'include';

/** Something whose contents nobody can read here. */
export interface UnseenSource {
  readonly reason: UnseenReason;
  /** The name of the switch, the program, or the file. */
  readonly name: string;
  readonly place: Place;
}

/** What other sources than extensions.conf add to the dialplan of the same Asterisk. */
export interface Elsewhere extends Beside {
  /** Contexts of AEL and Lua files beside the root, or that modules make, and where they begin. */
  readonly contexts: ReadonlyMap<string, Place>;
  readonly unseen: readonly UnseenSource[];
}

const INCLUDE_CODES: ReadonlySet<string> = new Set(['include-missing', 'include-refused', 'include-too-deep']);

export async function findElsewhere(
  reader: FileReader,
  folder: string,
  conf: EffectiveConf,
  dialplan: Dialplan,
  beside: Beside,
): Promise<Elsewhere> {
  const contexts = new Map(beside.made);
  for (const name of [...(await reader.list(folder))].sort()) {
    const isLua = name === 'extensions.lua';
    if (!isLua && !name.endsWith('.ael')) continue;
    const file = `${folder}/${name}`;
    const text = await reader.read(file);
    if (text === undefined) continue;
    for (const found of isLua ? contextsOfLua(text) : contextsOfAel(text)) {
      if (!contexts.has(found.name)) contexts.set(found.name, { file, line: found.line });
    }
  }
  return { ...beside, contexts, unseen: unseenSources(conf, dialplan) };
}

function unseenSources(conf: EffectiveConf, dialplan: Dialplan): UnseenSource[] {
  const unseen: UnseenSource[] = [];
  for (const { code, file, span, data } of conf.problems) {
    const place = { file, line: span.line };
    if (code === 'exec-not-run') unseen.push({ reason: 'exec', name: '', place });
    else if (INCLUDE_CODES.has(code)) unseen.push({ reason: 'include', name: data['name'] ?? '', place });
  }
  for (const { switches } of dialplan.contexts.values()) {
    for (const { name, place } of switches) unseen.push({ reason: 'switch', name, place });
  }
  return unseen;
}

interface FoundContext {
  readonly name: string;
  readonly line: number;
}

/** `context name {`, `abstract context name {`, `macro name(…) {` (which becomes a context `macro-name` or `name`). */
export function contextsOfAel(text: string): FoundContext[] {
  const found: FoundContext[] = [];
  text.split('\n').forEach((line, at) => {
    const match = /^\s*(?:(?:abstract|extend)\s+)*(context|macro)\s+([\w.-]+)/.exec(line);
    const [, kind, name] = match ?? [];
    if (name === undefined) return;
    found.push({ name, line: at });
    if (kind === 'macro') found.push({ name: `macro-${name}`, line: at });
  });
  return found;
}

/** The keys of the table `extensions`, and `extensions["name"] =` or `extensions.name =`. */
export function contextsOfLua(text: string): FoundContext[] {
  const found: FoundContext[] = [];
  let depth = 0;
  text.split('\n').forEach((line, at) => {
    const code = line.replace(/--.*/, '');
    const single = /^\s*extensions\s*(?:\[\s*["']([^"']+)["']\s*\]|\.(\w+))\s*=/.exec(code);
    const name = single?.[1] ?? single?.[2];
    if (name !== undefined && depth === 0) found.push({ name, line: at });
    const opens = /^\s*extensions\s*=\s*(?=\{)/.exec(code);
    if (depth > 0 || opens)
      depth = readTable(code.slice(opens?.[0].length ?? 0), depth, (key) => found.push({ name: key, line: at }));
  });
  return found;
}

/** @returns how deep in tables the line ends */
function readTable(code: string, startDepth: number, visit: (key: string) => void): number {
  let depth = startDepth;
  for (const [token, quoted, plain] of code.matchAll(
    /[{}]|\[\s*["']([^"']+)["']\s*\]\s*=(?!=)|(\w+)\s*=(?!=)|["'][^"']*["']/g,
  )) {
    const key = quoted ?? plain;
    if (token === '{') depth++;
    else if (token === '}') depth = Math.max(0, depth - 1);
    else if (key !== undefined && depth === 1) visit(key);
  }
  return depth;
}
