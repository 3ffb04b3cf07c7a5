import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/ari/connection';
import type { AnyEvent } from '../../../src/ari/events';
import type { Gap } from '../../../src/live/gap';
import { LiveServer } from '../../../src/live/liveServer';
import type { LiveServerOptions } from '../../../src/live/liveServer';
import type { Asterisk } from '../asterisk/asterisk';
import { until } from '../until';
import { Link } from './link';
import { call } from './onAsterisk';
import type { Scene } from './scenario';
import { trueTo } from './truth';

export type StateKind = ConnectionState['kind'];
type StateOf<K extends StateKind> = Extract<ConnectionState, { kind: K }>;

/** A silent server is noticed within a second, so that no test waits for long. */
export const SHORT_HEARTBEAT = { intervalMs: 300, timeoutMs: 600 } as const;

export interface PatientOptions extends Partial<LiveServerOptions> {
  /** Where the link ends, if not at Asterisk itself. */
  readonly port?: number;
  /** By https, to whatever speaks TLS at that port. */
  readonly secure?: boolean;
}

/** A live server that reaches its Asterisk through a link, with the record of what it told. */
export class Patient {
  readonly states: ConnectionState[] = [];
  readonly events: AnyEvent[] = [];
  readonly gaps: Gap[] = [];
  /** What was taken for no event. */
  readonly garbage: string[] = [];

  private constructor(
    readonly live: LiveServer,
    readonly link: Link,
    readonly asterisk: Asterisk,
    private readonly fed: boolean,
  ) {
    live.connection.onState((state) => this.states.push(state));
    live.onEvent((event) => this.events.push(event));
    live.connection.onGarbage((text) => this.garbage.push(text));
    live.onGap((gap) => this.gaps.push(gap));
  }

  /** Not connected yet. Ends with the scenario, which fails when it leaves a connection open. */
  static async of(
    asterisk: Asterisk,
    scene: Scene,
    { port, secure = false, ...options }: PatientOptions = {},
  ): Promise<Patient> {
    const link = scene.keep(await Link.start(port ?? asterisk.port), (made) => made.stop());
    const live = new LiveServer({
      url: secure ? link.url.replace('http:', 'https:') : link.url,
      username: asterisk.user,
      password: asterisk.password,
      application: 'patient',
      subscribeAll: true,
      heartbeat: SHORT_HEARTBEAT,
      ...options,
    });
    const patient = new Patient(live, link, asterisk, port !== undefined);
    scene.keep(patient, (made) => made.leave());
    return patient;
  }

  get state(): ConnectionState {
    return this.live.connection.state;
  }

  /** Connects, and checks that the model is true then. */
  async connect(): Promise<void> {
    await this.live.connect();
    assert.equal(this.state.kind, 'connected');
    await this.isTrue();
  }

  /** Waits for a state. */
  async becomes<K extends StateKind>(kind: K, timeoutMs: number): Promise<StateOf<K>> {
    const what = `the state "${kind}"`;
    return until(() => (this.state.kind === kind ? (this.state as StateOf<K>) : undefined), { what, timeoutMs }).catch(
      (cause: unknown) => {
        throw new Error(`Waited ${timeoutMs} ms for ${what}; told so far: ${this.told}`, { cause });
      },
    );
  }

  /**
   * Waits for the gap that a fault of that moment (ms since the epoch) made, and checks its two ends: it begins when the
   * connection broke, or when the server that fell silent was last heard of.
   */
  async tellsGap(faultAt: number, how: Gap['how'] = 'closed', timeoutMs = 5000): Promise<Gap> {
    const gap = await until(() => this.gaps.find(({ to }) => to >= faultAt), { what: 'the gap to be told', timeoutMs });
    const told = `${JSON.stringify(gap)} for a fault at ${faultAt}`;
    assert.equal(gap.how, how, told);
    assert.ok(gap.to <= Date.now() && gap.from <= gap.to, told);
    assert.ok(how === 'silent' ? gap.from <= faultAt + 50 : gap.from >= faultAt, told);
    return gap;
  }

  /** Waits until the model equals the server, after the lists of a reconnect too. */
  async isTrue(timeoutMs?: number): Promise<void> {
    await trueTo(this.live, this.asterisk, timeoutMs);
  }

  /** Checks that events arrive, and that the model is true in time. */
  async hears(timeoutMs?: number): Promise<void> {
    const before = this.events.length;
    await call(this.asterisk, 'short');
    await until(() => this.events.length > before, { what: `an event; ${this.told}`, timeoutMs: 5000 });
    await this.isTrue(timeoutMs);
  }

  /** All states so far, in short. */
  get told(): string {
    return this.states.map((state) => textOf(state)).join(' ');
  }

  /** Ends it, and checks that no connection of it stays open, and that nothing that Asterisk sent was thrown away. */
  async leave(): Promise<void> {
    await this.live.disconnect();
    this.live.dispose();
    if (!this.fed) assert.deepEqual(this.garbage, []);
    await until(() => this.link.open === 0, { what: 'its connections to be closed', timeoutMs: 3000 });
  }
}

function textOf(state: ConnectionState): string {
  if (state.kind !== 'reconnecting') return state.kind;
  const { attempt, error, loss } = state;
  return `reconnecting ${attempt} (${error?.message ?? `${loss?.how} ${loss?.code}`})`;
}
