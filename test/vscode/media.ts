import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import type { AriEvent } from '../../src/ari/events';
import { isKnownEvent } from '../../src/ari/events';
import type { Report } from '../../src/workbench/common/report';
import type { Server } from '../../src/workbench/servers/server';
import type { Target, TargetKind } from '../../src/workbench/servers/target';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { connectTo, internals, removeServers } from './support';

/** Besides the standard dialplan: somebody who talks without end, as a tone of 1 kHz. */
const TALKER = '[talk]\nexten => s,1,Answer()\n same => n,Milliwatt()\n';

/** Where the tests' channels go: the application of the connected server itself. */
export class MediaBench {
  private constructor(
    readonly asterisk: Asterisk,
    readonly server: Server,
  ) {}

  static async start(): Promise<MediaBench> {
    const asterisk = await Asterisk.start({ dialplan: TALKER });
    return new MediaBench(asterisk, await connectTo(asterisk, { name: 'media' }));
  }

  async stop(): Promise<void> {
    await removeServers();
    await this.asterisk.stop();
  }

  get ari(): Server['rest'] {
    return this.server.rest;
  }

  /** A channel in our application, answered, that hears somebody talk; its id. */
  async channel(endpoint = 'Local/s@talk'): Promise<string> {
    const app = this.server.application;
    assert.ok(app);
    const { id } = await channels.originate(this.ari, { endpoint, app });
    const live = (): boolean => this.server.model?.channels.get(id)?.application === app;
    await until(live, { what: `the channel ${id} in ${app}` });
    await until(async () => (await channels.get(this.ari, id)).state === 'Up', { what: `the channel ${id} to be up` });
    return id;
  }

  /** A channel that no application has. */
  async plainChannel(): Promise<string> {
    const { id } = await channels.originate(this.ari, {
      endpoint: 'Local/s@wait',
      context: 'wait',
      extension: '1',
      priority: 1,
    });
    await until(() => this.server.model?.channels.has(id), { what: `the channel ${id} in the model` });
    return id;
  }

  target(kind: TargetKind, id: string): Target {
    return { kind, serverName: this.server.name, id };
  }

  /** Runs a command that must succeed. */
  async run<T>(command: string, target: Target, answers: object = {}): Promise<T> {
    const { result, report } = await this.attempt(command, target, answers);
    assert.equal(report, undefined, report?.sentence);
    return result as T;
  }

  /** Runs a command that must fail, and gives what the person was told. */
  async refused(command: string, target: Target, answers: object = {}): Promise<Report> {
    const { report } = await this.attempt(command, target, answers);
    assert.ok(report, `${command} to be refused`);
    return report;
  }

  /** The event that fits and comes after the call of this function, whatever `act` does. */
  async event<T extends AriEvent['type']>(
    type: T,
    fits: (event: Extract<AriEvent, { type: T }>) => boolean,
    act: () => Promise<unknown>,
  ): Promise<Extract<AriEvent, { type: T }>> {
    let found: Extract<AriEvent, { type: T }> | undefined;
    const subscription = this.server.onEvent((event) => {
      if (!isKnownEvent(event) || event.type !== type) return;
      const candidate = event as Extract<AriEvent, { type: T }>;
      if (fits(candidate)) found ??= candidate;
    });
    try {
      await act();
      return await until(() => found, { what: `the event ${type}` });
    } finally {
      subscription.dispose();
    }
  }

  private async attempt(
    command: string,
    target: Target,
    answers: object,
  ): Promise<{ result: unknown; report: Report | undefined }> {
    const { workbench } = await internals();
    let report: Report | undefined;
    const subscription = workbench.reporter.onReport((next) => {
      // What was noticed of something earlier is not this command's.
      if (next.doing === command) report ??= next;
    });
    try {
      const result: unknown = await vscode.commands.executeCommand(command, target, answers);
      return { result, report };
    } finally {
      subscription.dispose();
    }
  }
}

/** Whether the server says that it is not there. */
export async function isGone(request: Promise<unknown>): Promise<boolean> {
  return request.then(
    () => false,
    (error: unknown) => statusOf(error) === 404,
  );
}

/** The status of a refusal. The extension's AriError is not the class of that name in the bundle of the tests. */
export function statusOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'AriError' ? (error as { status?: unknown }).status : undefined;
}
