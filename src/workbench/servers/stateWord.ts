import * as vscode from 'vscode';
import type { ConnectionState } from '../../ari/connection';

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
      return vscode.l10n.t('reconnecting, attempt {0}', state.attempt);
    case 'replaced':
      return vscode.l10n.t('replaced');
    case 'failed':
      return vscode.l10n.t('not connected');
  }
}
