import { baseName } from '../../conf/reader';
import { BUILT_IN_VARIABLES } from '../applications/variables';
import { globalName } from '../index/occurrences';
import { maySetVariables, variablesSet } from '../index/variables';
import { applicationKey } from '../syntax/call';
import type { DialplanSyntax, Statement } from '../syntax/syntax';
import type { Asking, Offer } from './offers';

/** Those that something in the project sets, with the first place, and those that Asterisk sets. */
export function variableOffers({ project, file, line }: Pick<Asking, 'project' | 'file' | 'line'>): Offer[] {
  const found = new Map<string, string>();
  for (const { path, syntax } of project.files.values()) {
    const base = baseName(path);
    for (const { name, line: where } of namesSet(syntax)) {
      // Half a name that is being typed is none.
      const isTyped = path === file && where === line;
      if (!isTyped && !found.has(name)) found.set(name, `${base}:${where + 1}`);
    }
  }
  for (const [name, meaning] of BUILT_IN_VARIABLES) if (!found.has(name)) found.set(name, meaning);
  return [...found].map(([text, detail]) => ({ kind: 'variable', text, detail }));
}

function* namesSet({ sections }: DialplanSyntax): Iterable<{ readonly name: string; readonly line: number }> {
  for (const { statements } of sections) {
    for (const statement of statements) {
      for (const name of namesSetBy(statement))
        yield { name, line: 'entry' in statement ? statement.entry.span.line : 0 };
    }
  }
}

function namesSetBy(statement: Statement): readonly string[] {
  if (statement.kind === 'global') return [globalName(statement.entry.key) ?? []].flat();
  // Reading the arguments of all others takes too long in a large dialplan.
  if (statement.kind !== 'extension' || !statement.call) return [];
  if (!maySetVariables(applicationKey(statement.call.name.text))) return [];
  return variablesSet(statement.call).map(({ text }) => text);
}
