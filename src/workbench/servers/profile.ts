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
  /** Nothing but GET is sent, and nothing that writes is offered: the user may only read, or somebody wants it so. */
  readonly readOnly: boolean;
  /** Real calls of real people: it is marked wherever it is shown, and every write asks first. */
  readonly production: boolean;
  /** A PEM file with authorities that are believed besides the system's, for `https`. */
  readonly caFile?: string;
  /** The SHA-256 fingerprint (`AB:CD:…`) of the one certificate that is believed. */
  readonly certificate?: string;
  /** Every certificate is believed: whoever sits in between reads the password. */
  readonly acceptAnyCertificate: boolean;
}

const SETTING = 'servers';

/** Profiles that are usable; an entry that is not (no name, no URL) is left out rather than breaking the others. */
export function readProfiles(): readonly ServerProfile[] {
  const configuration = vscode.workspace.getConfiguration('ari');
  const { globalValue, workspaceValue } = configuration.inspect(SETTING) ?? {};
  const own = workspaceValue === undefined ? [] : profilesIn(globalValue);
  const profiles = profilesIn(configuration.get(SETTING)).map((profile) => protect(profile, own));
  return [...new Map(profiles.map((profile) => [profile.name, profile])).values()];
}

/** Whether the servers come from a workspace's settings: its list replaces the user's. */
export function isOfWorkspace(): boolean {
  return vscode.workspace.getConfiguration('ari').inspect(SETTING)?.workspaceValue !== undefined;
}

function profilesIn(raw: unknown): readonly ServerProfile[] {
  return (Array.isArray(raw) ? raw : []).map(toProfile).filter((profile) => profile !== undefined);
}

/**
 * What protects a server in the user's own settings holds whatever a workspace says of the same server: its password is
 * kept by origin, so a workspace could use it otherwise with no mark, or with any certificate.
 */
function protect(profile: ServerProfile, own: readonly ServerProfile[]): ServerProfile {
  const { origin } = new URL(profile.url);
  const same = own.filter(({ url }) => new URL(url).origin === origin);
  const known = same.find(({ name }) => name === profile.name) ?? same[0];
  if (!known) return profile;
  const { caFile, certificate, acceptAnyCertificate } = known;
  const rest: { -readonly [Key in keyof ServerProfile]: ServerProfile[Key] } = { ...profile };
  delete rest.caFile;
  delete rest.certificate;
  const account = same.filter(({ username }) => username === profile.username);
  return {
    ...rest,
    ...(caFile === undefined ? {} : { caFile }),
    ...(certificate === undefined ? {} : { certificate }),
    acceptAnyCertificate,
    production: profile.production || same.some(({ production }) => production),
    readOnly: profile.readOnly || (account.length > 0 && account.every(({ readOnly }) => readOnly)),
  };
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
  const fields = entry as Readonly<Record<string, unknown>>;
  const { name, url, username } = fields;
  if (typeof name !== 'string' || !name || typeof url !== 'string' || typeof username !== 'string') return undefined;
  try {
    return {
      name,
      url: normalizeServerUrl(url),
      username,
      ...textsOf(fields),
      subscribeAll: fields['subscribeAll'] !== false,
      connectAtStartup: fields['connectAtStartup'] === true,
      readOnly: fields['readOnly'] === true,
      production: fields['production'] === true,
      acceptAnyCertificate: fields['acceptAnyCertificate'] === true,
    };
  } catch {
    return undefined;
  }
}

const TEXTS = ['application', 'caFile', 'certificate'] as const;

function textsOf(fields: Readonly<Record<string, unknown>>): Partial<Record<(typeof TEXTS)[number], string>> {
  return Object.fromEntries(
    TEXTS.flatMap((key) => {
      const value = fields[key];
      return typeof value === 'string' && value ? [[key, value]] : [];
    }),
  );
}

/** A profile as the setting holds it: what is as usual is not written down. */
function toSetting(profile: ServerProfile): Record<string, unknown> {
  const { name, url, username, application, subscribeAll, connectAtStartup, readOnly } = profile;
  const { caFile, certificate } = profile;
  return {
    ...{ name, url, username, application, subscribeAll, connectAtStartup, readOnly, caFile, certificate },
    production: profile.production || undefined,
    acceptAnyCertificate: profile.acceptAnyCertificate || undefined,
  };
}

function nameOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null ? (entry as { name?: unknown }).name : undefined;
}
