import * as vscode from 'vscode';
import type { Span } from '../../conf/tree';
import { outlineOf, type OutlineEntry } from '../../dialplan/syntax/outline';
import type { DialplanDocuments } from './documents';
import { CONF_SELECTOR, isDialplan } from './languages';

const KINDS: Readonly<Record<OutlineEntry['kind'], vscode.SymbolKind>> = {
  context: vscode.SymbolKind.Namespace,
  template: vscode.SymbolKind.Interface,
  settings: vscode.SymbolKind.Module,
  extension: vscode.SymbolKind.Function,
  hint: vscode.SymbolKind.Event,
  priority: vscode.SymbolKind.Method,
  variable: vscode.SymbolKind.Variable,
};

/** The outline and the breadcrumbs: sections, extensions, priorities. */
export function registerOutline(documents: DialplanDocuments): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(CONF_SELECTOR, {
    provideDocumentSymbols(document) {
      const symbol = (entry: OutlineEntry): vscode.DocumentSymbol => {
        const { kind, name, detail, endLine, nameSpan } = entry;
        const chosen = rangeOf(nameSpan);
        const end = document.lineAt(Math.min(endLine, document.lineCount - 1)).range.end;
        const whole = new vscode.Range(new vscode.Position(entry.line, 0), end);
        // VS Code takes no symbol without a name.
        const made = new vscode.DocumentSymbol(name || '[]', detail, KINDS[kind], whole.union(chosen), chosen);
        made.children = entry.children.map(symbol);
        return made;
      };
      const outline = outlineOf(documents.syntaxOf(document), isDialplan(document));
      return outline.map(symbol);
    },
  });
}

function rangeOf({ line, start, end }: Span): vscode.Range {
  return new vscode.Range(line, start, line, end);
}
