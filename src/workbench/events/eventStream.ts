import * as vscode from 'vscode';
import type { Entry } from '../../live/capture/entry';
import type { ServerRegistry } from '../servers/registry';
import type { RecordingTo } from './fileRecording';
import type { ChannelFocus } from './focus';
import { eventLine, exchangeLine, jsonBlock } from './line';
import type { LineContext } from './line';
import { ChannelLinks, LANGUAGE } from './links';
import { PauseItem } from './pauseItem';
import { BLOCKS, LINES } from './limits';
import { readSettings } from './settings';
import type { EventSettings } from './settings';
import { Stream } from './stream';
import { createWords, gapLine, headingOf, noteLine } from './words';

/** The name of the output channel. The menus of package.json know it. */
const NAME = 'ARI Events';

/** From an event to its line, in ms: four batches a second. */
const DELAY_MS = 250;
/** The same while the output is not to be seen. */
const HIDDEN_DELAY_MS = 1_000;

/** The output channel "ARI Events": all events and our own requests, one line each. */
export class EventStream implements vscode.Disposable {
  readonly stream: Stream;
  readonly #channel = vscode.window.createOutputChannel(NAME, LANGUAGE);
  readonly #pauseItem = new PauseItem(() => this.stream.waiting);
  readonly #subscriptions: vscode.Disposable;
  #settings: EventSettings = readSettings();
  /** Whether a line has to say which server it is about. */
  #several = false;

  /** @param recordingTo the event file, while there is one. */
  constructor(
    private readonly registry: ServerRegistry,
    private readonly recordingTo: () => RecordingTo | undefined,
  ) {
    this.stream = this.#createStream();
    this.#subscriptions = vscode.Disposable.from(
      this.#channel,
      this.#pauseItem,
      registry.onDidChangeState(() => this.#countServers()),
      registry.onDidChangeServers(() => this.#countServers()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ari.events')) this.#adopt(readSettings());
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        if (isVisible()) this.stream.flush();
      }),
      vscode.languages.registerDocumentLinkProvider({ language: LANGUAGE }, new ChannelLinks(registry)),
    );
  }

  get settings(): EventSettings {
    return this.#settings;
  }

  /** Shows it, or keeps it for later. O(1). */
  take(entry: Entry): void {
    const { isPaused } = this.stream;
    this.stream.push(entry);
    // It resumes by itself when no more can be kept.
    if (isPaused !== this.stream.isPaused) this.#tellPaused();
  }

  /** Brings the output to the front and leaves the keyboard where it is. */
  show(): void {
    this.#channel.show(true);
  }

  /** Writes what waits to be written. */
  flush(): void {
    this.stream.flush();
  }

  pause(): void {
    this.stream.pause();
    this.#tellPaused();
  }

  resume(): void {
    this.stream.resume();
    this.#tellPaused();
  }

  /** Shows one channel only, or all of them again. */
  focus(focus: ChannelFocus | undefined): void {
    this.stream.filter = { ...this.stream.filter, focus };
    void vscode.commands.executeCommand('setContext', 'ari.events.focused', focus !== undefined);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.stream.dispose();
  }

  #createStream(): Stream {
    return new Stream({
      screen: this.#channel,
      words: createWords({
        recordingTo: this.recordingTo,
        kept: () => this.#settings.historySize,
      }),
      render: (entry) => this.#render(entry),
      heading: ({ focus }) => headingOf(focus),
      filter: { hidden: this.#settings.hiddenTypes, focus: undefined },
      size: this.#settings.historySize,
      limits: () => (this.#settings.detail === 'json' ? BLOCKS : LINES),
      delayMs: () => (isVisible() ? DELAY_MS : HIDDEN_DELAY_MS),
    });
  }

  #tellPaused(): void {
    const { isPaused } = this.stream;
    this.#pauseItem.show(isPaused);
    void vscode.commands.executeCommand('setContext', 'ari.events.paused', isPaused);
  }

  #adopt(settings: EventSettings): void {
    this.#settings = settings;
    this.stream.history.resize(settings.historySize);
    this.stream.filter = { ...this.stream.filter, hidden: settings.hiddenTypes };
  }

  #countServers(): void {
    const inUse = this.registry.servers.filter(({ state }) => state.kind !== 'disconnected');
    this.#several = inUse.length > 1;
  }

  #render(entry: Entry): string {
    const context: LineContext = { ...entry, server: this.#several ? entry.server : undefined };
    const parts = [lineOf(entry, context)];
    if (this.#settings.detail === 'json') parts.push(...detailsOf(entry).map((detail) => jsonBlock(detail)));
    return parts.join('\n');
  }
}

function lineOf(entry: Entry, context: LineContext): string {
  switch (entry.kind) {
    case 'event':
      return eventLine(entry.event, context);
    case 'exchange':
      return exchangeLine(entry.exchange, context);
    case 'note':
      return noteLine(entry);
    case 'gap':
      return gapLine(entry);
  }
}

function detailsOf(entry: Entry): readonly unknown[] {
  if (entry.kind === 'event') return [entry.event];
  if (entry.kind !== 'exchange') return [];
  return [entry.exchange.requestBody, entry.exchange.responseBody].filter((body) => body !== undefined);
}

function isVisible(): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.languageId === LANGUAGE);
}
