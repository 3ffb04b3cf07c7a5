// The few parts of VS Code's API that the explorer uses, for measuring its own work without VS Code's. It stands in for
// the module `vscode` in the bundle of measure.ts.

type Listener<T> = (value: T) => unknown;

/** As VS Code's: an event is a function that takes a listener. */
export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  constructor(private readonly end: () => unknown) {}

  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }

  dispose(): void {
    this.end();
  }
}

export class TreeItem {
  constructor(
    readonly label: unknown,
    readonly collapsibleState: number,
  ) {}
}

export class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: ThemeColor,
  ) {}
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;

const silent = new EventEmitter<never>();

export const window = {
  /** A view that somebody looks at, and in which nobody clicks. */
  createTreeView: (): object => ({
    visible: true,
    selection: [],
    onDidExpandElement: silent.event,
    onDidCollapseElement: silent.event,
    onDidChangeSelection: silent.event,
    onDidChangeVisibility: silent.event,
    dispose: () => undefined,
  }),
};

export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };

export const env = { language: 'en' };

export const l10n = {
  t: (message: string, ...values: readonly unknown[]): string =>
    message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};
