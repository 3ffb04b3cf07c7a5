import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';
import { requireTrust } from '../common/trust';
import { chooseServer } from './chooseServer';
import { Connecting } from './connecting';
import { isSameAccount } from './credentials';
import type { Draft } from './editServer';
import type { ImportAnswers } from './importAriConf';
import { removeProfile, saveProfile } from './profile';
import { registerSafety } from './registerSafety';
import type { Server } from './server';
import { describeState } from './statusBar';
import { targetOf } from './target';
import type { Workbench } from './workbench';

/** Where what was typed into "Add server" waits for the next try. */
const DRAFT = 'servers.draft';

/** The servers' commands, and what is told of their connections. */
export class Servers implements vscode.Disposable {
  readonly #connecting: Connecting;
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly workbench: Workbench) {
    this.#connecting = new Connecting(workbench);
    const command = (id: string, run: (argument: unknown, answers: unknown) => Promise<unknown>): vscode.Disposable =>
      workbench.reporter.command(id, (argument, answers) => run(argument, answers));
    this.#subscriptions = vscode.Disposable.from(
      command('ari.server.add', () => this.#add()),
      command('ari.server.import', (argument, answers) => this.#import(argument, answers)),
      command('ari.server.connect', (argument, answers) => this.#connect(argument, answers)),
      command('ari.server.takeBack', (argument, answers) => this.#connect(argument, answers)),
      command('ari.server.disconnect', (argument) => this.#disconnect(argument)),
      command('ari.server.stopTrying', (argument) => this.#stopTrying(argument)),
      command('ari.server.retryNow', (argument) => this.#retryNow(argument)),
      command('ari.server.edit', (argument) => this.#edit(argument)),
      command('ari.server.remove', (argument, answers) => this.#remove(argument, answers)),
      command('ari.server.forgetPassword', (argument) => this.#forgetPassword(argument)),
      command('ari.server.toggleConnectAtStartup', (argument) => this.#toggleConnectAtStartup(argument)),
      registerSafety(workbench, {
        pick: (argument, fits) => this.#pick(argument, fits),
        connect: (server) => this.#connectWithProgress(server),
      }),
      workbench.registry.onDidChangeState((server) => this.#announce(server)),
    );
  }

  /** Connects what the settings say, without asking anything. */
  connectAtStartup(): void {
    for (const server of this.workbench.registry.servers) {
      if (!server.profile.connectAtStartup) continue;
      this.#connecting
        .connect(server, { silent: true })
        .catch((error: unknown) => this.workbench.reporter.report(error, `connect ${server.name} at start-up`));
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #add(): Promise<void> {
    const { memory } = this.workbench;
    await this.#editAndConnect(memory.get<Draft>(DRAFT) ?? {}, false);
    await memory.update(DRAFT, undefined);
  }

  async #import(argument: unknown, answers: unknown): Promise<void> {
    requireTrust(vscode.l10n.t('Importing reads files of this folder, which is not trusted yet. Trust it first.'));
    const file = argument instanceof vscode.Uri ? argument : undefined;
    const { askForSetup } = await import('./importAriConf');
    await this.#editAndConnect(await askForSetup(file, importAnswers(answers)), true);
  }

  async #editAndConnect(draft: Draft, onlyMissing: boolean): Promise<void> {
    const { registry, credentials, memory } = this.workbench;
    const { editServer } = await import('./editServer');
    const profile = await editServer(draft, {
      taken: registry.servers.map(({ name }) => name),
      credentials,
      onlyMissing,
      onAbandoned: (typed) => void memory.update(DRAFT, typed),
    });
    const server = registry.get(profile.name);
    if (server) await this.#connectWithProgress(server);
  }

  async #connect(argument: unknown, answers: unknown): Promise<void> {
    const server = await this.#pick(argument, (candidate) => !candidate.isConnected);
    const options = { confirmed: saysYes(answers, 'confirmed'), insist: saysYes(answers, 'insist') };
    await this.#connectWithProgress(server, options);
  }

  async #connectWithProgress(server: Server, options: { confirmed?: boolean; insist?: boolean } = {}): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'ari.explorer' } }, () =>
      this.#connecting.connect(server, options),
    );
  }

  async #disconnect(argument: unknown): Promise<void> {
    const server = await this.#pick(argument, ({ state }) => state.kind !== 'disconnected');
    await server.disconnect();
  }

  async #stopTrying(argument: unknown): Promise<void> {
    const trying = ({ state }: Server): boolean => state.kind === 'connecting' || state.kind === 'reconnecting';
    await (await this.#pick(argument, trying)).disconnect();
  }

  async #retryNow(argument: unknown): Promise<void> {
    const server = await this.#pick(argument, ({ state }) => state.kind === 'reconnecting');
    server.live?.connection.retryNow();
  }

  async #edit(argument: unknown): Promise<void> {
    const { registry, credentials } = this.workbench;
    const server = await this.#pick(argument, () => true);
    // What failed is edited to make it work.
    const wasWanted = server.state.kind !== 'disconnected';
    const { editServer } = await import('./editServer');
    const profile = await editServer(server.profile, {
      formerName: server.name,
      taken: registry.servers.map(({ name }) => name),
      credentials,
      // Waited for: its application's name must be free again before the edited server asks whether it is.
      beforeSave: () => server.disconnect(),
    });
    const edited = registry.get(profile.name);
    if (wasWanted && edited && !edited.isConnected) await this.#connectWithProgress(edited);
  }

  async #remove(argument: unknown, answers: unknown): Promise<void> {
    const server = await this.#pick(argument, () => true);
    if (!saysYes(answers, 'confirmed')) await confirmRemoval(server);
    await server.disconnect();
    await removeProfile(server.name);
    const { credentials, registry } = this.workbench;
    // One account may serve several: watching, and being an application.
    const isUsed = registry.servers.some((other) => other !== server && isSameAccount(other.profile, server.profile));
    if (!isUsed) await credentials.forget(server.profile);
  }

  async #forgetPassword(argument: unknown): Promise<void> {
    const server = await this.#pick(argument, () => true);
    await this.workbench.credentials.forget(server.profile);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The password of “{0}” is forgotten; connecting asks for it again.', message(server.name)),
    );
  }

  async #toggleConnectAtStartup(argument: unknown): Promise<void> {
    const { profile } = await this.#pick(argument, () => true);
    const connectAtStartup = !profile.connectAtStartup;
    await saveProfile({ ...profile, connectAtStartup });
    void vscode.window.showInformationMessage(
      connectAtStartup
        ? vscode.l10n.t('“{0}” is connected when VS Code starts.', message(profile.name))
        : vscode.l10n.t('“{0}” is not connected at start-up any more.', message(profile.name)),
    );
  }

  #pick(argument: unknown, fits: (server: Server) => boolean): Promise<Server> {
    const none = (): UserError => new UserError(vscode.l10n.t('There is no server for which this makes sense now.'));
    return chooseServer(this.workbench.registry, argument, {
      placeholder: vscode.l10n.t('Which server?'),
      fits,
      none,
    });
  }

  #announce(server: Server): void {
    const { log, reporter } = this.workbench;
    const { state } = server;
    log.info(plain(`${server.name}: ${describeState(server)}`));
    if (state.kind === 'replaced') reporter.report(replaced(server), 'application replaced');
    // A failure of a first try is reported to whoever waits for it.
    if (state.kind === 'failed' && !server.isAwaited) {
      reporter.report(this.#connecting.withRemedies(state.error, server), 'connect');
    }
  }
}

