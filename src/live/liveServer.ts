import type { Credentials, Proxy } from '../ari/address';
import { Connection } from '../ari/connection';
import type { ConnectOptions, ConnectionOptions, ConnectionState } from '../ari/connection';
import { Emitter } from '../ari/emitter';
import type { Disposable } from '../ari/emitter';
import { AriError } from '../ari/errors';
import type { Heartbeat } from '../ari/eventSocket';
import { isKnownEvent } from '../ari/events';
import type { AnyEvent } from '../ari/events';
import { hearsEverything, subscribeAll, unsubscribeAll } from '../ari/everything';
import type { AsteriskInfo } from '../ari/resources';
import { RestClient, abortable, inBackground } from '../ari/rest';
import type { Requester } from '../ari/rest';
import type { TlsTrust } from '../ari/tls';
import type { Collection } from './collection';
import { Feed } from './feed';
import { Deafness } from './gap';
import type { Gap } from './gap';
import { getBridge, getInfo, getPlayback, getRecording } from './lists';
import { LiveModel } from './model';
import type { ModelChanges } from './model';
import { LISTED, Reconciler } from './reconciler';
import type { ListedKind } from './reconciler';
import { Upkeep } from './upkeep';

export interface LiveServerOptions extends Credentials {
  readonly url: string;
  readonly application: string;
  readonly subscribeAll: boolean;
  readonly proxy?: Proxy | undefined;
  readonly trust?: TlsTrust | undefined;
  /** Nothing but GET is sent. */
  readonly readOnly?: boolean;
  readonly heartbeat?: Heartbeat | undefined;
  /** See {@link ConnectionOptions}. */
  readonly admit?: ConnectionOptions['admit'];
  /** Since when a former connection of the same server heard nothing, if it did not end on purpose. */
  readonly deafSince?: Pick<Gap, 'from' | 'how'> | undefined;
}

/** Nobody waits longer for a server to forget us, in ms. */
const UNSUBSCRIBE_TIMEOUT_MS = 1_000;
/** 2, 6, 14 and 30 s after it: what is left of a try that was given up takes the application away with a delay. */
const LOOKS_AFTER_LOSS = 4;
/** From this release on an application is gone with its socket, and the list of them says so. */
const FORGETS_SINCE = 22;
/** So long after a connection it is asked whether anything was heard, and for how long not, in ms. */
const DOUBT_MS = 3_000;
const SILENCE_MS = 2_000;

/** More bridges than this are asked for in one list. */
const BRIDGES_ONE_BY_ONE = 10;

/**
 * One server while it is in use: its requests, its event connection and the model that both keep true.
 * Events reach the model before anybody else hears of them.
 */
export class LiveServer implements Disposable {
  readonly rest: RestClient;
  readonly connection: Connection;
  readonly model: LiveModel;

  readonly #events = new Emitter<AnyEvent>();
  readonly #synced = new Emitter<void>();
  readonly #gaps = new Emitter<Gap>();
  readonly #infos = new Emitter<AsteriskInfo>();
  readonly #feed: Feed<ModelChanges>;
  /** Each event, after the model took it in. */
  readonly onEvent = this.#events.event;
  /** What changed in the model; four times a second at most. */
  readonly onChanges;
  /** Every list was asked for once after a (re)connect. */
  readonly onSynced = this.#synced.event;
  /** What runs there became known; after each (re)connect. */
  readonly onInfo = this.#infos.event;
  /** Events were missed; told when the channels have been made equal to the server's since, or cannot be. */
  readonly onGap = this.#gaps.event;

