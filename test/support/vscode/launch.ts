// Runs extension tests in a real VS Code on the web, headless, and exits with their code.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import util from 'node:util';
import type { Page } from 'playwright-core';
import { OUT } from '../places';
import { until } from '../until';
import { type Browser, openPage, startBrowser } from './browser';
import { parseCommandLine } from './commandLine';
import { type Server, startServer } from './server';

const LIMIT_MS = Number(process.env['ARI_TEST_LIMIT_MS'] ?? 900_000);
const HOST_EXIT_LIMIT_MS = 2000;
const CLOSING_LIMIT_MS = 10_000;
const EXIT = { server: 70, page: 71, timeout: 72, launch: 73, extensionHost: 74, signal: 130 };

// The tests' console and VS Code's own log come on one channel: lines that are known to be VS Code's own.
const NOISE = new RegExp(
  [
    '^(?:Resolv(?:ing|ed) connection token|Creating a socket|Ignoring fetching additional builtin',
    '|Updating additional builtin|No search provider registered|An unknown error occurred\\. Please consult',
    '|Canceled: Canceled|Error while fetching the extension under development',
    '|\\[(?:reconnection-grace-time|AgentHost|RemoteAgentHost|AccountPolicyGate|Service Worker|ChatModelSelection',
    '|remote-connection|uncaught exception in sharedProcess)\\b|Timed out waiting for authentication provider)',
  ].join(''),
);

const command = parseCommandLine(process.argv.slice(2));
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-vscode-'));
const resources: { server?: Server; browser?: Browser } = {};
let finishing = false;

async function finish(code: number, why?: string): Promise<never> {
  // The page complains about its lost server while everything is taken down; the first reason is the one that counts.
  if (finishing) return new Promise<never>(() => undefined);
  finishing = true;
  if (why) console.error(`The tests in VS Code could not finish: ${why}`);
  const closing = Promise.allSettled([resources.browser?.dispose(), resources.server?.dispose()]);
  await Promise.race([closing, wait(CLOSING_LIMIT_MS)]);
  fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}

function print(type: string, values: unknown[]): void {
  const text = util.format(...values);
  if (finishing || NOISE.test(text)) return;
  (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
}

/** VS Code tells the page 0 when the extension host was killed; the server's log knows better. */
function extensionHostDeath(log: string, code: number): string | undefined {
  const deaths = log.matchAll(/Extension Host Process exited with code: (\S+), signal: (\S+?)\./g);
  return [...deaths].find(([, exit, signal]) => signal !== 'null' || (exit !== '0' && code === 0))?.[0];
}

/** The functions that VS Code's page calls: for console output, and with the code of the tests at the end. */
async function listen(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    page.on('crash', () => void finish(EXIT.page, 'the page crashed'));
    page.exposeFunction('codeAutomationLog', print).catch(reject);
    page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)).catch(reject);
  });
}

async function main(): Promise<void> {
  const userData = command.userData ?? path.join(temporary, 'user-data');
  [resources.server, resources.browser] = await Promise.all([startServer({ userData }), startBrowser()]);
  const { server, browser } = resources;
  server.child.once('exit', (code) => void finish(EXIT.server, `the VS Code server ended with ${String(code)}`));
  const page = await browser.context.newPage();
  const exit = listen(page);
  await openPage(browser.context, server.origin, {
    ...command,
    payload: command.disableExtensions ? [['disableExtensions', 'true']] : [],
  });
  setTimeout(() => {
    const picture = path.join(OUT, 'screenshots/timeout.png');
    void page
      .screenshot({ path: picture })
      .catch(() => undefined)
      .then(() => finish(EXIT.timeout, `they took longer than ${LIMIT_MS} ms; the last picture is ${picture}`));
  }, LIMIT_MS).unref();
  const code = await exit;
  const isOver = (): boolean => server.log().includes('Extension Host Process exited');
  await until(isOver, { what: 'the extension host to end', timeoutMs: HOST_EXIT_LIMIT_MS }).catch(() => undefined);
  const death = extensionHostDeath(server.log(), code);
  await finish(death ? code || EXIT.extensionHost : code, death);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void finish(EXIT.signal, signal));
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void finish(EXIT.launch));
main().catch((error: unknown) => finish(EXIT.launch, error instanceof Error ? error.stack : String(error)));
