import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import { protectionOf } from './protection';
import type { Protected, Protection } from './protection';

type Account = { readonly url: string; readonly username: string };

/** Where the password of each server, by its name, was sent last. No secret. */
const ORIGINS = 'servers.origins';
/** What protected each account when its password was used last, by the account's key. No secret. */
const PROTECTIONS = 'servers.protections';

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
    const origin = this.#table<string>(ORIGINS)[name];
    return origin === new URL(url).origin ? undefined : origin;
  }

  /** What protected an account when its password was used last. */
  protectionOf(account: Account): Protection | undefined {
    return this.#table<Protection>(PROTECTIONS)[keyOf(account)];
  }

  /** Remembers that a server of this name is where its URL says, and what protects it: somebody logged in there. */
  async remember(profile: Account & Protected & { readonly name: string }): Promise<void> {
    await this.#put(ORIGINS, profile.name, new URL(profile.url).origin);
    // One account may stand in the list twice, to look and to act: going from one to the other gives nothing up.
    const wasReadOnly = this.protectionOf(profile)?.readOnly ?? true;
    await this.protect({ ...profile, readOnly: profile.readOnly && wasReadOnly });
  }

  /** Remembers what protects an account, because somebody wants it so. */
  protect(profile: Account & Protected): Promise<void> {
    return this.#put(PROTECTIONS, keyOf(profile), protectionOf(profile));
  }

  #table<T>(name: string): Readonly<Record<string, T>> {
    return this.memory.get<Readonly<Record<string, T>>>(name, {});
  }

  async #put(name: string, key: string, value: unknown): Promise<void> {
    const table = this.#table(name);
    if (isDeepStrictEqual(table[key], value)) return;
    await this.memory.update(name, { ...table, [key]: value });
  }
}

/** Whether two servers are reached with the same password: same origin, same user. */
export function isSameAccount(one: Account, other: Account): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ url, username }: Account): string {
  return `password ${new URL(url).origin} ${username}`;
}
