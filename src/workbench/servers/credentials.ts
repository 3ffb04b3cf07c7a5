import type * as vscode from 'vscode';

type Account = { readonly url: string; readonly username: string };

/** Where the password of each server, by its name, was sent last. No secret. */
const ORIGINS = 'servers.origins';

/**
 * Passwords, in VS Code's SecretStorage and nowhere else. The key is origin and user: a workspace that points a server
 * of the same name at another host gets nothing.
 */
export class CredentialStore {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly memory: vscode.Memento,
  ) {}

  get(account: Account): Thenable<string | undefined> {
    return this.secrets.get(keyOf(account));
  }

  store(account: Account, password: string): Thenable<void> {
    return this.secrets.store(keyOf(account), password);
  }

  forget(account: Account): Thenable<void> {
    return this.secrets.delete(keyOf(account));
  }

  /** Where a server of this name was until now, when that is elsewhere than its URL says. */
  formerOrigin({ name, url }: { readonly name: string; readonly url: string }): string | undefined {
    const origin = this.#origins()[name];
    return typeof origin === 'string' && origin !== new URL(url).origin ? origin : undefined;
  }

  /** Remembers that a server of this name is where its URL says: somebody logged in there, or entered it so. */
  async remember({ name, url }: { readonly name: string; readonly url: string }): Promise<void> {
    const { origin } = new URL(url);
    const origins = this.#origins();
    if (origins[name] !== origin) await this.memory.update(ORIGINS, { ...origins, [name]: origin });
  }

  #origins(): Readonly<Record<string, unknown>> {
    const found = this.memory.get<unknown>(ORIGINS);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  }
}

/** Whether two servers are reached with the same password: same origin, same user. */
export function isSameAccount(one: Account, other: Account): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ url, username }: Account): string {
  return `password ${new URL(url).origin} ${username}`;
}
