import * as vscode from 'vscode';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';
import type { ServerProfile } from './profile';

/** The marks of a server that a person sets and takes away. */
export type Mark = 'production' | 'readOnly' | 'acceptAnyCertificate';

/** What of a server is to be another way; `undefined`: no more. */
export type Change = { readonly [Key in keyof ServerProfile]?: ServerProfile[Key] | undefined };

interface Question {
  readonly question: string;
  readonly detail: string;
  readonly button: string;
}

/** Asks before something that protects is given up; nothing where it is gained. @throws Cancelled */
export async function askMark(profile: ServerProfile, mark: Mark, value: boolean): Promise<void> {
  const asked = questionOf(message(profile.name), mark, value);
  if (!asked) return;
  const { question, detail, button } = asked;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  if (chosen !== button) throw new Cancelled();
}

function questionOf(name: string, mark: Mark, value: boolean): Question | undefined {
  if (mark === 'production' && !value) {
    return {
      question: vscode.l10n.t('Is “{0}” no production server any more?', name),
      detail: vscode.l10n.t('Commands are then sent to it without being asked about first.'),
      button: vscode.l10n.t('Take the Mark Away'),
    };
  }
  if (mark === 'readOnly' && !value) {
    return {
      question: vscode.l10n.t('Allow commands that change something on “{0}”?', name),
      detail: vscode.l10n.t(
        'Until now nothing but GET was sent to it. Whether its user may write is for Asterisk to decide.',
      ),
      button: vscode.l10n.t('Allow Writing'),
    };
  }
  if (mark === 'acceptAnyCertificate' && value) {
    return {
      question: vscode.l10n.t('Believe any certificate of “{0}”?', name),
      detail: vscode.l10n.t(
        'Whoever sits between you and the server can then read its password and take it over, without anybody noticing. To trust a self-signed certificate, “Show Certificate and Trust It…” is as easy and safe. The server stays marked for as long as this is on.',
      ),
      button: vscode.l10n.t('Believe Any Certificate'),
    };
  }
  return undefined;
}

/** @throws UserError when a profile is not as it was just saved: the user's own settings go before those of a workspace. */
export function checkSaved(profile: ServerProfile | undefined, saved: Change): void {
  const keys = Object.keys(saved) as (keyof Change)[];
  if (!profile || keys.every((key) => profile[key] === saved[key])) return;
  const open = {
    title: vscode.l10n.t('Open User Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettingsJson'),
  };
  throw new UserError(
    vscode.l10n.t(
      'Your user settings have a server at {0} too, and what protects it there holds in every workspace. Change it there.',
      message(profile.url),
    ),
    [open],
  );
}
