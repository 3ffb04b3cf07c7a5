import * as vscode from 'vscode';
import { normalizeServerUrl } from '../../ari/address';
import { UserError } from '../common/report';
import { askPick, askText, runSteps } from '../common/steps';
import type { Step } from '../common/steps';
import { label, message } from '../common/text';
import type { CredentialStore } from './credentials';
import type { ServerProfile } from './profile';
import { askWhereLoosened } from './protection';
import { saveProfile } from './profile';
import type { ConnectionTest } from './testConnection';
import { tryOut } from './tryOut';

/** A profile under way: what is known already, and the password while it is being tried. */
export interface Draft extends Partial<ServerProfile> {
  readonly password?: string | undefined;
}

/** The same, as it grows with the answers. */
export type Answers = { -readonly [Key in keyof Draft]: Draft[Key] | undefined };

export interface EditOptions {
  /** The name under which the profile stands now, when it is not a new one. */
  readonly formerName?: string;
  /** Names that other servers have. */
  readonly taken: readonly string[];
  readonly credentials: CredentialStore;
  /** Asks only for what is needed to log in and the draft does not hold: import knows most of it. */
  readonly onlyMissing?: boolean;
  /** Runs once all is asked and tested: the place to end a connection whose server is about to change. */
  readonly beforeSave?: () => Promise<void>;
  /** Told of what was typed so far when it ends without being saved, so that it is not lost. Holds no password. */
  readonly onAbandoned?: (draft: Draft) => void;
}

/**
 * Asks for a server's address and account, tests them, and saves them: the profile in the settings, the password in
 * SecretStorage. Nothing is saved before the test succeeded or somebody said "Save Anyway".
 * @throws Cancelled
 */
export async function editServer(draft: Draft, options: EditOptions): Promise<ServerProfile> {
  const answers: Answers = { ...draft };
  const title =
    options.formerName === undefined
      ? vscode.l10n.t('Add Asterisk Server')
      : vscode.l10n.t('Edit “{0}”', message(options.formerName));
  const tested = await askAndTest(title, answers, options).catch((error: unknown) => {
    const typed = { ...answers };
    delete typed.password;
    options.onAbandoned?.(typed as Draft);
    throw error;
  });
  const profile = toProfile(answers, tested, options.taken);
  const { password } = answers;
  await options.beforeSave?.();
  if (password !== undefined) await options.credentials.store(profile, password);
  await saveProfile(profile, options.formerName ?? profile.name);
  await options.credentials.remember(profile);
  await options.credentials.protect(profile);
  return profile;
}

async function askAndTest(title: string, answers: Answers, options: EditOptions): Promise<ConnectionTest | undefined> {
  await runSteps(title, stepsFor(answers, options));
  for (;;) {
    const outcome = await tryOut(answers);
    if (outcome !== 'edit') return outcome;
    await runSteps(title, stepsFor(answers, { ...options, onlyMissing: false }));
  }
}

function stepsFor(answers: Answers, { onlyMissing, credentials, taken, formerName }: EditOptions): readonly Step[] {
  const toLogIn: readonly (readonly [unknown, Step])[] = [
    [answers.url, askUrl(answers)],
    [answers.username, askUsername(answers)],
    [answers.password, askPasswordOf(answers, credentials)],
  ];
  if (onlyMissing === true) return toLogIn.filter(([known]) => known === undefined).map(([, ask]) => ask);
  return [
    ...toLogIn.map(([, ask]) => ask),
    ...(formerName !== undefined && answers.readOnly === true ? [askReadOnly(answers)] : []),
    askWhatToHear(answers),
    askApplication(answers),
    askName(answers, taken, formerName),
  ];
}

function askUrl(answers: Answers): Step {
  return async (position) => {
    const text = await askText(
      {
        prompt: vscode.l10n.t(
          'Where Asterisk’s HTTP server listens: scheme, host, port, and the prefix if http.conf has one',
        ),
        placeholder: 'http://localhost:8088',
        value: answers.url ?? 'http://localhost:8088',
        validate: (value) =>
          isUrl(value)
            ? undefined
            : vscode.l10n.t('Enter a URL such as http://pbx.example:8088, without user and password.'),
      },
      position,
    );
    const url = normalizeServerUrl(text);
    if (answers.url !== undefined && new URL(answers.url).origin !== new URL(url).origin) {
      // Trust was given to the other one.
      delete answers.certificate;
      delete answers.acceptAnyCertificate;
    }
    answers.url = url;
    return 'asked';
  };
}

function isUrl(text: string): boolean {
  try {
    normalizeServerUrl(text);
    return text.trim() !== '';
  } catch {
    return false;
  }
}

function askUsername(answers: Answers): Step {
  return async (position) => {
    const username = await askText(
      {
        prompt: vscode.l10n.t('The user: a section of ari.conf'),
        value: answers.username,
        validate: (value) => {
          if (!value) return vscode.l10n.t('Enter the name of a user in ari.conf.');
          return value.includes(':')
            ? vscode.l10n.t('Asterisk cannot tell a “:” in a user name from the password.')
            : undefined;
        },
      },
      position,
    );
    answers.username = username;
    return 'asked';
  };
}

