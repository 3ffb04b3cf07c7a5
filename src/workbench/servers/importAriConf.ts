import * as vscode from 'vscode';
import { normalizeServerUrl } from '../../ari/address';
import type { AriUser } from '../../conf/ariConf';
import { readAriSetup } from '../../conf/ariSetup';
import type { AriSetup } from '../../conf/ariSetup';
import type { HttpEndpoint } from '../../conf/httpConf';
import type { SetupProblem } from '../../conf/problems';
import type { FileReader } from '../../conf/reader';
import { Cancelled, UserError } from '../common/report';
import { askPick, askText } from '../common/steps';
import { label, message } from '../common/text';
import type { Draft } from './editServer';
import { findAriConf } from './findAriConf';
import { problemPlace, problemSentence } from './setupProblems';

export interface ImportAnswers {
  /** The user to import, when there are several. */
  readonly user?: string;
  /** The host to connect to, when the server listens everywhere. */
  readonly host?: string;
  /** Go on although something is switched off. */
  readonly confirmed?: boolean;
}

/**
 * Reads an ari.conf and the http.conf beside it, and asks only what they do not say: which user, which host when the
 * server listens everywhere. A password that is a hash is left out, to be asked for.
 * @throws Cancelled or UserError
 */
export async function askForSetup(file: vscode.Uri | undefined, answers: ImportAnswers = {}): Promise<Draft> {
  const chosen = file ?? (await chooseFile());
  const setup = await readAriSetup(readerBeside(chosen), chosen.path);
  if (answers.confirmed !== true) await sayWhatIsOff(setup, chosen);
  const user = await chooseUser(setup, chosen, answers.user);
  const url = await chooseUrl(setup, answers.host);
  const password = await usablePassword(user);
  return { url, username: user.name, readOnly: user.readOnly, ...(password === undefined ? {} : { password }) };
}

async function chooseFile(): Promise<vscode.Uri> {
  const found = await findAriConf();
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) {
    const items = found.map((uri) => ({ label: label(vscode.workspace.asRelativePath(uri)), uri }));
    return (await askPick({ items, placeholder: vscode.l10n.t('Which ari.conf?') })).uri;
  }
  const [picked] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import ari.conf'),
      filters: { [vscode.l10n.t('Asterisk configuration')]: ['conf'] },
    })) ?? [];
  if (!picked) throw new Cancelled();
  return picked;
}

/** Files of the same place as the one chosen: a folder, a container, a remote machine. */
function readerBeside(chosen: vscode.Uri): FileReader {
  return {
    read: async (path) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(chosen.with({ path })));
      } catch {
        return undefined;
      }
    },
    list: async (folder) => {
      try {
        return (await vscode.workspace.fs.readDirectory(chosen.with({ path: folder || '/' }))).map(([name]) => name);
      } catch {
        return [];
      }
    },
  };
}

/** What keeps the server from answering is said before anybody waits for an answer. */
async function sayWhatIsOff(setup: AriSetup, file: vscode.Uri): Promise<void> {
  const problem = setup.problems.find(({ severity, code }) => severity === 'error' && code !== 'no-users');
  if (!problem) return;
  const goOn = vscode.l10n.t('Import Anyway');
  const open = vscode.l10n.t('Open File');
  const sentence = `${problemPlace(problem)}: ${problemSentence(problem)}`;
  const chosen = await vscode.window.showWarningMessage(sentence, goOn, open);
  if (chosen === goOn) return;
  if (chosen === open) await openAt(problem, file);
  throw new Cancelled();
}

async function openAt({ file, line }: SetupProblem, beside: vscode.Uri): Promise<void> {
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(beside.with({ path: file }), { selection });
}

async function chooseUser({ users }: AriSetup, file: vscode.Uri, name: string | undefined): Promise<AriUser> {
  const named = users.find((user) => user.name === name);
  const [only] = users;
  if (named) return named;
  if (!only) {
    const open = { title: vscode.l10n.t('Open File'), run: () => vscode.window.showTextDocument(file) };
    throw new UserError(
      vscode.l10n.t(
        'There is no user in this ari.conf. Add a section with type = user and a password, or choose another file.',
      ),
      [open],
    );
  }
  if (users.length === 1) return only;
  const items = users.map((user) => ({
    label: label(user.name),
    description: user.readOnly ? vscode.l10n.t('$(lock) read-only') : '',
    detail: user.problems
      .filter(({ severity }) => severity === 'error')
      .map(problemSentence)
      .join(' '),
    user,
  }));
  return (await askPick({ items, placeholder: vscode.l10n.t('Connect as which user?') })).user;
}

async function chooseUrl({ endpoints }: AriSetup, host: string | undefined): Promise<string> {
  const endpoint = await chooseEndpoint(endpoints);
  if (!endpoint.wildcard) return normalizeServerUrl(endpoint.url);
  const chosen = host ?? (await askHost(endpoint));
  const url = new URL(endpoint.url);
  url.hostname = chosen.includes(':') ? `[${chosen}]` : chosen;
  return normalizeServerUrl(url.href);
}

async function chooseEndpoint(endpoints: readonly HttpEndpoint[]): Promise<HttpEndpoint> {
  const [first] = endpoints;
  if (!first) return { url: 'http://localhost:8088', tls: false, wildcard: true, guess: true };
  if (endpoints.length === 1) return first;
  const items = endpoints.map((endpoint) => ({
    label: label(endpoint.url),
    description: endpoint.tls ? vscode.l10n.t('encrypted') : vscode.l10n.t('not encrypted'),
    endpoint,
  }));
  return (await askPick({ items, placeholder: vscode.l10n.t('Connect how?') })).endpoint;
}

function askHost({ url, guess }: HttpEndpoint): Promise<string> {
  return askText({
    prompt: guess
      ? vscode.l10n.t('Which host is Asterisk on? http.conf does not tell; {0} is the usual address.', message(url))
      : vscode.l10n.t('Asterisk listens on all addresses of its machine. Which host is that, seen from here?'),
    value: 'localhost',
    validate: (value) =>
      /^[\w.:-]+$/.test(value) ? undefined : vscode.l10n.t('Enter a host name or an address, without port.'),
  });
}

/** The password of the file, unless nobody can log in with it: then why is said, and it is asked for. */
async function usablePassword(user: AriUser): Promise<string | undefined> {
  if (!user.crypted) return user.password;
  const enter = vscode.l10n.t('Enter Password…');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The password of “{0}” is stored as a hash (password_format = crypt), from which it cannot be read back. Please enter it.',
      message(user.name),
    ),
    enter,
  );
  if (chosen !== enter) throw new Cancelled();
  return undefined;
}
