import * as vscode from 'vscode';
import { folderOf, type FileReader } from '../../conf/reader';
import { loadProject, rootsOf, type DialplanProject } from '../../dialplan/index/project';
import type { SyntaxCache } from '../../dialplan/syntax/parseDialplan';
import type { DialplanDocuments } from './documents';
import { DIALPLAN, DIALPLAN_FILES, isDialplan } from './languages';

/** Long enough for a word to be typed, short enough not to be waited for. */
const QUIET_MS = 250;
/** A folder with more files of dialplans is no Asterisk's. */
const MOST_FILES = 500;
/** VS Code edits no larger ones. */
const MOST_BYTES = 50 * 1024 * 1024;
/** What is included may have any name. */
const WATCHED_FILES = '**/*';
/** What comes and goes all the time and is no configuration. */
const OTHERS = /\/(?:\.git|node_modules)\//;
/** Also what has no ending: of a folder that comes or goes nothing else is told. */
const MAY_BELONG = /\.(?:ael|lua)$|\/[^./]+$/;

/**
 * The dialplans of the workspace and of open documents, each read when somebody asks for it first, and again when one of
 * its files has changed.
 */
export class DialplanProjects implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #last = new Map<string, DialplanProject>();
  #loading: Promise<readonly DialplanProject[]> | undefined;
  /** The workspace's files that are dialplans by their names. */
  #files: Thenable<readonly vscode.Uri[]> | undefined;
  #running: Promise<readonly DialplanProject[]> = Promise.resolve([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Files that changed since the projects were read; undefined: whichever there are. */
  #stale: Set<string> | undefined;
  /** What stands beside the projects has changed, which is not read with every key. */
  #isBesideStale = false;

  /** Some project is not as it was: told once typing pauses. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly documents: DialplanDocuments) {
    const watcher = vscode.workspace.createFileSystemWatcher(WATCHED_FILES);
    const touch = (uri: vscode.Uri): void => this.#touch(uri);
    this.#subscriptions.push(
      watcher,
      watcher.onDidChange((uri) => (this.#isBeside(uri.path) ? this.#forget() : touch(uri))),
      watcher.onDidCreate((uri) => this.#cameOrWent(uri)),
      watcher.onDidDelete((uri) => this.#cameOrWent(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#touch(document.uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#opened(document)),
    );
  }

  /** All projects, as the documents are now. */
  all(): Promise<readonly DialplanProject[]> {
    // One after the other: what a later one finds must not be overwritten by an earlier one.
    this.#loading ??= this.#running = this.#running.then(
      () => this.#load(),
      () => this.#load(),
    );
    return this.#loading;
  }

  /** Those that a file belongs to. */
  async of(uri: vscode.Uri): Promise<readonly DialplanProject[]> {
    return (await this.all()).filter(({ files }) => files.has(uri.path));
  }

  /** The URI of a project's file. */
  uriOf(path: string): vscode.Uri {
    return openDocument(path)?.uri ?? baseUri().with({ path });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #opened(document: vscode.TextDocument): void {
    if (isDialplan(document)) this.#touch(undefined);
  }

  #touch(uri: vscode.Uri | undefined): void {
    const isOurs = !uri || this.#isOurs(uri.path);
    if (!isOurs) return;
    this.#loading = undefined;
    if (!uri) this.#stale = undefined;
    else this.#stale?.add(uri.path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), QUIET_MS);
  }

  #cameOrWent({ path }: vscode.Uri): void {
    if (OTHERS.test(path)) return;
    if (path.endsWith('.conf') || this.#isOurs(path) || (MAY_BELONG.test(path) && this.#isBelow(path))) this.#forget();
  }

  /** Whether it is in the folder of a dialplan, where it may be included; or may bring the first dialplan. */
  #isBelow(path: string): boolean {
    const folders = [...this.#last.keys()].map((root) => `${folderOf(root)}/`);
    return folders.length === 0 || folders.some((folder) => path.startsWith(folder));
  }

  /** Which dialplans there are, and what other files say about them, is to be found out anew. */
  #forget(): void {
    this.#isBesideStale = true;
    this.#files = undefined;
    this.#touch(undefined);
  }

  /** Whether a dialplan's calls may come in through a file that is no part of it: pjsip.conf and its like. */
  #isBeside(path: string): boolean {
    const projects = [...this.#last.values()];
    const isPart = projects.some(({ files }) => files.has(path));
    return !isPart && path.endsWith('.conf') && projects.some(({ root }) => folderOf(root) === folderOf(path));
  }

  #isOurs(path: string): boolean {
    if (/\.ael$|\/extensions\.lua$/.test(path)) return true;
    return [...this.#last.values()].some(({ files }) => files.has(path)) || openDocument(path)?.languageId === DIALPLAN;
  }

  async #load(): Promise<readonly DialplanProject[]> {
    const [stale, isBesideStale] = [this.#stale, this.#isBesideStale];
    this.#stale = new Set();
    this.#isBesideStale = false;
    // Not with every key: to look through a large workspace takes a while.
    const found = await (this.#files ??= vscode.workspace.findFiles(DIALPLAN_FILES, undefined, MOST_FILES));
    const open = vscode.workspace.textDocuments.filter((one) => isDialplan(one) && isFile(one.uri));
    const paths = [...new Set([...found, ...open.map(({ uri }) => uri)].map(({ path }) => path))].sort(rootsFirst);
    const projects: DialplanProject[] = [];
    for (const path of paths) {
      if (rootsOf([path], projects).length > 0) projects.push(await this.#project(path, stale, isBesideStale));
    }
    const kept = rootsOf(
      projects.map(({ root }) => root),
      projects,
    );
    const roots = projects.filter(({ root }) => kept.includes(root));
    this.#last.clear();
    for (const project of roots) this.#last.set(project.root, project);
    return roots;
  }

  async #project(
    root: string,
    stale: ReadonlySet<string> | undefined,
    isBesideStale: boolean,
  ): Promise<DialplanProject> {
    const last = this.#last.get(root);
    const isOther = (path: string): boolean => /\.ael$|\/extensions\.lua$/.test(path);
    if (last && stale && ![...stale].some((path) => last.files.has(path) || isOther(path))) return last;
    const cacheOf = (path: string): SyntaxCache | undefined => {
      const document = openDocument(path);
      return document && this.documents.cacheOf(document);
    };
    return loadProject(workspaceReader, root, last, cacheOf, !isBesideStale);
  }
}

/** What includes others comes before what is included, so that it is not read twice. */
function rootsFirst(a: string, b: string): number {
  const rank = (path: string): number => (path.endsWith('/extensions.conf') ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
}

/** Open documents first: what is typed counts, not what is on the disk. No devices and pipes: they might never end. */
export const workspaceReader: FileReader = {
  async read(path) {
    const document = openDocument(path);
    if (document) return document.getText();
    const uri = baseUri().with({ path });
    try {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > MOST_BYTES) return undefined;
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      // There is no such file, or nobody may read it: Asterisk could not either.
      return undefined;
    }
  },
  async list(folder) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(baseUri().with({ path: folder || '/' }));
      return entries.map(([name]) => name);
    } catch {
      return [];
    }
  },
};

function openDocument(path: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.path === path && isFile(uri));
}

/** A file itself, or what is still to be one: not what git or the timeline shows of an earlier version of it. */
function isFile({ scheme, query }: vscode.Uri): boolean {
  return [baseUri().scheme, 'file', 'untitled'].includes(scheme) && query === '';
}

/** Where paths are: on the disk, or in the remote or virtual workspace. */
function baseUri(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder?.uri.with({ query: '', fragment: '' }) ?? vscode.Uri.file('/');
}
