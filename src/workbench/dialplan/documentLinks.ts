import * as vscode from 'vscode';
import { folderOf } from '../../conf/reader';
import { includedFiles, includesIn } from '../../dialplan/index/links';
import type { DialplanDocuments } from './documents';
import { CONF_SELECTOR } from './languages';
import { rangeOf } from './navigation';
import { workspaceReader, type DialplanProjects } from './projects';

/**
 * The paths of `#include` lead to their files. A pattern that stands for several is no link, which can have but one
 * target: Go to Definition offers them all.
 */
export function registerDocumentLinks(documents: DialplanDocuments, projects: DialplanProjects): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider(CONF_SELECTOR, {
      async provideDocumentLinks(document) {
        const folder = await folderFor(projects, document.uri);
        const links: vscode.DocumentLink[] = [];
        for (const { argument, span } of includesIn(documents.syntaxOf(document).tree)) {
          const [only, ...more] = await includedFiles(workspaceReader, folder, argument);
          if (only === undefined || more.length > 0) continue;
          links.push(new vscode.DocumentLink(rangeOf(span), projects.uriOf(only)));
        }
        return links;
      },
    }),
    vscode.languages.registerDefinitionProvider(CONF_SELECTOR, {
      async provideDefinition(document, position) {
        const written = includesIn(documents.syntaxOf(document).tree);
        const one = written.find(({ span }) => rangeOf(span).contains(position));
        if (!one) return [];
        const folder = await folderFor(projects, document.uri);
        const paths = await includedFiles(workspaceReader, folder, one.argument);
        return paths.map((path): vscode.LocationLink => {
          const start = new vscode.Range(0, 0, 0, 0);
          return { targetUri: projects.uriOf(path), targetRange: start, originSelectionRange: rangeOf(one.span) };
        });
      },
    }),
  );
}

/** Where Asterisk looks for what a file includes: the folder of the root, wherever the file itself is. */
async function folderFor(projects: DialplanProjects, uri: vscode.Uri): Promise<string> {
  const [project] = await projects.of(uri);
  return folderOf(project?.root ?? uri.path);
}
