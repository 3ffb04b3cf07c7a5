import type { DocumentSelector, TextDocument } from 'vscode';

export const DIALPLAN = 'asterisk-dialplan';
export const CONF = 'asterisk-conf';

/** The files of dialplans by their names, as package.json has them. */
export const DIALPLAN_FILES = '**/{extensions.conf,extensions_*.conf,*.extensions.conf}';

/** Documents of a dialplan, wherever they are: on a disk, in a repository's history, not saved yet. */
export const DIALPLAN_SELECTOR: DocumentSelector = { language: DIALPLAN };

/** All that the .conf grammar reads. */
export const CONF_SELECTOR: DocumentSelector = [{ language: DIALPLAN }, { language: CONF }];

/** What VS Code takes a file for that nobody has said anything about. */
export const UNASSOCIATED: ReadonlySet<string> = new Set(['plaintext', 'ini', 'properties', 'conf']);

export function isDialplan(document: TextDocument): boolean {
  return document.languageId === DIALPLAN;
}
