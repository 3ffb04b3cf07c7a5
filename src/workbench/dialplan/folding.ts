import * as vscode from 'vscode';
import { foldsOf, type Fold } from '../../dialplan/syntax/folds';
import type { DialplanDocuments } from './documents';
import { CONF_SELECTOR, isDialplan } from './languages';

const KINDS: Readonly<Record<Fold['kind'], vscode.FoldingRangeKind | undefined>> = {
  section: undefined,
  extension: undefined,
  comment: vscode.FoldingRangeKind.Comment,
  region: vscode.FoldingRangeKind.Region,
};

/** Sections, extensions, comments and regions fold. */
export function registerFolding(documents: DialplanDocuments): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(CONF_SELECTOR, {
    provideFoldingRanges(document) {
      const folds = foldsOf(documents.syntaxOf(document), documents.linesOf(document), isDialplan(document));
      return folds.map(({ start, end, kind }) => new vscode.FoldingRange(start, end, KINDS[kind]));
    },
  });
}
