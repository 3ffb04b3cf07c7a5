import { AriError } from '../ari/errors';
import { abortable, inBackground } from '../ari/rest';
import type { Requester } from '../ari/rest';
import { listApplications, listBridges, listChannels, listEndpoints } from './lists';
import { endpointId } from './model';
import type { Kind, LiveModel, ModelScope } from './model';

/** Kinds that are listed by a GET, and so reconciled after each (re)connect. */
export type ListedKind = Extract<Kind, 'channel' | 'bridge' | 'endpoint' | 'application'>;
export const LISTED: readonly ListedKind[] = ['channel', 'bridge', 'endpoint', 'application'];

export interface ReconcilerHandlers {
  /** The model is equal to what the server lists of a kind, or (not `known`) the list could not be had. */
  readonly onListed: (kind: ListedKind, known: boolean) => void;
  /** All that was asked for at once has come or failed. */
  readonly onDone: () => void;
}

interface Reconciliation {
  /** Of the connection for which it is made. */
  readonly signal: AbortSignal;
  readonly done: Promise<void>;
  next: Promise<void> | undefined;
}

/** How long after a list could not be had, or a connection was made, it is asked for once more, in ms. */
const LOOK_AGAIN_MS = 2_000;
/** The same, after many times in vain. */
const LOOK_AGAIN_AT_MOST_MS = 60_000;

/** Makes the model equal to what the server lists, while a connection stands. */
export class Reconciler {
  /** Ended when the connection is lost: what was asked before says nothing of afterwards. */
  #session = new AbortController();
  readonly #failures = new Map<ListedKind, AriError>();
  readonly #running = new Map<ListedKind, Reconciliation>();
  #lookAgain: NodeJS.Timeout | undefined;

  constructor(
    private readonly rest: Requester,
    private readonly model: LiveModel,
    private readonly scope: ModelScope,
    private readonly handlers: ReconcilerHandlers,
  ) {}

  /** Aborted when the connection is lost. */
  get session(): AbortSignal {
    return this.#session.signal;
  }

  /** A connection stands. @returns what is aborted when it is lost */
  begin(): AbortSignal {
    this.end();
    this.#session = new AbortController();
    return this.#session.signal;
  }

  /** The connection is lost. */
  end(): void {
    clearTimeout(this.#lookAgain);
    this.#session.abort();
  }

  /** Why a list could not be had, while it could not. */
  failure(kind: ListedKind): AriError | undefined {
    return this.#failures.get(kind);
  }

  /**
   * Asks for these kinds again. Failures are kept for {@link failure}, not thrown.
   * @param background nobody asked for it
   */
  async reconcile(kinds: readonly ListedKind[], background = false): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#reconcile(kind, background)));
    this.handlers.onDone();
  }

  /**
   * Asks again, later, for what could not be had, for what late events about the dead may have put in, and whether the
   * application is still there.
   * @param session as {@link begin} gave it: nothing is done when it is over
   * @param times at least, each after twice as long as the one before
   */
  lookAgain(session: AbortSignal, times = 1, delayMs = LOOK_AGAIN_MS): void {
    if (session.aborted) return;
    clearTimeout(this.#lookAgain);
    this.#lookAgain = setTimeout(() => {
      const unbegun = this.model.takeUnbegun();
      const kinds = LISTED.filter((kind) => kind === 'application' || this.#failures.has(kind) || unbegun.has(kind));
      void this.reconcile(kinds, true).then(() => {
        if (this.#failures.size > 0 || times > 1)
          this.lookAgain(session, times - 1, Math.min(2 * delayMs, LOOK_AGAIN_AT_MOST_MS));
      });
    }, delayMs);
  }

  /**
   * One at a time of each kind: a list that Asterisk is slow to answer must not use up the connections. Who asks during
   * one gets the next, since something may have changed meanwhile; what is asked in the background will come again.
   */
  #reconcile(kind: ListedKind, background: boolean): Promise<void> {
    const { signal } = this.#session;
    const running = this.#running.get(kind);
    if (running?.signal === signal) {
      if (background) return running.done;
      running.next ??= running.done.then(() => this.#reconcile(kind, background));
      return running.next;
    }
    const ari = background ? inBackground(this.rest) : this.rest;
    const done = this.#reconcileNow(kind, abortable(ari, signal), signal).finally(() => {
      if (this.#running.get(kind)?.done === done) this.#running.delete(kind);
    });
    this.#running.set(kind, { signal, done, next: undefined });
    return done;
  }

  async #reconcileNow(kind: ListedKind, ari: Requester, signal: AbortSignal): Promise<void> {
    try {
      await this.#list(kind, ari);
      this.#failures.delete(kind);
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      if (!signal.aborted) this.#failures.set(kind, error);
    }
    if (!signal.aborted) this.handlers.onListed(kind, !this.#failures.has(kind));
  }

  async #list(kind: ListedKind, ari: Requester): Promise<unknown> {
    const { model, scope } = this;
    switch (kind) {
      case 'channel':
        return model.channels.reconcile(
          async () => new Map((await listChannels(ari, scope)).map((one) => [one.id, model.toLive(one)])),
        );
      case 'bridge':
        return model.bridges.reconcile(
          async () => new Map((await listBridges(ari, scope)).map((one) => [one.id, one])),
        );
      case 'endpoint':
        return model.endpoints.reconcile(
          async () => new Map((await listEndpoints(ari)).map((one) => [endpointId(one), one])),
        );
      case 'application':
        return model.applications.reconcile(
          async () => new Map((await listApplications(ari)).map((one) => [one.name, one])),
        );
    }
  }
}
