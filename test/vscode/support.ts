import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Internals } from '../../src/extension';
import type { MainWing } from '../../src/mainWing';
import type { Server } from '../../src/workbench/servers/server';
import type { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';

/** The running extension, activated and all of it loaded, and what tests may look into. */
export async function internals(): Promise<Internals & Omit<MainWing, 'dispose'>> {
  const extension = vscode.extensions.getExtension<Internals | undefined>('ari-workbench.ari-workbench');
  const exported = await extension?.activate();
  assert.ok(exported, 'the extension gives its internals in tests');
  return { ...exported, ...(await exported.mainWing.open()) };
}

export interface ConnectOptions {
  /** As the setting names the server; `test` when not given. */
  readonly name?: string;
  readonly application?: string;
  readonly subscribeAll?: boolean;
  readonly readOnly?: boolean;
}

/** Writes the server into the settings, its password into SecretStorage, and connects it as a person would. */
export async function connectTo(asterisk: Asterisk, options: ConnectOptions = {}): Promise<Server> {
  const { workbench } = await internals();
  const { name = 'test', application, subscribeAll = true, readOnly = false } = options;
  const username = readOnly ? asterisk.readOnlyUser : asterisk.user;
  const profile = {
    name,
    url: asterisk.url,
    username,
    subscribeAll,
    readOnly,
    ...(application ? { application } : {}),
  };
  await workbench.credentials.store(profile, readOnly ? asterisk.readOnlyPassword : asterisk.password);
  const others = vscode.workspace.getConfiguration('ari').get<readonly { name: string }[]>('servers') ?? [];
  await vscode.workspace
    .getConfiguration('ari')
    .update('servers', [...others.filter((other) => other.name !== name), profile], vscode.ConfigurationTarget.Global);
  const server = await until(() => workbench.registry.get(name), { what: `the server ${name} in the registry` });
  await vscode.commands.executeCommand(
    'ari.server.connect',
    { kind: 'server', serverName: name, id: name },
    { confirmed: true },
  );
  assert.equal(server.state.kind, 'connected');
  return server;
}

/** Takes every server out of the settings again, which ends their connections. */
export async function removeServers(): Promise<void> {
  const { workbench } = await internals();
  await vscode.workspace.getConfiguration('ari').update('servers', undefined, vscode.ConfigurationTarget.Global);
  await until(() => workbench.registry.servers.length === 0, { what: 'the servers to go' });
}