function replaced(server: Server): UserError {
  const takeBack = {
    title: vscode.l10n.t('Take It Back…'),
    run: () => vscode.commands.executeCommand('ari.server.takeBack', targetOf(server)),
  };
  return new UserError(
    vscode.l10n.t(
      'Another program connected to “{0}” as “{1}”, so this window hears no more events: your own application started again, another window, or a colleague. On Asterisk 22, “ari show websocket sessions” in its CLI lists the addresses.',
      message(server.name),
      message(server.application ?? ''),
    ),
    [takeBack],
  );
}

function importAnswers(answers: unknown): ImportAnswers {
  if (typeof answers !== 'object' || answers === null) return {};
  const { user, host } = answers as Record<string, unknown>;
  return {
    ...(typeof user === 'string' ? { user } : {}),
    ...(typeof host === 'string' ? { host } : {}),
    confirmed: saysYes(answers, 'confirmed'),
  };
}

function saysYes(answers: unknown, question: string): boolean {
  return typeof answers === 'object' && answers !== null && (answers as Record<string, unknown>)[question] === true;
}

async function confirmRemoval(server: Server): Promise<void> {
  const remove = vscode.l10n.t('Remove');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove “{0}” and its password?', message(server.name)),
    { modal: true, detail: vscode.l10n.t('Nothing changes on the Asterisk server itself.') },
    remove,
  );
  if (chosen !== remove) throw new Cancelled();
}
