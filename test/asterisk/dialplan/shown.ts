import path from 'node:path';
import type { Context, Dialplan, Extension, Priority } from '../../../src/dialplan/dialplan';
import type { AmiMessage } from './ami';

/** Lines of a dialplan by context. */
export type Lines = Readonly<Record<string, readonly string[]>>;

/** `dialplan show`, the contexts and lines of pbx_config. */
export function shownLines(lines: readonly string[]): Lines {
  const contexts: Record<string, string[]> = {};
  let current: string[] | undefined;
  for (const line of lines) {
    const [, name, registrar] = /^\[ Context '(.*)' created by '(.*)' \]$/.exec(line) ?? [];
    if (name !== undefined) {
      current = [];
      if (registrar === 'pbx_config') contexts[name] = current;
    } else if (line !== '' && !line.startsWith('-= ')) current?.push(line);
  }
  return contexts;
}

/** What `dialplan show` must print for our model. */
export function expectedLines({ contexts }: Dialplan): Lines {
  return Object.fromEntries([...contexts].map(([name, context]) => [name, contextLines(context)]));
}

function contextLines(context: Context): string[] {
  return [
    ...(context.autoHints ? ['Autohints support enabled'] : []),
    ...context.extensions.flatMap(extensionLines),
    ...context.includes.map(({ text }) => row('  Include =>       ', `'${text}'`, 'pbx_config')),
    ...context.ignorePatterns.map((text) => row('  Ignore pattern =>', `'${text}'`, 'pbx_config')),
    ...context.switches.map(({ name, data }) => row('  Alt. Switch =>   ', `'${name}/${data}'`, 'pbx_config')),
  ];
}

function extensionLines(extension: Extension): string[] {
  const { name, callerId } = extension;
  return steps(extension).map((step, index) => {
    const label = step.label === undefined ? '' : `     [${step.label}]`;
    const cid = callerId === undefined ? '' : ` (CID match '${callerId}')`;
    const title = index === 0 ? `'${name}'${cid} =>${cid && ' '}` : label;
    const text = step.hint ? `hint: ${step.application}` : `${step.number}. ${step.application}(${step.data})`;
    const place = `${path.posix.basename(step.place.file)}:${step.place.line + 1}`;
    return row(index === 0 ? `  ${pad(title, 17)}` : pad(title, 19), text, place);
  });
}

function row(title: string, text: string, place: string): string {
  return `${title} ${pad(text, 45)} [${place}]`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - Buffer.byteLength(text)));
}

interface Step extends Priority {
  readonly hint: boolean;
}

/** All priorities of an extension as Asterisk goes through them: the hint is -1. */
function steps({ priorities, hint }: Extension): Step[] {
  const all = [...priorities.values()].map((priority) => ({ ...priority, hint: false }));
  if (hint) all.push({ ...hint, hint: true });
  return all.sort((a, b) => a.number - b.number);
}

/** AMI's list of the priorities of pbx_config, one line for each, sorted: it has all labels and data of any length. */
export function listedLines(messages: readonly AmiMessage[]): string[] {
  const lines = messages.map((message) => {
    const value = (key: string): string => message.get(key)?.[0] ?? '';
    if (value('registrar') !== 'pbx_config' || !message.has('priority')) return '';
    const place = [value('context'), value('priority'), value('extensionlabel')];
    return [...place, value('application'), value('appdata')].join(' | ');
  });
  return lines.filter((line) => line !== '').sort();
}

/** What AMI must list for our model. */
export function expectedList({ contexts }: Dialplan): string[] {
  const lines: string[] = [];
  for (const [context, { extensions }] of contexts) {
    for (const step of extensions.flatMap(steps)) {
      const number = step.hint ? 'hint' : `${step.number}`;
      // Of a hint it tells the devices only.
      lines.push([context, number, step.label ?? '', step.application, step.hint ? '' : step.data].join(' | '));
    }
  }
  return lines.sort();
}
