import { filesOfInclude, type EffectiveConf } from '../../conf/load';
import type { FileReader } from '../../conf/reader';
import type { Place } from '../dialplan';

/** What the other configuration files beside a root say of contexts. */
export interface Beside {
  /** Contexts that they name, with the first file that does: of those that send calls in, if there is one. */
  readonly entered: ReadonlyMap<string, string>;
  /** Contexts that modules make because they say so, with the line. */
  readonly made: ReadonlyMap<string, Place>;
}

/** More files than these no Asterisk has. */
const MOST_FILES = 200;
/** The configuration of channel drivers: their calls come in from outside. */
const DRIVERS = /\/(?:pjsip|sip|iax|chan_|dahdi|unistim|skinny|sccp|mgcp|motif|ooh323|misdn|console|users)[^/]*\.conf$/;

/** Whether calls come in through what a file configures. */
export function sendsCallsIn(file: string): boolean {
  return DRIVERS.test(file);
}

/** Reads what stands beside a root and is no part of it, with what that includes. */
export async function readBeside(reader: FileReader, folder: string, conf: EffectiveConf): Promise<Beside> {
  const entered = new Map<string, string>();
  const made = new Map<string, Place>();
  const seen = new Set(conf.files);
  const paths = (await reader.list(folder)).map((name) => `${folder}/${name}`);
  const others = paths.filter((path) => path.endsWith('.conf')).sort(driversFirst);
  for (const path of others.slice(0, MOST_FILES)) {
    for await (const { file, text } of withIncludes(reader, folder, path, seen)) {
      for (const name of contextsNamedIn(text)) if (!entered.has(name)) entered.set(name, path);
      for (const { name, line } of contextsMadeBy(path, text)) if (!made.has(name)) made.set(name, { file, line });
    }
  }
  return { entered, made };
}

function driversFirst(a: string, b: string): number {
  return Number(sendsCallsIn(b)) - Number(sendsCallsIn(a)) || (a < b ? -1 : Number(a > b));
}

async function* withIncludes(
  reader: FileReader,
  folder: string,
  file: string,
  seen: Set<string>,
): AsyncIterable<{ readonly file: string; readonly text: string }> {
  if (seen.has(file)) return;
  seen.add(file);
  const text = await reader.read(file);
  if (text === undefined) return;
  yield { file, text };
  for (const [, quoted, plain] of text.matchAll(/^[ \t]*#(?:try)?include[ \t]+(?:["<]([^">\n]+)[">]|([^\s;"<]+))/gm)) {
    for (const path of await filesOfInclude(reader, folder, quoted ?? plain ?? '')) {
      yield* withIncludes(reader, folder, path, seen);
    }
  }
}

/** `context = name` and its like, `Local/number@name`, and what a conference's menu goes to. */
function* contextsNamedIn(text: string): Iterable<string> {
  for (const [, name] of text.matchAll(/^[ \t]*(?:\w*context|dialout|callback)[ \t]*=>?[ \t]*([^\s;,|]+)/gim)) {
    if (name !== undefined) yield name;
  }
  for (const [, name] of text.matchAll(/Local\/[^@\s;]{1,80}@([\w.-]+)/g)) if (name !== undefined) yield name;
  for (const [, name] of text.matchAll(/dialplan_exec\(\s*([^,)\s]+)/g)) if (name !== undefined) yield name;
}

/** `regcontext` of channel drivers (several, with `&` between them), `autocontext` of sla.conf, the lots of res_parking.conf. */
function* contextsMadeBy(path: string, text: string): Iterable<{ readonly name: string; readonly line: number }> {
  const key = path.endsWith('/res_parking.conf') ? '(?:reg|auto)?context' : '(?:reg|auto)context';
  const pattern = new RegExp(`^[ \\t]*${key}[ \\t]*=>?[ \\t]*([^\\s;,|]+)`, 'i');
  for (const [line, written] of text.split('\n').entries()) {
    const [, names] = pattern.exec(written) ?? [];
    for (const name of names?.split('&') ?? []) if (name) yield { name, line };
  }
}