  #end: () => void = () => undefined;
  /** Resolves with `dispose`. */
  readonly #over = new Promise<void>((resolve) => (this.#end = resolve));
  #info: AsteriskInfo | undefined;
  readonly #lists: Reconciler;
  readonly #deafness: Deafness;
  /** The connection before this one was lost, or tries were in vain. */
  #cameBack = false;
  /** Whether the last list of applications had ours. */
  #wasListed = false;
  /** It was there before us, and heard less. */
  #heardLess = false;
  /** The try that was given up for which silence was doubted already. */
  #doubted: number | undefined;
  readonly #upkeep = new Upkeep({
    applications: () => this.#lists.reconcile(['application'], true),
    bridges: (ids) => this.#refreshBridges(ids),
  });

  constructor(private readonly options: LiveServerOptions) {
    this.rest = new RestClient(options);
    this.connection = new Connection(options);
    this.model = new LiveModel(options);
    this.#feed = new Feed(() => this.model.drain());
    this.onChanges = this.#feed.onChanges;
    this.#lists = new Reconciler(this.rest, this.model, options, {
      onListed: (kind, known) => this.#listed(kind, known),
      onDone: () => this.#feed.poke(),
    });
    this.#deafness = new Deafness(
      options.deafSince,
      () => this.model.channels.ids(),
      (gap) => this.#gaps.fire(gap),
    );
    this.connection.onEvent((event) => this.#take(event));
    this.connection.onState((state) => this.#follow(state));
  }

  /** Version and build of the server; known once connected. */
  get info(): AsteriskInfo | undefined {
    return this.#info;
  }

  /** Whether `model.applications` is what the server has: it lists our own, and could be had the last time. */
  get knowsApplications(): boolean {
    return this.failure('application') === undefined && this.model.applications.has(this.options.application);
  }

  /** Why a list could not be had, while it could not. */
  failure(kind: ListedKind): AriError | undefined {
    return this.#lists.failure(kind);
  }

  /**
   * Opens the event connection; resolves when the model is true for the first time, when a first try failed and it goes
   * on trying, or when all is over.
   * @throws AriError
   */
  async connect(options?: ConnectOptions): Promise<void> {
    const synced = new Promise<void>((resolve) => {
      const once = this.onSynced(() => {
        once.dispose();
        resolve();
      });
    });
    await this.connection.connect(options);
    if (this.connection.state.kind === 'connected') await Promise.race([synced, this.#over]);
  }

  /** Ends the connection, and the application with it. */
  async disconnect(): Promise<void> {
    if (this.connection.state.kind === 'connected') await this.#unsubscribe();
    await this.connection.disconnect();
  }

  /**
   * Asks for everything, or for one kind, again. Failures are kept for {@link failure}, not thrown.
   * @param background nobody asked for it
   */
  async refresh(kinds: readonly ListedKind[] = LISTED, background = false): Promise<void> {
    await this.#lists.reconcile(kinds, background);
  }

  /**
   * Asks for one playback again: no event tells that it was paused, nor that it ended when its media made no sense.
   * @throws AriError unless it is over
   */
  async refreshPlayback(id: string): Promise<void> {
    await this.#refreshOne(this.model.playbacks, id, (ari) => getPlayback(ari, id));
  }

  /** Asks for one live recording again: no event tells that it was paused. @throws AriError unless it is over */
  async refreshRecording(name: string): Promise<void> {
    await this.#refreshOne(this.model.recordings, name, (ari) => getRecording(ari, name));
  }

  /** While anybody watches, what no event tells is asked for now and then. */
  watch(): Disposable {
    return this.#upkeep.watch();
  }

  dispose(): void {
    this.#end();
    this.#upkeep.dispose();
    this.#feed.dispose();
    this.#events.dispose();
    this.#synced.dispose();
    this.#gaps.dispose();
    this.#infos.dispose();
    this.#lists.end();
    this.connection.dispose();
    this.rest.dispose();
  }

  async #refreshOne<T extends object>(
    among: Collection<T>,
    id: string,
    load: (ari: Requester) => Promise<T>,
  ): Promise<void> {
    const ari = abortable(inBackground(this.rest), this.#lists.session);
    await among.refresh(id, () => load(ari).catch(goneWhenUnknown));
    this.#feed.poke();
  }

  #take(event: AnyEvent): void {
    this.#deafness.take(event);
    this.model.apply(event);
    this.#feed.poke();
    this.#events.fire(event);
    this.#hint(event);
  }

  #hint(event: AnyEvent): void {
    if (!isKnownEvent(event)) return;
    if (event.type === 'StasisStart' || event.type === 'StasisEnd') this.#upkeep.applicationsMayDiffer();
    else if (event.type === 'ChannelEnteredBridge' || event.type === 'ChannelLeftBridge') {
      this.#upkeep.bridgeMayDiffer(event.bridge.id);
    }
  }

  #follow(state: ConnectionState): void {
    if (state.kind === 'connected') void this.#synchronise(Date.now());
    else {
      this.#cameBack = state.kind === 'reconnecting';
      this.#lists.end();
      this.model.doubt();
    }
    this.#upkeep.connected(state.kind === 'connected');
    if (state.kind === 'reconnecting' && state.loss) {
      this.#deafness.lost(state.loss);
      // What went silent may have been the network: then idle connections lead nowhere either, and none of them says so.
      this.rest.renew();
    }
    if (state.kind === 'replaced' && this.#heardLess) void this.#unsubscribe();
    if (state.kind !== 'connected') this.#heardLess = false;
    if (state.kind === 'disconnected' || state.kind === 'failed' || state.kind === 'replaced') {
      this.model.clear();
      this.#deafness.ended();
      this.#feed.poke();
    }
  }

  /** See {@link unsubscribeAll} for what may happen otherwise. */
  async #unsubscribe(): Promise<void> {
    const { application, subscribeAll, readOnly = false } = this.options;
    if (!subscribeAll || readOnly) return;
    const ari = abortable(inBackground(this.rest), AbortSignal.timeout(UNSUBSCRIBE_TIMEOUT_MS));
    // It may be refused, or the server be gone: then it cannot be helped.
    await unsubscribeAll(ari, application).catch(() => undefined);
  }

  async #synchronise(connectedAt: number): Promise<void> {
    const session = this.#lists.begin();
    this.#deafness.connected(connectedAt);
    const info = getInfo(abortable(this.rest, session)).then(
      (found) => {
        this.#info = found;
        this.#infos.fire(found);
      },
      () => undefined,
    );
    // Playbacks and recordings cannot be listed; what is still running will be heard of.
    this.model.playbacks.clear();
    this.model.recordings.clear();
    await Promise.all([info, this.refresh()]);
    await this.#hearEverything(session);
    this.#lists.lookAgain(session, this.#cameBack ? LOOKS_AFTER_LOSS : 1);
    this.#doubtSilence(session);
    this.#synced.fire();
  }

  /**
   * What is left of a try that was given up can take the application along when it closes (see #checkOwn), and before 22
   * Asterisk goes on listing it (measured on 16.28): nothing but silence tells. Then the connection is made anew, once.
   */
  #doubtSilence(session: AbortSignal): void {
    const { lateTryAt } = this.connection;
    const release = Number.parseInt(this.#info?.system?.version ?? '', 10);
    if (lateTryAt === undefined || lateTryAt === this.#doubted || !(release < FORGETS_SINCE)) return;
    this.#doubted = lateTryAt;
    const look = async (): Promise<void> => {
      if (Date.now() - this.connection.heardAt < SILENCE_MS) return;
      await this.#unsubscribe();
      await this.connection.renew();
    };
    const timer = setTimeout(() => void look(), DOUBT_MS);
    session.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** An application that is taken over, or that its calls have kept, goes on hearing what it heard. */
  async #hearEverything(session: AbortSignal): Promise<void> {
    const { application, readOnly = false } = this.options;
    const own = this.model.applications.get(application);
    if (!this.options.subscribeAll || readOnly || !own || hearsEverything(own)) return;
    try {
      await subscribeAll(abortable(inBackground(this.rest), session), application);
      this.#heardLess = true;
      await this.#lists.reconcile(LISTED, true);
    } catch {
      // A read-only user: the tree says beside the application what it hears.
    }
  }

  #listed(kind: ListedKind, known: boolean): void {
    if (kind === 'channel') this.#deafness.listed(known);
    if (kind === 'application' && known) this.#checkOwn();
  }

  async #refreshBridges(ids: ReadonlySet<string>): Promise<void> {
    if (ids.size > BRIDGES_ONE_BY_ONE) return this.#lists.reconcile(['bridge'], true);
    // What cannot be had now is asked for again when its members change.
    await Promise.allSettled(
      [...ids].map((id) => this.#refreshOne(this.model.bridges, id, (ari) => getBridge(ari, id))),
    );
  }

  /**
   * Asterisk 22 can take the application from under a connection that stands and answers pings: when it froze for so
   * long that a try of ours ran out of patience, what is left of that try ends the application of the next (measured).
   */
  #checkOwn(): void {
    const listed = this.model.applications.has(this.options.application);
    if (!listed && this.#wasListed) void this.connection.renew();
    this.#wasListed = listed;
  }
}

function goneWhenUnknown(error: unknown): undefined {
  if (!(error instanceof AriError && error.status === 404)) throw error;
}
