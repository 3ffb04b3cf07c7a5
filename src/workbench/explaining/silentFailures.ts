import * as vscode from 'vscode';
import type { Disposable } from '../../ari/emitter';
import type { Finding } from '../../live/watchdogs/finding';
import { watchForSilentFailures } from '../../live/watchdogs/watch';
import type { Watched } from '../../live/watchdogs/watched';
import { UserError } from '../common/report';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { findingRemedies, findingSentence } from './findings';

type Live = NonNullable<Server['live']>;

/**
 * Watches each server while it is in use: a line in the event stream for all that failed in silence, and a message for
 * what was our own.
 */
export function tellOfSilentFailures(workbench: Workbench): vscode.Disposable {
  const { registry } = workbench;
  const watches = new Map<Server, { readonly live: Live; readonly watch: Disposable }>();
  const follow = (server: Server): void => {
    const live = registry.servers.includes(server) && isInUse(server) ? server.live : undefined;
    const former = watches.get(server);
    if (former?.live === live) return;
    former?.watch.dispose();
    watches.delete(server);
    if (!live) return;
    const watch = watchForSilentFailures(watched(server, live), (finding) => tell(workbench, server, finding));
    watches.set(server, { live, watch });
  };
  const followAll = (): void => [...watches.keys(), ...registry.servers].forEach(follow);
  followAll();
  return vscode.Disposable.from(registry.onDidChangeState(follow), registry.onDidChangeServers(followAll), {
    dispose: () => watches.forEach(({ watch }) => watch.dispose()),
  });
}

function isInUse({ state }: Server): boolean {
  return state.kind === 'connecting' || state.kind === 'connected' || state.kind === 'reconnecting';
}

function watched(server: Server, live: Live): Watched {
  return {
    model: live.model,
    onEvent: live.onEvent,
    onExchange: server.onExchange,
    get isConnected() {
      return server.live === live && server.isConnected;
    },
    get ari() {
      return server.rest;
    },
    refreshPlayback: (id) => live.refreshPlayback(id),
  };
}

function tell({ registry, reporter }: Workbench, server: Server, finding: Finding): void {
  const sentence = findingSentence(finding);
  // The channel that nobody served has a line of its own.
  if (finding.kind !== 'callFailed' || finding.why !== 'nobodyServes') registry.note(server, sentence);
  if (finding.own) reporter.report(new UserError(sentence, findingRemedies(finding, { server })), finding.kind);
}
