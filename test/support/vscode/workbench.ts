import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { OUT, ROOT } from '../places';
import { until } from '../until';
import { type Browser, type BrowserOptions, openPage, startBrowser } from './browser';
import { QuickInput } from './quickInput';
import { type Server, type ServerOptions, startServer, writeSettings } from './server';
import { visibleText } from './text';
import { Tree } from './tree';

const START_LIMIT_MS = 60_000;

/** VS Code's own themes that the extension must look right in, and a part of the class that each gives the page. */
const THEMES = {
  light: { label: 'Light 2026', className: 'themes-2026-light' },
  dark: { label: 'Dark 2026', className: 'themes-2026-dark' },
  highContrast: { label: 'Dark High Contrast', className: 'themes-hc_black' },
} as const;
export type Theme = keyof typeof THEMES;

/** How to open the workbench; without options: empty window, the extension under development, fresh profile. */
export interface WorkbenchOptions extends Partial<ServerOptions>, BrowserOptions {
  /** Absolute path of the folder to open. */
  readonly folder?: string;
  /** Absolute folders of extensions under development; this project's unless told. Empty for an installed VSIX. */
  readonly development?: readonly string[];
}

/** A real VS Code workbench in a headless browser, driven as a person would. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly server: Server;
  /** Absolute folder of user data: settings, logs. */
  readonly userData: string;
  readonly #browser: Browser;
  readonly #temporary: string | undefined;
  #settings: Readonly<Record<string, unknown>>;

  private constructor(
    page: Page,
    server: Server,
    browser: Browser,
    options: WorkbenchOptions & { userData: string },
    temporary?: string,
  ) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.server = server;
    this.userData = options.userData;
    this.#browser = browser;
    this.#temporary = temporary;
    this.#settings = options.settings ?? {};
  }

  /** Starts server and browser, opens the workbench and waits until it can be used. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const temporary =
      options.userData === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-vscode-')) : undefined;
    const full = { ...options, userData: options.userData ?? path.join(temporary!, 'user-data') };
    const [server, browser] = await Promise.all([startServer(full), startBrowser(options)]);
    const target = { extensions: options.development ?? [ROOT], ...(options.folder && { folder: options.folder }) };
    const page = await openPage(browser.context, server.origin, target);
    const workbench = new Workbench(page, server, browser, full, temporary);
    await workbench.ready();
    return workbench;
  }

  /** Waits for the workbench's parts; again after a reload of the page. */
  async ready(): Promise<void> {
    for (const part of ['.part.statusbar', '.part.activitybar .action-item']) {
      await this.page.waitForSelector(`.monaco-workbench ${part}`, { timeout: START_LIMIT_MS });
    }
  }

  /** Ends browser and server, and removes a profile that was not given. */
  async dispose(): Promise<void> {
    await this.#browser.dispose();
    await this.server.dispose();
    if (this.#temporary) fs.rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Runs a command from the palette by its whole title, for example `ARI: Add Server…`. */
  async command(title: string, timeoutMs = 30_000): Promise<void> {
    const row = this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: title }).first();
    const input = this.page.locator('.quick-input-widget:visible input').first();
    const tryOnce = async (): Promise<boolean> => {
      await this.page.keyboard.press('F1');
      try {
        await input.waitFor({ timeout: 3000 });
        await input.fill(`>${title}`, { timeout: 3000 });
        await row.click({ timeout: 3000 });
        return true;
      } catch (error) {
        // The extension's commands appear some time after the workbench.
        await this.page.keyboard.press('Escape');
        throw error;
      }
    };
    await until(tryOnce, { what: `the command "${title}"`, timeoutMs });
  }

  /** Shows a view container by the name on its icon in the activity bar. */
  async openView(title: string): Promise<void> {
    const item = this.page
      .locator('.activitybar .action-item')
      .filter({ has: this.page.locator(`a[aria-label^="${title}"]`) });
    await item.waitFor({ timeout: 30_000 });
    const isOpen = async (): Promise<boolean> => ((await item.getAttribute('class')) ?? '').includes('checked');
    if (!(await isOpen())) await item.click();
    await until(isOpen, { what: `the view container ${title} to open` });
  }

  /** A tree view of the side bar. */
  tree(view?: string): Tree {
    return new Tree(this.page, view);
  }

  /** Clicks a button of the welcome content of a view. */
  async welcomeButton(label: string): Promise<void> {
    await this.page
      .locator('.sidebar .welcome-view .monaco-button', { hasText: label })
      .first()
      .click({ timeout: 15_000 });
  }

  /** The text of the welcome content that is shown. */
  async welcomeText(): Promise<string> {
    const view = this.page.locator('.sidebar .welcome-view-content:visible').first();
    await view.waitFor({ timeout: 15_000 });
    return visibleText(await view.innerText());
  }

  /** The lines of the output panel that are to be seen, from the top. */
  async outputText(): Promise<string> {
    const lines = this.page.locator('.part.panel .view-line');
    await lines.first().waitFor({ timeout: 15_000 });
    const read = await Promise.all(
      (await lines.all()).map(async (line) => ({
        top: (await line.boundingBox())?.y ?? 0,
        text: await line.innerText(),
      })),
    );
    return read
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => visibleText(text))
      .join('\n');
  }

  /** Waits until the output panel shows this text and gives all that is to be seen. */
  async waitForOutput(text: string | RegExp, timeoutMs = 15_000): Promise<string> {
    const look = async (): Promise<string> => {
      const output = await this.outputText();
      if (typeof text === 'string' ? output.includes(text) : text.test(output)) return output;
      throw new Error(output);
    };
    return until(look, { what: `the output ${String(text)}`, timeoutMs });
  }

  /** The messages of the notifications that are to be seen. */
  async notifications(): Promise<string[]> {
    const texts = await this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
    return texts.map(visibleText);
  }

  /** Waits for a notification with this text and gives the whole of it. */
  async notification(text: string | RegExp, timeoutMs = 15_000): Promise<string> {
    const item = this.page.locator('.notification-list-item-message').filter({ hasText: text }).first();
    await item.waitFor({ timeout: timeoutMs });
    return visibleText(await item.innerText());
  }

  /** Clicks a button of a notification or of a modal dialog. */
  async button(label: string): Promise<void> {
    const buttons = this.page.locator('.notifications-toasts .monaco-button, .monaco-dialog-box .monaco-button');
    await buttons.filter({ hasText: label }).first().click({ timeout: 15_000 });
  }

  /** The text of the modal dialog that is open. */
  async dialogText(): Promise<string> {
    const box = this.page.locator('.monaco-dialog-box').first();
    await box.waitFor({ timeout: 15_000 });
    return visibleText(await box.innerText());
  }

  /** The texts of the status bar's entries. */
  async statusBar(): Promise<string[]> {
    return (await this.page.locator('.part.statusbar .statusbar-item').allInnerTexts())
      .map(visibleText)
      .filter(Boolean);
  }

  /** The text of the active editor that is to be seen. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .view-line');
    await lines.first().waitFor({ timeout: 15_000 });
    return (await lines.allInnerTexts()).map(visibleText).join('\n');
  }

  /** Opens a file of the workspace with the cursor at a place; lines and columns count from 1. */
  async openFile(name: string, line = 1, column = 1): Promise<void> {
    // Another file's name may contain this one.
    const whole = new RegExp(`^\\s*${name.replaceAll('.', '\\.')}`);
    const tab = this.page.locator('.editor-group-container.active .tab', { hasText: whole });
    const isActive = async (): Promise<boolean> =>
      (await tab.count()) > 0 && ((await tab.first().getAttribute('class')) ?? '').includes('active');
    const show = async (): Promise<boolean> => {
      if (await isActive()) return true;
      if ((await tab.count()) > 0) await tab.first().click();
      else {
        await this.page.keyboard.press('Control+P');
        await this.quickInput.type(name);
        await this.quickInput.row(whole).click({ timeout: 3000 });
      }
      return isActive();
    };
    await until(show, { what: `${name} to be open`, timeoutMs: 30_000 });
    const at = this.page.locator('.part.statusbar', { hasText: `Ln ${line}, Col ${column}` });
    const go = async (): Promise<boolean> => {
      await this.page.keyboard.press('Control+G');
      await this.quickInput.answer(`:${line}:${column}`);
      await at.waitFor({ timeout: 3000 });
      return true;
    };
    await until(go, { what: `the cursor to be at ${line}:${column}`, timeoutMs: 30_000 });
  }

  /** The page of an extension's web view. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Changes user settings; those given before stay. Reloads the window: the file is not watched when VS Code is on the web. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    writeSettings(this.userData, this.#settings);
    await this.reload();
  }

  /** Reloads the window, as the command of that name does. */
  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
    await this.ready();
  }

  /** Trusts the folder that is open in restricted mode, in VS Code's own editor for that, which is closed again. */
  async trust(): Promise<void> {
    await this.command('Workspaces: Manage Workspace Trust');
    const editor = this.page.locator('.workspace-trust-editor');
    await editor
      .locator('.monaco-button', { hasText: /^Trust$/ })
      .first()
      .click({ timeout: 15_000 });
    await editor.getByText('You trust this folder').first().waitFor({ timeout: 15_000 });
    await this.command('View: Close Editor');
  }

  /** Changes the colour theme and waits until it is to be seen. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = THEMES[theme];
    await this.command('Preferences: Color Theme');
    // The list is long, and only what is to be seen of it can be picked.
    await this.quickInput.type(label);
    await this.quickInput.pick(label);
    await this.page.locator(`.monaco-workbench[class*="${className}"]`).waitFor({ timeout: 15_000 });
  }

  /** Writes a picture of the window to out/screenshots and gives its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(OUT, 'screenshots', `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }
}