function askPasswordOf(answers: Answers, credentials: CredentialStore): Step {
  return async (position) => {
    const { url = '', username = '' } = answers;
    const saved = await credentials.get({ url, username });
    const password = await askText(
      {
        prompt: vscode.l10n.t('The password of “{0}”; it is kept in VS Code’s secret storage', message(username)),
        password: true,
        placeholder: saved === undefined ? '' : vscode.l10n.t('Empty: keep the saved one'),
        validate: (value) => passwordProblem(username, value, saved),
      },
      position,
    );
    if (!password) await askWhereLoosened(toProfile(answers, undefined, []), credentials);
    answers.password = password || saved;
    return 'asked';
  };
}

function passwordProblem(username: string, password: string, saved: string | undefined): string | undefined {
  if (!password && saved === undefined) return vscode.l10n.t('Enter the password from ari.conf.');
  // res_ari.c reads user and password into a buffer of 256 bytes.
  if (Buffer.byteLength(`${username}:${password}`, 'utf8') > 255) {
    return vscode.l10n.t('Asterisk cuts user and password off after 255 bytes; a shorter password is needed.');
  }
  return undefined;
}

/** The mark was set for another account: its user could not write, or somebody wanted it so. Who knows is the person. */
function askReadOnly(answers: Answers): Step {
  const former = { url: answers.url, username: answers.username };
  return async (position) => {
    const { url, username } = answers;
    if (former.url === url && former.username === username) return 'skipped';
    const keep = {
      label: vscode.l10n.t('Stay read-only'),
      detail: vscode.l10n.t('Nothing but GET is sent.'),
      readOnly: true,
    };
    const find = {
      label: vscode.l10n.t('Do what “{0}” may do', label(username ?? '')),
      detail: vscode.l10n.t('Asterisk is asked whether this user may write.'),
      readOnly: false,
    };
    const placeholder = vscode.l10n.t('This server is marked as read-only. Should it stay so with another account?');
    const active = answers.readOnly === true ? keep : find;
    answers.readOnly = (await askPick({ items: [keep, find], active, placeholder }, position)).readOnly;
    return 'asked';
  };
}

function askWhatToHear(answers: Answers): Step {
  return async (position) => {
    const everything = {
      label: vscode.l10n.t('Watch everything'),
      detail: vscode.l10n.t('Under a name of this window’s own. Sees all calls and disturbs nobody.'),
      id: 'watch',
    };
    const asApplication = {
      label: vscode.l10n.t('Be an application, and watch everything'),
      detail: vscode.l10n.t('Calls that reach Stasis(name) are handed to this window; all others are seen too.'),
      id: 'all',
    };
    const onlyOwn = {
      label: vscode.l10n.t('Be an application, and hear only of its own calls'),
      detail: vscode.l10n.t('What the application itself would hear.'),
      id: 'own',
    };
    const items = [everything, asApplication, onlyOwn];
    const active =
      answers.application === undefined ? everything : answers.subscribeAll === false ? onlyOwn : asApplication;
    const chosen = await askPick(
      { items, active, placeholder: vscode.l10n.t('What should this window hear?') },
      position,
    );
    answers.subscribeAll = chosen.id !== 'own';
    answers.application = chosen.id === 'watch' ? undefined : (answers.application ?? '');
    return 'asked';
  };
}

function askApplication(answers: Answers): Step {
  return async (position) => {
    if (answers.application === undefined) return 'skipped';
    answers.application = await askText(
      {
        prompt: vscode.l10n.t('The application’s name, as in Stasis(name)'),
        placeholder: 'hello-world',
        value: answers.application,
        validate: applicationProblem,
      },
      position,
    );
    return 'asked';
  };
}

/** Asterisk's limits: 80 characters with its own "stasis-" before it; a comma separates several names. */
function applicationProblem(name: string): string | undefined {
  if (!name.trim()) return vscode.l10n.t('Enter a name.');
  if (name.includes(',')) return vscode.l10n.t('One name, without a comma.');
  return name.length > 73 ? vscode.l10n.t('Asterisk allows 73 characters at most.') : undefined;
}

function askName(answers: Answers, taken: readonly string[], formerName: string | undefined): Step {
  return async (position) => {
    answers.name = await askText(
      {
        prompt: vscode.l10n.t('What to call this server here'),
        value: answers.name ?? proposeName(answers.url ?? '', taken),
        validate: (name) => {
          if (!name.trim()) return vscode.l10n.t('Enter a name.');
          const used = name !== formerName && taken.includes(name);
          return used ? vscode.l10n.t('Another server is called that. Choose another name.') : undefined;
        },
      },
      position,
    );
    return 'asked';
  };
}

/** The host, with a number behind it when another server is called that already. */
export function proposeName(url: string, taken: readonly string[]): string {
  const { hostname } = new URL(url);
  let name = hostname;
  for (let number = 2; taken.includes(name); number += 1) name = `${hostname} (${number})`;
  return name;
}

function toProfile(answers: Answers, tested: ConnectionTest | undefined, taken: readonly string[]): ServerProfile {
  const { name, url, username, application, readOnly, caFile, certificate } = answers;
  if (url === undefined || username === undefined) throw new UserError(vscode.l10n.t('URL and user are needed.'));
  return {
    name: name ?? proposeName(url, taken),
    url,
    username,
    ...(application === undefined ? {} : { application }),
    ...(caFile === undefined ? {} : { caFile }),
    ...(certificate === undefined ? {} : { certificate }),
    subscribeAll: answers.subscribeAll ?? true,
    connectAtStartup: answers.connectAtStartup ?? false,
    readOnly: readOnly === true || (tested?.readOnly === true && answers.production !== true),
    production: answers.production ?? false,
    acceptAnyCertificate: answers.acceptAnyCertificate ?? false,
  };
}
