import type { Locator, Page } from 'playwright-core';
import { until } from '../until';
import { visibleText } from './text';

/** VS Code's quick pick and input box, which share one widget. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
  }

  get #input(): Locator {
    return this.#widget.locator('.quick-input-filter input').first();
  }

  /** Waits until it is open. */
  async shown(): Promise<this> {
    await this.#widget.waitFor({ timeout: 15_000 });
    return this;
  }

  /** Its title, placeholder and message, whichever there are, as a person reads them. */
  async heading(): Promise<string> {
    await this.shown();
    const texts = await this.#widget.locator('.quick-input-title, .quick-input-message').allInnerTexts();
    const placeholder = (await this.#input.getAttribute('placeholder')) ?? '';
    return [...texts, placeholder].map(visibleText).filter(Boolean).join('\n');
  }

  /** The labels that are to be seen, from the top. */
  async labels(): Promise<string[]> {
    await this.shown();
    const texts = await this.#widget.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
    return texts.map(visibleText);
  }

  /** Replaces the text of the box. */
  async type(text: string): Promise<void> {
    await this.shown();
    await this.#input.fill(text);
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.shown();
    await this.#page.keyboard.press('Enter');
  }

  /** Types a text and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** The first entry whose text contains this one. */
  row(label: string | RegExp): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
  }

  /** Clicks the first entry whose text contains this one, once it is there. */
  async pick(label: string | RegExp): Promise<void> {
    await this.shown();
    await this.row(label).click({ timeout: 15_000 });
  }

  /** Presses the back button of a multi-step input. */
  async back(): Promise<void> {
    await this.#widget.locator('.quick-input-titlebar .codicon-quick-input-back').first().click();
  }

  /** Presses Escape until nothing is open. */
  async cancel(): Promise<void> {
    await until(
      async () => {
        if (!(await this.#widget.isVisible())) return true;
        await this.#page.keyboard.press('Escape');
        return false;
      },
      { what: 'the quick input to close' },
    );
  }
}
