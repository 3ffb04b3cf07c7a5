import * as vscode from 'vscode';
import type { AriError } from '../../ari/errors';
import type { Exchange } from '../../ari/rest';
import { reasonFor } from '../../live/explaining/explain';
import { readRequest } from '../../live/explaining/request';
import type { Explanation } from '../common/report';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { remediesFor } from './remedies';
import { sentenceOf } from './sentences';
import { tellOfSilentFailures } from './silentFailures';

/** Makes every failure tell why it failed in this case and what to do: those of requests, and those without an error. */
export function registerExplaining(workbench: Workbench): vscode.Disposable {
  const { registry, reporter } = workbench;
  /** Whose request each error ended: an error itself knows no server. */
  const origins = new WeakMap<AriError, { readonly server: Server; readonly exchange: Exchange }>();
  const subscription = registry.onExchange(({ server, exchange }) => {
    if (exchange.error) origins.set(exchange.error, { server, exchange });
  });
  reporter.explainWith((error): Explanation | undefined => {
    const origin = origins.get(error);
    // What was not even tried because nothing is connected names the server in place of a request.
    const server = origin?.server ?? registry.get(error.request);
    if (!server) return undefined;
    const request = origin && readRequest(origin.exchange);
    const { model, application, state } = server;
    const returning = state.kind === 'reconnecting';
    const reason = reasonFor({ error, request, model, application, returning });
    return { sentence: sentenceOf(reason, error), remedies: remediesFor(reason, { server, request }) };
  });
  return vscode.Disposable.from(subscription, tellOfSilentFailures(workbench), {
    dispose: () => reporter.explainWith(() => undefined),
  });
}
