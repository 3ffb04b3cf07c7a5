import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { mayPass } from '../../ari/connection';
import { AriError } from '../../ari/errors';
import type { RestOptions } from '../../ari/rest';
import { LiveServer } from '../../live/liveServer';
import { Cancelled, UserError } from '../common/report';
import { explain } from '../common/explain';
import { message } from '../common/text';
import { askText } from '../common/steps';
import type { CredentialStore } from './credentials';
import type { ServerProfile } from './profile';
import { readHeartbeat, readProxy } from './network';
import type { ConnectRequest, Server } from './server';
import { askWhereLoosened } from './protection';
import { targetOf } from './target';
import { testConnection } from './testConnection';
import { ChangedCertificate, readTrust } from './trust';
import type { Workbench } from './workbench';

/** Connects and disconnects servers on somebody's behalf: asks for what is missing, and before taking anything over. */
export class Connecting {
  /** Unique for this window, so that watching never takes a name from anybody. */
  readonly #ownApplication = `ari-workbench-${randomBytes(4).toString('hex')}`;

  constructor(private readonly workbench: Pick<Workbench, 'credentials' | 'sharedMemory' | 'reporter'>) {}

  /**
   * Does nothing where a connection stands.
   * @param silent at start-up: nothing is asked; without a password, or where a name would be taken over, it stays
   * disconnected.
   * @param insist goes on trying where the first try fails for a reason that may pass
   * @throws AriError, Cancelled or UserError
   */
  async connect(server: Server, { silent = false, confirmed = false, insist = false } = {}): Promise<void> {
    if (server.isConnected) return;
    const { profile } = server;
    const { credentials } = this.workbench;
    const saved = await credentials.get(profile);
    if (saved === undefined && silent) {
      const former = credentials.formerOrigin(profile);
      if (former === undefined) return;
      throw this.#moved(server, former);
    }
    if (saved !== undefined) await askWhereLoosened(profile, credentials, { silent });
    const password = saved ?? (await askPassword(profile, credentials));
    // It may have come back by itself while somebody typed.
    if (server.state.kind === 'connected') return;
    const kept = this.#keepOnceAccepted(server, saved === undefined ? password : undefined);
    try {
      await server.connect((signal) =>
        this.#prepare(profile, { password, silent, confirmed, insist: insist || silent }, signal),
      );
    } catch (error) {
      throw this.withRemedies(error, server);
    }
    await kept();
  }

  /** Finds out whom to believe, and whether the application may be taken. */
  async #prepare(
    profile: ServerProfile,
    { password, silent, confirmed, insist }: { password: string; silent: boolean; confirmed: boolean; insist: boolean },
    signal: AbortSignal,
  ): Promise<ConnectRequest> {
    const application = profile.application ?? this.#ownApplication;
    const trust = await readTrust(profile, { memory: this.workbench.sharedMemory, signal });
    const proxy = readProxy();
    const account = { ...profile, password, proxy, trust };
    let isAdmitted = profile.application === undefined || confirmed;
    const admit = async (whileTrying: AbortSignal): Promise<void> => {
      if (isAdmitted || !(await isTaken(account, application, whileTrying))) return;
      if (silent) throw new AriError({ failure: 'cancelled', request: 'WebSocket events' });
      await confirmTakeOver(profile, application);
      // One yes holds for all the tries that follow.
      isAdmitted = true;
    };
    if (!insist) await admit(signal);
    return {
      ...{ password, application, proxy, trust, heartbeat: readHeartbeat(), insist },
      open: (options) => new LiveServer(options),
      // Whoever insists may have to wait for the server before it can be asked.
      ...(insist ? { admit: (whileTrying) => admit(whileTrying).catch(declined) } : {}),
    };
  }

  /**
   * Keeps a password that was typed, and where it was used, when the server has accepted it and not before.
   * @returns what waits until that is done, if it has begun
   */
  #keepOnceAccepted({ profile, onState }: Server, typed: string | undefined): () => Promise<void> {
    const { credentials, reporter } = this.workbench;
    const keep = async (): Promise<void> => {
      if (typed !== undefined) await credentials.store(profile, typed);
      await credentials.remember(profile);
    };
    let keeping = Promise.resolve();
    const following = onState(({ kind }) => {
      if (kind === 'connecting' || kind === 'reconnecting') return;
      following.dispose();
      if (kind === 'connected') keeping = keep().catch((error: unknown) => reporter.report(error, 'keep the password'));
    });
    return () => keeping;
  }

  #moved(server: Server, former: string): UserError {
    const connect = {
      title: vscode.l10n.t('Connect…'),
      run: () => vscode.commands.executeCommand('ari.server.connect', targetOf(server)),
    };
    return new UserError(movedSentence(server.profile, former), [connect]);
  }

  /** A failure to connect in words, with what can be done about it; what is none of ARI, or was wanted, as it is. */
  withRemedies(error: unknown, server: Server): unknown {
    if (!(error instanceof AriError) || error.failure === 'cancelled') return error;
    const reason = error instanceof ChangedCertificate ? changedSentence(error) : explain(error);
    const name = message(server.name);
    const sentence = server.wasConnected
      ? vscode.l10n.t('The connection to “{0}” was lost and cannot be restored. {1}', name, reason)
      : vscode.l10n.t('Could not connect to “{0}”. {1}', name, reason);
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
        await this.workbench.credentials.forget(server.profile);
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

async function isTaken(account: RestOptions, application: string, signal: AbortSignal): Promise<boolean> {
  const { applications } = await testConnection({ ...account, readOnly: true }, signal);
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
        'If a program serves it now, it hears no more events as soon as you connect under this name, and is not told why: its calls go on without control. (Asterisk keeps the name also of a connection that has ended while calls are still in the application; Asterisk 16 always may.) To watch it without harm, leave the application empty: you then see everything under a name of your own.',
      ),
    },
    takeOver,
  );
  if (chosen !== takeOver) throw new Cancelled();
}
