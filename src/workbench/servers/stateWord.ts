import * as vscode from 'vscode';
import type { ConnectionState } from '../../ari/connection';
import type { Loss } from '../../ari/eventSocket';

/** A connection state in a word or two, the same wherever it is shown. */
export function stateWord(state: ConnectionState): string {
  switch (state.kind) {
    case 'disconnected':
      return vscode.l10n.t('disconnected');
    case 'connecting':
      return vscode.l10n.t('connecting…');
    case 'connected':
      return vscode.l10n.t('connected');
    case 'reconnecting':
      return reconnecting(state);
    case 'replaced':
      return vscode.l10n.t('replaced');
    case 'failed':
      return vscode.l10n.t('not connected');
  }
}

function reconnecting({ attempt, retryAt, loss }: Extract<ConnectionState, { kind: 'reconnecting' }>): string {
  const seconds = Math.ceil((retryAt - Date.now()) / 1_000);
  if (seconds > 0) {
    return loss
      ? vscode.l10n.t('reconnecting in {0} s (attempt {1})', seconds, attempt)
      : vscode.l10n.t('connecting in {0} s (attempt {1})', seconds, attempt);
  }
  return loss
    ? vscode.l10n.t('reconnecting… (attempt {0})', attempt)
    : vscode.l10n.t('connecting… (attempt {0})', attempt);
}

/** How a connection was lost, as a sentence without its full stop. */
export function lossWord({ how, code }: Loss): string {
  if (how === 'silent') return vscode.l10n.t('the server stopped answering');
  return code === 1006
    ? vscode.l10n.t('the connection broke off')
    : vscode.l10n.t('Asterisk closed the connection (code {0})', code);
}
