import * as vscode from 'vscode';
import { TokenCache, tokensWithin } from '../../dialplan/syntax/tokenCache';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../dialplan/syntax/tokenKinds';
import type { DialplanDocuments } from './documents';
import { DIALPLAN_SELECTOR } from './languages';

const LEGEND = new vscode.SemanticTokensLegend([...TOKEN_TYPES], [...TOKEN_MODIFIERS]);

/** In larger ones only what is to be seen is coloured: reading all of it would keep the window waiting. */
const MAX_LINES = 20_000;

/** Colours by meaning; until they are there the grammar colours alone. */
export function registerSemanticTokens(documents: DialplanDocuments): vscode.Disposable {
  const caches = new WeakMap<vscode.TextDocument, TokenCache>();
  const all: vscode.DocumentSemanticTokensProvider = {
    provideDocumentSemanticTokens(document) {
      if (document.lineCount > MAX_LINES) return undefined;
      const cache = caches.get(document) ?? new TokenCache();
      caches.set(document, cache);
      return new vscode.SemanticTokens(cache.update(documents.syntaxOf(document), documents.linesOf(document)));
    },
  };
  const visible: vscode.DocumentRangeSemanticTokensProvider = {
    provideDocumentRangeSemanticTokens(document, { start, end }) {
      const [syntax, lines] = [documents.syntaxOf(document), documents.linesOf(document)];
      return new vscode.SemanticTokens(tokensWithin(syntax, lines, start.line, end.line));
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSemanticTokensProvider(DIALPLAN_SELECTOR, all, LEGEND),
    vscode.languages.registerDocumentRangeSemanticTokensProvider(DIALPLAN_SELECTOR, visible, LEGEND),
  );
}
