import type { Credentials, Proxy } from '../../ari/address';
import type { ConnectionState } from '../../ari/connection';
import type { Heartbeat } from '../../ari/eventSocket';
import type { TlsTrust } from '../../ari/tls';
import { Emitter } from '../../ari/emitter';
import type { Disposable } from '../../ari/emitter';
import { AriError } from '../../ari/errors';
import type { AnyEvent } from '../../ari/events';
import type { Exchange, Requester } from '../../ari/rest';
import type { AsteriskInfo } from '../../ari/resources';
import type { Gap } from '../../live/gap';
import type { LiveServer, LiveServerOptions } from '../../live/liveServer';
import type { LiveModel, ModelChanges } from '../../live/model';
import { guarded } from './production';
import type { ServerProfile } from './profile';

export interface ConnectRequest {
  readonly password: string;
  readonly application: string;
  readonly proxy: Proxy | undefined;
  readonly trust: TlsTrust | undefined;
  readonly heartbeat: Heartbeat;
  /** Goes on trying when the first try fails. */
  readonly insist: boolean;
  /** Makes what lives as long as the connection: its code is loaded with the first one, not with VS Code's start. */
  readonly open: (options: LiveServerOptions) => LiveServer;
  /** Asked before the first connection, at each try. */
  readonly admit?: (signal: AbortSignal) => Promise<void>;
}

/** A profile and, while it is in use, the live server behind it. */
export class Server implements Disposable {
  readonly #states = new Emitter<ConnectionState>();
  readonly #changes = new Emitter<ModelChanges>();
  readonly #events = new Emitter<AnyEvent>();
  readonly #exchanges = new Emitter<Exchange>();
  readonly #gaps = new Emitter<Gap>();
  readonly #infos = new Emitter<AsteriskInfo>();
  readonly #garbage = new Emitter<string>();
  readonly onState = this.#states.event;
  /** Events were missed; told when the model is true again. */
  readonly onGap = this.#gaps.event;
  readonly onInfo = this.#infos.event;
  /** Something came that is no event as ARI sends them, as it came. */
  readonly onGarbage = this.#garbage.event;
  readonly onChanges = this.#changes.event;
  readonly onEvent = this.#events.event;
  readonly onExchange = this.#exchanges.event;
  #live: LiveServer | undefined;
  #application: string | undefined;
  /** Since when nothing is heard, while the connection is gone and nobody ended it on purpose. */
  #deafSince: Pick<Gap, 'from' | 'how'> | undefined;

  /** While it is found out what a connection takes. */
  #preparing: AbortController | undefined;
  /** Why that could not be found out. */
  #failure: AriError | undefined;
  #waiting = 0;
  /** What the connection was last. */
  #last: ConnectionState['kind'] = 'disconnected';
  #closed = false;
  #profile: ServerProfile;

  constructor(profile: ServerProfile) {
    this.#profile = profile;
  }

  get profile(): ServerProfile {
    return this.#profile;
  }

