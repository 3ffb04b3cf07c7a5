import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { mayPass } from '../../ari/connection';
import { AriError } from '../../ari/errors';
import type { RestOptions } from '../../ari/rest';
import { Cancelled, UserError } from '../common/report';
import { explain } from '../common/explain';
import { message } from '../common/text';
import { askText } from '../common/steps';
import type { CredentialStore } from './credentials';
import type { ServerProfile } from './profile';
import { readHeartbeat, readProxy } from './network';
import type { Server } from './server';
import { targetOf } from './target';
import { testConnection } from './testConnection';
import { ChangedCertificate, readTrust } from './trust';

/** Connects and disconnects servers on somebody's behalf: asks for what is missing, and before taking anything over. */
export class Connecting {
  /** Unique for this window, so that watching never takes a name from anybody. */
  readonly #ownApplication = `ari-workbench-${randomBytes(4).toString('hex')}`;

  /** @param memory for certificates that were pinned: no secret */
  constructor(
    private readonly credentials: CredentialStore,
    private readonly memory: vscode.Memento,
  ) {}

  /**
   * @param silent at start-up: nothing is asked; without a password, or where a name would be taken over, it stays
   * disconnected.
   * @param insist goes on trying where the first try fails for a reason that may pass
   * @throws AriError, Cancelled or UserError
   */
  async connect(server: Server, { silent = false, confirmed = false, insist = false } = {}): Promise<void> {
    const { profile } = server;
    const saved = await this.credentials.get(profile);
    if (saved === undefined && silent) {
      const former = this.credentials.formerOrigin(profile);
      if (former === undefined) return;
      throw this.#moved(server, former);
    }
    const password = saved ?? (await askPassword(profile, this.credentials));
    const application = profile.application ?? this.#ownApplication;
    const insists = insist || silent;
    try {
      const trust = await readTrust(profile, { memory: this.memory });
      const account = { ...profile, password, proxy: readProxy(), trust };
      const admit = async (): Promise<void> => {
        if (profile.application === undefined || confirmed || !(await isTaken(account, application))) return;
        if (silent) throw new AriError({ failure: 'cancelled', request: 'WebSocket events' });
        await confirmTakeOver(profile, application);
      };
      if (!insists) await admit();
      const { proxy } = account;
      await server.connect({
        ...{ password, application, proxy, trust, heartbeat: readHeartbeat(), insist: insists },
        // Whoever insists may have to wait for the server before it can be asked.
        ...(insists ? { admit: () => admit().catch(declined) } : {}),
      });
    } catch (error) {
      throw this.#withRemedies(error, server);
    }
    if (saved === undefined) await this.credentials.store(profile, password);
    await this.credentials.remember(profile);
  }

  #moved(server: Server, former: string): UserError {
    const connect = {
      title: vscode.l10n.t('Connect…'),
      run: () => vscode.commands.executeCommand('ari.server.connect', targetOf(server)),
    };
    return new UserError(movedSentence(server.profile, former), [connect]);
  }

  #withRemedies(error: unknown, server: Server): unknown {
    if (!(error instanceof AriError) || error.failure === 'cancelled') return error;
    const reason = error instanceof ChangedCertificate ? changedSentence(error) : explain(error);
    const sentence = vscode.l10n.t('Could not connect to “{0}”. {1}', message(server.name), reason);
    const edit = {
      title: vscode.l10n.t('Edit Server…'),
      run: () => vscode.commands.executeCommand('ari.server.edit', targetOf(server)),
    };
    const diagnose = {
      title: vscode.l10n.t('Diagnose'),
      run: () => vscode.commands.executeCommand('ari.server.diagnose', targetOf(server)),
    };
    const keepTrying = {
      title: vscode.l10n.t('Keep Trying'),
      run: () => vscode.commands.executeCommand('ari.server.connect', targetOf(server), { insist: true }),
    };
    const trust = {
      title: vscode.l10n.t('Show Certificate…'),
      run: () => vscode.commands.executeCommand('ari.server.trustCertificate', targetOf(server)),
    };
    const retry = {
      title: vscode.l10n.t('Retry'),
      run: () => vscode.commands.executeCommand('ari.server.connect', targetOf(server)),
    };
    const newPassword = {
      title: vscode.l10n.t('Enter Password…'),
      run: async () => {
        await this.credentials.forget(server.profile);
        await vscode.commands.executeCommand('ari.server.connect', targetOf(server));
      },
    };
    const { failure, status } = error;
    const first = status === 401 ? newPassword : failure === 'untrusted' ? trust : mayPass(error) ? keepTrying : retry;
    return new UserError(sentence, [diagnose, first, edit], { cause: error });
  }
}

/** A person's no ends the tries without an error. */
function declined(error: unknown): never {
  if (error instanceof Cancelled) throw new AriError({ failure: 'cancelled', request: 'WebSocket events' });
  throw error;
}

async function isTaken(account: RestOptions, application: string): Promise<boolean> {
  const { applications } = await testConnection({ ...account, readOnly: true }, new AbortController().signal);
  return applications.includes(application);
}

/** Asks for a server's password; says so when its address is another one than before. @throws Cancelled */
export function askPassword(profile: ServerProfile, credentials: CredentialStore): Promise<string> {
  const former = credentials.formerOrigin(profile);
  const question = vscode.l10n.t('Password of “{0}” on {1}', message(profile.username), message(profile.url));
  const prompt = former === undefined ? question : `${movedSentence(profile, former)} ${question}`;
  return askText({ prompt, password: true });
}

/** Why the password that is kept for a server of this name is not sent. */
function movedSentence({ name, url }: ServerProfile, former: string): string {
  return vscode.l10n.t(
    '“{0}” pointed at {1} until now and points at {2} in the settings. Its password is kept for the former address only and was not sent.',
    message(name),
    message(former),
    message(url),
  );
}

function changedSentence(error: ChangedCertificate): string {
  const short = (fingerprint: string): string => `${message(fingerprint.slice(0, 23))}…`;
  return vscode.l10n.t('{0} Trusted: {1} Now: {2}', explain(error), short(error.trusted), short(error.shown));
}

/**
 * A second WebSocket of the same name makes the first one deaf without closing it: calls are lost that way.
 * @throws Cancelled
 */
export async function confirmTakeOver(profile: ServerProfile, application: string): Promise<void> {
  const takeOver = vscode.l10n.t('Take Over');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('“{0}” already has an application called “{1}”.', message(profile.name), message(application)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'If you connect under this name, the program that serves it now hears no more events and is not told why: its calls go on without control. (Asterisk 16 also keeps the names of connections that have ended.) To watch it without harm, leave the application empty: you then see everything under a name of your own.',
      ),
    },
    takeOver,
  );
  if (chosen !== takeOver) throw new Cancelled();
}
