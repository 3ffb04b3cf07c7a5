import type { Locator, Page } from 'playwright-core';
import { until } from '../until';
import { visibleText } from './text';

/** One visible row of a tree view. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  /** Undefined for a row without children. */
  readonly expanded?: boolean;
  readonly selected: boolean;
}

/** What is read of an element of the page; the DOM's own types are not part of a Node project. */
interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  getBoundingClientRect(): { readonly top: number };
}

/** Reads all rows at once, in the page: one by one they would move or go meanwhile. */
function readRows(
  elements: readonly PageElement[],
): (Omit<TreeRow, 'expanded'> & { top: number; expanded: string | null })[] {
  return elements.map((row) => ({
    top: row.getBoundingClientRect().top,
    label: row.querySelector('.label-name')?.textContent ?? '',
    description: row.querySelector('.label-description')?.textContent ?? '',
    level: Number(row.getAttribute('aria-level') ?? 1),
    expanded: row.getAttribute('aria-expanded'),
    selected: row.getAttribute('aria-selected') === 'true',
  }));
}

/** A tree view of the side bar. */
export class Tree {
  readonly #page: Page;
  readonly #rows: Locator;

  /** @param view the view's name, or nothing when there is one view only */
  constructor(page: Page, view?: string) {
    this.#page = page;
    const pane = page.locator('.sidebar .pane');
    const scope = view === undefined ? pane : pane.filter({ has: page.locator('.pane-header', { hasText: view }) });
    this.#rows = scope.locator('.monaco-list-row');
  }

  /** The rows that are to be seen now, from the top. A row that is scrolled away is not among them. */
  async rows(): Promise<TreeRow[]> {
    const read = await this.#rows.evaluateAll(readRows);
    return read
      .sort((one, other) => one.top - other.top)
      .map(({ label, description, level, expanded, selected }) => ({
        label: visibleText(label),
        description: visibleText(description),
        level,
        ...(expanded !== null && { expanded: expanded === 'true' }),
        selected,
      }));
  }

  /** Waits until the rows are as wanted and gives them. */
  async waitFor(condition: (rows: TreeRow[]) => boolean, what: string, timeoutMs = 15_000): Promise<TreeRow[]> {
    const look = async (): Promise<TreeRow[] | undefined> => {
      const rows = await this.rows();
      if (condition(rows)) return rows;
      throw new Error(JSON.stringify(rows.map(({ label, description, level }) => [level, label, description])));
    };
    return until(look, { what, timeoutMs });
  }

  /** The row whose label or description contains the text. */
  row(text: string | RegExp): Locator {
    return this.#rows.filter({ hasText: text }).first();
  }

  async select(text: string | RegExp): Promise<void> {
    await this.row(text).click({ timeout: 15_000 });
  }

  /** Expands a row that is closed. */
  async expand(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor({ timeout: 15_000 });
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await until(async () => (await row.getAttribute('aria-expanded')) === 'true', {
      what: `${String(text)} to be expanded`,
    });
  }

  /** Opens the context menu of a row and clicks an entry of it. */
  async contextMenu(text: string | RegExp, entry: string): Promise<void> {
    const item = this.#page.locator('.monaco-menu .action-item', { hasText: entry }).first();
    let isClicked = false;
    // A menu that has just opened takes no clicks yet: the button that opened it is still on its way up. And an update of
    // the tree can close it.
    const taken = async (): Promise<boolean> => {
      if (await item.isVisible()) {
        await item.click({ timeout: 1000 });
        isClicked = true;
      } else if (isClicked) return true;
      else {
        await this.#openMenu(text);
        await item.waitFor({ timeout: 3000 });
      }
      return false;
    };
    await until(taken, { what: `the menu to take "${entry}"`, intervalMs: 100, timeoutMs: 30_000 });
  }

  /** The entries of a row's context menu, which is closed again. */
  async menuOf(text: string | RegExp): Promise<string[]> {
    await this.#openMenu(text);
    const entries = this.#page.locator('.monaco-menu .action-item .action-label:not(.separator)');
    await entries.first().waitFor();
    const labels = (await entries.allInnerTexts()).map(visibleText);
    await this.#page.keyboard.press('Escape');
    return labels;
  }

  /** Clicks an inline button of a row by its tooltip. */
  async inline(text: string | RegExp, button: string): Promise<void> {
    const row = this.row(text);
    await row.hover({ timeout: 15_000 });
    await row.locator(`.actions .action-label[aria-label^="${button}"]`).click();
  }

  /** VS Code uses the elements of rows again for other rows: a click may meet another one than was looked for. */
  async #openMenu(text: string | RegExp): Promise<void> {
    const focused = this.#rows.and(this.#page.locator('.focused')).filter({ hasText: text });
    const opened = async (): Promise<boolean> => {
      await this.row(text).click({ button: 'right', timeout: 15_000 });
      await this.#page.locator('.monaco-menu .action-item').first().waitFor({ timeout: 15_000 });
      if (await focused.isVisible()) return true;
      await this.#page.keyboard.press('Escape');
      return false;
    };
    await until(opened, { what: `the menu of ${String(text)}`, timeoutMs: 15_000 });
  }
}
