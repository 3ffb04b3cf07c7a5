import type * as vscode from 'vscode';

export function activate(_context: vscode.ExtensionContext): void {
  // composed below as features land
}
