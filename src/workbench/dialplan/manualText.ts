import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import { signatureOf, type Manual } from '../../dialplan/applications/manual';
import { DIALPLAN } from './languages';

/** A manual to be read: what it is called with, what it is for, what each argument means. */
export function manualText(manual: Manual): vscode.MarkdownString {
  const text = codeOf(signatureOf(manual).text);
  paragraph(text, manual.summary);
  for (const { name, meaning } of manual.arguments) {
    if (meaning !== '')
      text
        .appendMarkdown('\n\n- `')
        .appendMarkdown(name.replaceAll('`', ''))
        .appendMarkdown('`: ')
        .appendText(plain(meaning));
  }
  return text;
}

/** Plain text as a paragraph of its own, whatever it has in it. */
export function paragraph(text: vscode.MarkdownString, words: string): vscode.MarkdownString {
  return words === '' ? text : text.appendMarkdown('\n\n').appendText(plain(words, 2_000));
}

/** Lines of a dialplan, highlighted. Nothing in it is a link, and no HTML counts. */
export function codeOf(code: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendCodeblock(plainLines(code), DIALPLAN);
}

function plainLines(code: string): string {
  return code
    .split('\n')
    .map((line) => plain(line))
    .join('\n');
}
