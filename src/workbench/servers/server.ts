import type { Credentials, Proxy } from '../../ari/address';
import type { ConnectionState } from '../../ari/connection';
import { Emitter } from '../../ari/emitter';
import type { Disposable } from '../../ari/emitter';
import { AriError } from '../../ari/errors';
import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import { LiveServer } from '../../live/liveServer';
import type { LiveModel, ModelChanges } from '../../live/model';
import type { ServerProfile } from './profile';

export interface ConnectRequest {
  readonly password: string;
  readonly application: string;
  readonly proxy: Proxy | undefined;
}

/** A profile and, while it is in use, the live server behind it. */
export class Server implements Disposable {
  readonly #states = new Emitter<ConnectionState>();
  readonly #changes = new Emitter<ModelChanges>();
  readonly #events = new Emitter<AnyEvent>();
  readonly #exchanges = new Emitter<Exchange>();
  readonly onState = this.#states.event;
  readonly onChanges = this.#changes.event;
  readonly onEvent = this.#events.event;
  readonly onExchange = this.#exchanges.event;
  #live: LiveServer | undefined;
  #application: string | undefined;

  #profile: ServerProfile;

  constructor(profile: ServerProfile) {
    this.#profile = profile;
  }

  get profile(): ServerProfile {
    return this.#profile;
  }

  /** Takes an edited profile over where that leaves the connection as it is; says whether it could. */
  adopt(profile: ServerProfile): boolean {
    const talk = ({ url, username, application, subscribeAll }: ServerProfile): string =>
      JSON.stringify([url, username, application, subscribeAll]);
    if (talk(profile) !== talk(this.#profile)) return false;
    this.#profile = profile;
    return true;
  }

  get name(): string {
    return this.profile.name;
  }

  get state(): ConnectionState {
    return this.#live?.connection.state ?? { kind: 'disconnected' };
  }

  get isConnected(): boolean {
    return this.state.kind === 'connected';
  }

  /** There while connecting, connected or coming back; keeps the last error once failed. */
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

  /** For requests. @throws AriError when it is not connected. */
  get rest(): LiveServer['rest'] {
    if (!this.#live || !this.isConnected) throw new AriError({ failure: 'unreachable', request: this.name });
    return this.#live.rest;
  }

  /** @throws AriError */
  async connect({ password, application, proxy }: ConnectRequest): Promise<void> {
    this.#end();
    const { url, username, subscribeAll } = this.profile;
    const credentials: Credentials = { username, password };
    const live = new LiveServer({ url, ...credentials, application, subscribeAll, proxy });
    this.#live = live;
    this.#application = application;
    live.connection.onState((state) => this.#states.fire(state));
    live.onChanges((changes) => this.#changes.fire(changes));
    live.onEvent((event) => this.#events.fire(event));
    live.rest.onExchange((exchange) => {
      // What keeps lists fresh would bury what people did.
      if (exchange.background !== true) this.#exchanges.fire(exchange);
    });
    await live.connect();
  }

  async disconnect(): Promise<void> {
    const live = this.#live;
    await live?.disconnect();
    if (this.#live === live) this.#end();
  }

  /** Ends the connection without a word to anybody. */
  dispose(): void {
    for (const emitter of [this.#states, this.#changes, this.#events, this.#exchanges]) emitter.dispose();
    this.#live?.dispose();
    this.#live = undefined;
  }

  #end(): void {
    this.#live?.dispose();
    this.#live = undefined;
    this.#application = undefined;
  }
}
