import fs from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium as playwright, type Page } from 'playwright-core';
import { ROOT } from '../places';
import { chromium } from './chromium';

/** How a browser differs from a fresh one. */
export interface BrowserOptions {
  /** Folder that keeps the page's storage, where VS Code on the web has its secrets. Fresh and thrown away unless told. */
  readonly profile?: string;
  /** CSS pixels; 1280 × 800 unless told. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A running headless browser. */
export interface Browser {
  readonly context: BrowserContext;
  dispose(): Promise<void>;
}

// No request may leave the machine, and Chromium makes a number of them by itself.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts a headless Chromium, which Playwright ends with this process. */
export async function startBrowser({
  profile,
  viewport = { width: 1280, height: 800 },
}: BrowserOptions = {}): Promise<Browser> {
  const options = { executablePath: await chromium(), headless: true, chromiumSandbox: false, args: FLAGS };
  const page = { viewport, locale: 'en-US' };
  const browser = profile === undefined ? await playwright.launch(options) : undefined;
  const context = browser
    ? await browser.newContext(page)
    : await playwright.launchPersistentContext(profile ?? '', { ...options, ...page });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return {
    context,
    dispose: async () => {
      await context.close();
      await browser?.close();
    },
  };
}

/** What the workbench opens with. */
export interface WorkbenchTarget {
  /** Absolute path of the folder, or of a `.code-workspace` file; an empty window without it. */
  readonly folder?: string;
  /** Absolute folders of the extensions under development. */
  readonly extensions?: readonly string[];
  /** Absolute path of the module whose `run` the extension host calls. */
  readonly tests?: string;
  /** Further pairs of the address's `payload`. */
  readonly payload?: readonly (readonly [string, string])[];
}

/** Opens the workbench of a VS Code server in the browser's page and resolves as soon as the page is on its way. */
export async function openPage(context: BrowserContext, origin: string, target: WorkbenchTarget): Promise<Page> {
  const uri = (file: string): object => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: new URL(origin).host,
    path: file,
  });
  const development = {
    extensions: (target.extensions ?? []).map(uri),
    ...(target.tests && { extensionTestsPath: uri(target.tests) }),
  };
  const script = fs.readFileSync(path.join(ROOT, 'test/support/vscode/inPage.js'), 'utf8');
  await context.addInitScript({ content: `{ const options = ${JSON.stringify({ development })};\n${script}\n}` });
  const query = new URLSearchParams();
  if (!target.folder) query.set('ew', 'true');
  else query.set(target.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', target.folder);
  query.set(
    'payload',
    JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...(target.payload ?? [])]),
  );
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${origin}/?${query.toString()}`, { waitUntil: 'commit' });
  return page;
}
