import type { DocumentSelector, TextDocument } from 'vscode';

export const DIALPLAN = 'asterisk-dialplan';
export const CONF = 'asterisk-conf';

/** Documents of a dialplan, wherever they are: on a disk, in a repository's history, not saved yet. */
export const DIALPLAN_SELECTOR: DocumentSelector = { language: DIALPLAN };

/** All that the .conf grammar reads. */
export const CONF_SELECTOR: DocumentSelector = [{ language: DIALPLAN }, { language: CONF }];

export function isDialplan(document: TextDocument): boolean {
  return document.languageId === DIALPLAN;
}
