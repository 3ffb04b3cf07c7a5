import type * as vscode from 'vscode';

type Account = { readonly url: string; readonly username: string };

/**
 * Passwords, in VS Code's SecretStorage and nowhere else. The key is origin and user: a workspace that points a server
 * of the same name at another host gets nothing.
 */
export class CredentialStore {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  get(account: Account): Thenable<string | undefined> {
    return this.secrets.get(keyOf(account));
  }

  store(account: Account, password: string): Thenable<void> {
    return this.secrets.store(keyOf(account), password);
  }

  forget(account: Account): Thenable<void> {
    return this.secrets.delete(keyOf(account));
  }
}

function keyOf({ url, username }: Account): string {
  return `password ${new URL(url).origin} ${username}`;
}
