import * as vscode from 'vscode';
import type { Span } from '../../conf/tree';
import type { Place } from '../../dialplan/dialplan';
import type { DialplanProject } from '../../dialplan/index/project';
import {
  allOccurrences,
  occurrenceAt,
  sameThings,
  targetsOf,
  type LocatedOccurrence,
} from '../../dialplan/index/symbols';
import { DIALPLAN_SELECTOR } from './languages';
import type { DialplanProjects } from './projects';

/** Go to definition, references, highlights, and the symbols of the workspace. */
export function registerNavigation(projects: DialplanProjects): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDefinitionProvider(DIALPLAN_SELECTOR, {
      provideDefinition: (document, position) =>
        gather(projects, document, position, (project, one) => definitionsOf(projects, project, one)),
    }),
    languages.registerReferenceProvider(DIALPLAN_SELECTOR, {
      provideReferences: (document, position, { includeDeclaration }) =>
        gather(projects, document, position, (project, one) =>
          sameThings(project, one)
            .filter(({ isDefinition }) => includeDeclaration || !isDefinition)
            .map((found) => locationOf(projects, found)),
        ),
    }),
    languages.registerDocumentHighlightProvider(DIALPLAN_SELECTOR, {
      provideDocumentHighlights: (document, position) =>
        gather(projects, document, position, (project, one) =>
          sameThings(project, one)
            .filter(({ file }) => file === document.uri.path)
            .map(({ span, isDefinition }) => {
              const { Write, Read } = vscode.DocumentHighlightKind;
              return new vscode.DocumentHighlight(rangeOf(span), isDefinition ? Write : Read);
            }),
        ),
    }),
    languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: async (query) =>
        (await projects.all()).flatMap((project) => symbolsOf(projects, project, query)),
    }),
  );
}

/** As VS Code counts. */
export function rangeOf({ line, start, end }: Span): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** What one of the projects of a document says about the name at a place: the first that knows something. */
async function gather<T>(
  projects: DialplanProjects,
  { uri }: vscode.TextDocument,
  position: vscode.Position,
  find: (project: DialplanProject, one: LocatedOccurrence) => T[],
): Promise<T[]> {
  for (const project of await projects.of(uri)) {
    const one = occurrenceAt(project, uri.path, position);
    const found = one ? find(project, one) : [];
    if (found.length > 0) return found;
  }
  return [];
}

function definitionsOf(
  projects: DialplanProjects,
  project: DialplanProject,
  one: LocatedOccurrence,
): vscode.Location[] {
  if (!one.isDefinition && (one.kind === 'extension' || one.kind === 'label')) {
    return targetsOf(project, one).map(({ priority }) => locationOfPlace(projects, priority.place));
  }
  const found = sameThings(project, one).filter(({ isDefinition }) => isDefinition);
  if (found.length > 0 || one.kind !== 'context') return found.map((each) => locationOf(projects, each));
  const place = project.elsewhere.contexts.get((one.prefix ?? '') + one.text);
  return place ? [locationOfPlace(projects, place)] : [];
}

function locationOf(projects: DialplanProjects, { file, span }: LocatedOccurrence): vscode.Location {
  return new vscode.Location(projects.uriOf(file), rangeOf(span));
}

function locationOfPlace(projects: DialplanProjects, { file, line }: Place): vscode.Location {
  return new vscode.Location(projects.uriOf(file), new vscode.Position(line, 0));
}

const SYMBOL_KINDS: Readonly<Record<LocatedOccurrence['kind'], vscode.SymbolKind>> = {
  context: vscode.SymbolKind.Namespace,
  extension: vscode.SymbolKind.Function,
  label: vscode.SymbolKind.Key,
  variable: vscode.SymbolKind.Variable,
};
/** VS Code shows no more. */
const MOST_SYMBOLS = 2000;

function symbolsOf(projects: DialplanProjects, project: DialplanProject, query: string): vscode.SymbolInformation[] {
  const wanted = query.toLowerCase();
  const found: vscode.SymbolInformation[] = [];
  let before = '';
  for (const one of allOccurrences(project)) {
    // VS Code refuses a symbol without a name, and all others with it.
    if (!one.isDefinition || one.text === '' || !isSubsequence(wanted, one.text.toLowerCase())) continue;
    const container = one.kind === 'context' ? '' : (project.contextsAt(one.file, one.span.line)[0] ?? '');
    // An extension that is written once for each priority is one symbol.
    const identity = `${one.kind} ${container} ${one.text}`;
    if (identity === before) continue;
    before = identity;
    found.push(new vscode.SymbolInformation(one.text, SYMBOL_KINDS[one.kind], container, locationOf(projects, one)));
    if (found.length >= MOST_SYMBOLS) break;
  }
  return found;
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const char of text) if (char === wanted[at]) at++;
  return at >= wanted.length;
}
