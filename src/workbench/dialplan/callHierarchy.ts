import * as vscode from 'vscode';
import {
  incomingCalls,
  nodesAt,
  outgoingCalls,
  placeOf,
  type CallEdge,
  type CallNode,
  type CallSite,
} from '../../dialplan/index/calls';
import type { DialplanProject } from '../../dialplan/index/project';
import { DIALPLAN_SELECTOR } from './languages';
import { rangeOf } from './navigation';
import type { DialplanProjects } from './projects';

/** A context or an extension, with what finds it again after the text has changed. */
class DialplanItem extends vscode.CallHierarchyItem {
  constructor(
    readonly root: string,
    readonly node: CallNode,
    uri: vscode.Uri,
    line: number,
  ) {
    const { context, extension, callerId } = node;
    const name = extension === undefined ? context : callerId === undefined ? extension : `${extension}/${callerId}`;
    const kind = extension === undefined ? vscode.SymbolKind.Namespace : vscode.SymbolKind.Function;
    const range = new vscode.Range(line, 0, line, 0);
    super(kind, name, extension === undefined ? '' : context, uri, range, range);
  }
}

type Ends = (project: DialplanProject, node: CallNode) => readonly CallEdge[];

/** Who jumps to an extension or into a context, and where they jump themselves. */
export function registerCallHierarchy(projects: DialplanProjects): vscode.Disposable {
  /** What is at the other end of the jumps, each with their places. */
  const ask = async (item: vscode.CallHierarchyItem, ends: Ends): Promise<[DialplanItem, CallEdge][]> => {
    if (!(item instanceof DialplanItem)) return [];
    const project = (await projects.all()).find(({ root }) => root === item.root);
    if (!project) return [];
    return ends(project, item.node).flatMap((edge) => {
      const other = itemOf(projects, project, edge.node);
      return other ? [[other, edge] as [DialplanItem, CallEdge]] : [];
    });
  };
  return vscode.languages.registerCallHierarchyProvider(DIALPLAN_SELECTOR, {
    async prepareCallHierarchy({ uri }, position) {
      for (const project of await projects.of(uri)) {
        const items = nodesAt(project, uri.path, position).flatMap((node) => itemOf(projects, project, node) ?? []);
        if (items.length > 0) return items;
      }
      return [];
    },
    async provideCallHierarchyIncomingCalls(item) {
      const found = await ask(item, incomingCalls);
      return found.map(([from, { sites }]) => new vscode.CallHierarchyIncomingCall(from, rangesIn(sites, from.uri)));
    },
    async provideCallHierarchyOutgoingCalls(item) {
      const found = await ask(item, outgoingCalls);
      return found.map(([to, { sites }]) => new vscode.CallHierarchyOutgoingCall(to, rangesIn(sites, item.uri)));
    },
  });
}

/** VS Code shows ranges of the caller's own file: a template's lines, and a context's second section, may be in another. */
function rangesIn(sites: readonly CallSite[], { path }: vscode.Uri): vscode.Range[] {
  return sites.filter(({ file }) => file === path).map(({ span }) => rangeOf(span));
}

function itemOf(projects: DialplanProjects, project: DialplanProject, node: CallNode): DialplanItem | undefined {
  const place = placeOf(project, node);
  return place && new DialplanItem(project.root, node, projects.uriOf(place.file), place.line);
}
