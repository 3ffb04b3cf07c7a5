import * as vscode from 'vscode';
import type { Sound } from '../../ari/resources';
import { plain } from '../../ari/text';
import { offersOf, type Offer } from '../../dialplan/complete/offers';
import { completingAt, type Completing } from '../../dialplan/complete/position';
import type { DialplanProject } from '../../dialplan/index/project';
import { stasisCalls } from '../../dialplan/index/stasis';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { sectionAt } from './cursor';
import type { DialplanDocuments } from './documents';
import type { InstalledManuals } from './installedManuals';
import { DIALPLAN_SELECTOR } from './languages';
import { manualText } from './manualText';
import type { DialplanProjects } from './projects';

/** Behind each of these something may be offered at once. */
const TRIGGERS = ['(', ',', '{', '>', ' ', '&', '^', '@', '?', ':', '='];

/** What may be written where the cursor is. */
export function registerCompletion(
  documents: DialplanDocuments,
  projects: DialplanProjects,
  manuals: InstalledManuals,
  workbench: Workbench,
): vscode.Disposable {
  const completion = new Completion(documents, projects, manuals, new LiveOffers(workbench));
  return vscode.languages.registerCompletionItemProvider(DIALPLAN_SELECTOR, completion, ...TRIGGERS);
}

class Completion implements vscode.CompletionItemProvider {
  constructor(
    private readonly documents: DialplanDocuments,
    private readonly projects: DialplanProjects,
    private readonly manuals: InstalledManuals,
    private readonly live: LiveOffers,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const section = sectionAt(this.documents, document, position);
    if (!section) return [];
    const { text } = document.lineAt(position.line);
    const completing = completingAt(text, position.character, section.role);
    if (!completing) return [];
    const { start, end } = completing;
    const { line } = position;
    const range = {
      inserting: new vscode.Range(line, start, line, position.character),
      replacing: new vscode.Range(line, start, line, end),
    };
    const items = await this.#items(document, line, completing);
    for (const item of items) item.range = range;
    return items;
  }

  async #items(document: vscode.TextDocument, line: number, completing: Completing): Promise<vscode.CompletionItem[]> {
    if (completing.kind === 'sound') return this.live.sounds();
    const [project] = await this.projects.of(document.uri);
    if (completing.kind === 'stasis') return this.live.applications(project ? namedIn(project) : []);
    if (!project) return [];
    const manuals = await this.manuals.get();
    return offersOf({ project, file: document.uri.path, line, completing, manuals }).map(itemOf);
  }
}

const KINDS: Readonly<Record<Offer['kind'], vscode.CompletionItemKind>> = {
  keyword: vscode.CompletionItemKind.Keyword,
  application: vscode.CompletionItemKind.Function,
  function: vscode.CompletionItemKind.Method,
  variable: vscode.CompletionItemKind.Variable,
  context: vscode.CompletionItemKind.Module,
  extension: vscode.CompletionItemKind.Constant,
  label: vscode.CompletionItemKind.Reference,
  priority: vscode.CompletionItemKind.Value,
};
/** Nearer things first, where several kinds may stand. */
const ORDER: readonly Offer['kind'][] = [
  'keyword',
  'label',
  'priority',
  'variable',
  'function',
  'extension',
  'context',
  'application',
];

function itemOf({ kind, text, detail, snippet, manual }: Offer): vscode.CompletionItem {
  const item = new vscode.CompletionItem(plain(text), KINDS[kind]);
  item.insertText = snippet === undefined ? text : new vscode.SnippetString(snippet);
  item.sortText = `${ORDER.indexOf(kind)} ${text}`;
  if (manual) item.documentation = manualText(manual);
  else if (detail !== '') item.detail = plain(detail);
  // What comes next is asked at once.
  if (snippet?.endsWith('($1)')) item.command = { command: 'editor.action.triggerParameterHints', title: '' };
  else if (snippet?.endsWith('$0')) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/** The applications that a dialplan hands calls to. */
function namedIn({ files }: DialplanProject): string[] {
  return [...new Set([...files.values()].flatMap(({ syntax }) => Array.from(stasisCalls(syntax), ({ text }) => text)))];
}

/** What only the connected servers know. */
class LiveOffers {
  constructor(private readonly workbench: Workbench) {}

  /** The applications of ARI that are connected, and those that the dialplan names already. */
  applications(named: readonly string[]): vscode.CompletionItem[] {
    const found = new Map<string, string[]>(named.map((name) => [name, []]));
    for (const { name, model, profile, application: own } of this.workbench.registry.connected) {
      for (const application of model?.applications.ids() ?? []) {
        // The name under which a window only watches is another one next time.
        if (application === own && profile.application === undefined) continue;
        found.set(application, [...(found.get(application) ?? []), name]);
      }
    }
    return [...found]
      .filter(([application]) => isWritable(application))
      .map(([application, servers]) => {
        const item = new vscode.CompletionItem(application, vscode.CompletionItemKind.Interface);
        item.detail =
          servers.length > 0
            ? vscode.l10n.t('connected to {0}', servers.map((name) => plain(name)).join(', '))
            : vscode.l10n.t('named in this dialplan');
        return item;
      });
  }

  async sounds(): Promise<vscode.CompletionItem[]> {
    const found = new Map<string, vscode.CompletionItem>();
    // At once: one that answers slowly keeps only its own back.
    const lists = await Promise.all(this.workbench.registry.connected.map((server) => this.#soundsOf(server)));
    for (const { id, text } of lists.flat()) {
      if (found.has(id) || !isWritable(id)) continue;
      const item = new vscode.CompletionItem(id, vscode.CompletionItemKind.File);
      if (text) item.documentation = plain(text);
      found.set(id, item);
    }
    return [...found.values()];
  }

  /** A server that does not answer offers none: it is no time for a message while somebody types. */
  #soundsOf(server: Server): Promise<readonly Sound[]> {
    return this.workbench.sounds.list(server).catch(() => []);
  }
}

/** A server's name for something may be anything; only what is one argument in a dialplan may come into the file. */
function isWritable(name: string): boolean {
  return /^[^\p{C}\s,;()&"\\${}]+$/u.test(name);
}