  /** Takes an edited profile over where that leaves the connection as it is; says whether it could. */
  adopt(profile: ServerProfile): boolean {
    if (talkOf(profile) !== talkOf(this.#profile)) return false;
    this.#profile = profile;
    return true;
  }

  get name(): string {
    return this.profile.name;
  }

  get state(): ConnectionState {
    if (this.#preparing) return { kind: 'connecting' };
    if (this.#failure) return { kind: 'failed', error: this.#failure };
    return this.#live?.connection.state ?? { kind: 'disconnected' };
  }

  /** Somebody waits for a first try, and is told that way how it fails. */
  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  get isConnected(): boolean {
    return this.state.kind === 'connected';
  }

  /** It was connected, and was not disconnected on purpose since. */
  get wasConnected(): boolean {
    return this.isConnected || this.#deafSince !== undefined;
  }

  /** There while connecting, connected or coming back; keeps the last error once failed. Requests go through {@link rest}. */
  get live(): LiveServer | undefined {
    return this.#live;
  }

  get model(): LiveModel | undefined {
    return this.#live?.model;
  }

  /** The application that we are on this server, while in use. */
  get application(): string | undefined {
    return this.#application;
  }

  /** For requests; those that change a production server are asked about first. @throws AriError when it is not connected. */
  get rest(): Requester {
    if (!this.#live || !this.isConnected) throw new AriError({ failure: 'unreachable', request: this.name });
    return guarded(this, this.#live.rest);
  }

  /**
   * Connects with what `prepare` finds out. The state is `connecting` from the beginning, and {@link disconnect} ends it
   * at any time.
   * @param prepare asks the server and people; its signal fires when that has become pointless
   * @throws AriError, `cancelled` when it was ended meanwhile; and what `prepare` throws
   */
  async connect(prepare: (signal: AbortSignal) => Promise<ConnectRequest>): Promise<void> {
    this.#waiting += 1;
    try {
      await this.#start(await this.#prepared(prepare));
    } finally {
      this.#waiting -= 1;
    }
  }

  async #prepared(prepare: (signal: AbortSignal) => Promise<ConnectRequest>): Promise<ConnectRequest> {
    if (this.#closed) throw cancelled();
    // Who is asked before an application is taken back may say no: what was known of it stays until then.
    if (this.#live?.connection.state.kind === 'replaced') this.#stopPreparing();
    else this.#end();
    const preparing = new AbortController();
    this.#preparing = preparing;
    this.#states.fire(this.state);
    try {
      const request = await prepare(preparing.signal);
      if (this.#preparing !== preparing) throw cancelled();
      this.#preparing = undefined;
      return request;
    } catch (error) {
      if (this.#preparing !== preparing) throw cancelled();
      this.#preparing = undefined;
      this.#failure = error instanceof AriError && error.failure !== 'cancelled' ? error : undefined;
      this.#states.fire(this.state);
      throw error;
    }
  }

  async #start({ password, insist, open, ...request }: ConnectRequest): Promise<void> {
    const { url, username, subscribeAll } = this.profile;
    const credentials: Credentials = { username, password };
    const deafSince = this.#deafSince;
    const isReadOnly = (): boolean => this.profile.readOnly;
    this.#live?.dispose();
    const live = open({
      url,
      ...credentials,
      ...request,
      subscribeAll,
      deafSince,
      // Looked up for each request: the mark can be set and taken while the connection stands.
      get readOnly() {
        return isReadOnly();
      },
    });
    this.#live = live;
    this.#application = request.application;
    live.connection.onState((state) => this.#follow(state));
    live.onChanges((changes) => this.#changes.fire(changes));
    live.onEvent((event) => this.#events.fire(event));
    live.onGap((gap) => this.#gaps.fire(gap));
    live.onInfo((info) => this.#infos.fire(info));
    live.connection.onGarbage((text) => this.#garbage.fire(text));
    live.rest.onExchange((exchange) => {
      // What keeps lists fresh would bury what people did.
      if (exchange.background !== true) this.#exchanges.fire(exchange);
    });
    await live.connect({ insist });
  }

  /** Ends the connection or the tries for one; resolves when the server knows. */
  async disconnect(): Promise<void> {
    const live = this.#live;
    const { kind } = this.state;
    await live?.disconnect();
    if (this.#live !== live) return;
    this.#end();
    if (!live && kind !== 'disconnected') this.#states.fire({ kind: 'disconnected' });
  }

  /** Ends the connection without a word to anybody; resolves when the server knows. */
  async close(): Promise<void> {
    for (const emitter of [this.#states, this.#changes, this.#events, this.#exchanges, this.#gaps]) emitter.dispose();
    this.#garbage.dispose();
    this.#infos.dispose();
    this.#closed = true;
    const live = this.#live;
    this.#live = undefined;
    this.#end();
    await live?.disconnect().finally(() => live.dispose());
  }

  dispose(): void {
    void this.close();
  }

  #follow(state: ConnectionState): void {
    // It was told before there was a connection.
    if (state.kind === 'connecting') return;
    const before = this.#deafSince;
    // Who stops the tries for a lost connection missed what he missed: the next one tells the gap.
    const wasLost = this.#last === 'reconnecting' || this.#last === 'replaced' || this.#last === 'failed';
    this.#last = state.kind;
    if (state.kind === 'connected' || (state.kind === 'disconnected' && !wasLost)) this.#deafSince = undefined;
    else if (state.kind === 'replaced') this.#deafSince = { from: Date.now(), how: 'replaced' };
    else if (state.kind === 'reconnecting' && state.loss) {
      this.#deafSince = before ?? { from: state.loss.at, how: state.loss.how };
    }
    this.#states.fire(state);
  }

  #stopPreparing(): void {
    this.#preparing?.abort();
    this.#preparing = undefined;
    this.#failure = undefined;
  }

  #end(): void {
    this.#stopPreparing();
    this.#live?.dispose();
    this.#live = undefined;
    this.#application = undefined;
  }
}

function cancelled(): AriError {
  return new AriError({ failure: 'cancelled', request: 'WebSocket events' });
}

/** What decides whether a connection can go on when its profile was edited. */
function talkOf(profile: ServerProfile): string {
  const { url, username, application, subscribeAll, caFile, certificate, acceptAnyCertificate } = profile;
  return JSON.stringify([url, username, application, subscribeAll, caFile, certificate, acceptAnyCertificate]);
}
