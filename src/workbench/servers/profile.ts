import * as vscode from 'vscode';
import { normalizeServerUrl } from '../../ari/address';

/** A server as the `ari.servers` setting describes it. Holds no secret. */
export interface ServerProfile {
  /** Unique: it is what people, views and commands call the server. */
  readonly name: string;
  /** Scheme, host, port and prefix, without `/ari`; normalized. */
  readonly url: string;
  readonly username: string;
  /** Nothing: a name of this window's own, which disturbs nobody. */
  readonly application?: string;
  /** False: only events of what the application owns. */
  readonly subscribeAll: boolean;
  readonly connectAtStartup: boolean;
  /** The user may only read (`read_only = yes`): nothing that writes is offered. */
  readonly readOnly: boolean;
}

const SETTING = 'servers';

/** Profiles that are usable; an entry that is not (no name, no URL) is left out rather than breaking the others. */
export function readProfiles(): readonly ServerProfile[] {
  const raw: unknown = vscode.workspace.getConfiguration('ari').get(SETTING);
  const profiles = (Array.isArray(raw) ? raw : []).map(toProfile).filter((profile) => profile !== undefined);
  return [...new Map(profiles.map((profile) => [profile.name, profile])).values()];
}

/** Adds a profile, or replaces the one called `formerName` where that stands. */
export async function saveProfile(profile: ServerProfile, formerName = profile.name): Promise<void> {
  const { entries, target } = stored(formerName);
  const position = entries.findIndex((entry) => nameOf(entry) === formerName);
  const next = [...entries];
  if (position < 0) next.push(toSetting(profile));
  else next[position] = { ...(entries[position] as object), ...toSetting(profile) };
  await vscode.workspace.getConfiguration('ari').update(SETTING, next, target);
}

export async function removeProfile(name: string): Promise<void> {
  const { entries, target } = stored(name);
  const next = entries.filter((entry) => nameOf(entry) !== name);
  await vscode.workspace.getConfiguration('ari').update(SETTING, next.length ? next : undefined, target);
}

/** The entries of the scope in which a profile stands; the user's settings for a new one, unless a workspace hides them. */
function stored(name: string): { entries: readonly unknown[]; target: vscode.ConfigurationTarget } {
  const found = vscode.workspace.getConfiguration('ari').inspect<readonly unknown[]>(SETTING);
  const has = (entries: readonly unknown[] | undefined): boolean =>
    entries?.some((entry) => nameOf(entry) === name) === true;
  // A workspace's list replaces the user's: what is not saved there would not be seen.
  if (found?.workspaceValue && (has(found.workspaceValue) || vscode.workspace.isTrusted)) {
    return { entries: found.workspaceValue, target: vscode.ConfigurationTarget.Workspace };
  }
  return { entries: found?.globalValue ?? [], target: vscode.ConfigurationTarget.Global };
}

function toProfile(entry: unknown): ServerProfile | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { name, url, username, application, subscribeAll, connectAtStartup, readOnly } = entry as Record<
    string,
    unknown
  >;
  if (typeof name !== 'string' || !name || typeof url !== 'string' || typeof username !== 'string') return undefined;
  try {
    return {
      name,
      url: normalizeServerUrl(url),
      username,
      ...(typeof application === 'string' && application ? { application } : {}),
      subscribeAll: subscribeAll !== false,
      connectAtStartup: connectAtStartup === true,
      readOnly: readOnly === true,
    };
  } catch {
    return undefined;
  }
}

function toSetting(profile: ServerProfile): Record<string, unknown> {
  const { name, url, username, application, subscribeAll, connectAtStartup, readOnly } = profile;
  return { name, url, username, application, subscribeAll, connectAtStartup, readOnly };
}

function nameOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null ? (entry as { name?: unknown }).name : undefined;
}
