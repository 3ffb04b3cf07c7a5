import type { Bridge, Channel, ChannelState, Endpoint, LiveRecording, Playback } from '../../../src/ari/resources';

/** The phones of the office, which are its endpoints. */
export const PHONES = 20;
/** Applications that the dialplan names: the first is ours, the last one nobody serves. */
export const APPLICATION = 'office';
const UNSERVED = 'nobody-serves-this';

/** An event without what all events have. */
type Fields = Readonly<Record<string, unknown>>;

/** What is told of one call, to be asked for piece by piece. */
export type CallEvents = Generator<Fields, void>;

/** Options of a call. */
export interface CallOptions {
  /** Rounds of a loop in its dialplan, of three events each. */
  readonly rounds: number;
}

/**
 * One call as Asterisk tells it, some sixty events without any rounds. Every so many calls have what others have not:
 * Local channels, media that never finish, recordings, an application that is ours or nobody's, snapshots after the end.
 * @param number of the call: no other has its ids
 */
export function* call(number: number, { rounds }: CallOptions): CallEvents {
  const isLocal = number % 5 === 0;
  const id = `${1_700_000_000 + number}.${number}`;
  const [phone, other] = [number % PHONES, (number + 7) % PHONES];
  const caller = new Party(`${id}1`, isLocal ? `Local/s@queue-${hex(number)};1` : phoneName(phone, number));
  const callee = new Party(`${id}2`, isLocal ? `Local/s@queue-${hex(number)};2` : phoneName(other, number));
  yield* beginning(caller, phone);
  yield* dialplan(caller, rounds);
  if (number % 3 === 0) yield* menu(caller, number);
  yield* dialling(caller, callee, other);
  yield* talking(caller, callee, `bridge-${id}`, number);
  yield* ending(caller, callee, [phone, other]);
}

/** What an office tells when nobody calls: a phone registers anew. */
export function* registration(number: number): CallEvents {
  const phone = number % PHONES;
  yield { type: 'EndpointStateChange', endpoint: endpointOf(phone, []) };
  const contact_info = { uri: `sip:${phone}@10.0.0.${phone}:5060`, contact_status: 'Reachable', aor: String(phone) };
  yield { type: 'ContactStatusChange', endpoint: endpointOf(phone, []), contact_info };
  yield { type: 'PeerStatusChange', endpoint: endpointOf(phone, []), peer: { peer_status: 'Reachable' } };
}

/** A phone as an endpoint. */
export function endpointOf(phone: number, channel_ids: readonly string[]): Endpoint {
  return { technology: 'PJSIP', resource: String(1000 + phone), state: 'online', channel_ids };
}

class Party {
  #state: ChannelState = 'Ring';
  #priority = 1;
  #step: readonly [application: string, data: string] = ['', ''];

  constructor(
    readonly id: string,
    readonly name: string,
  ) {}

  /** A new snapshot of it. */
  get channel(): Channel {
    const [app_name, app_data] = this.#step;
    return {
      id: this.id,
      name: this.name,
      protocol_id: `${this.id}@10.0.0.1`,
      state: this.#state,
      caller: { name: `Customer ${this.id}`, number: '1000' },
      connected: { name: '', number: '1001' },
      accountcode: '',
      dialplan: { context: 'office', exten: 's', priority: this.#priority, app_name, app_data },
      creationtime: '2026-01-02T03:04:05.678+0000',
      language: 'en',
    };
  }

  become(state: ChannelState): Fields {
    this.#state = state;
    return { type: 'ChannelStateChange', channel: this.channel };
  }

  run(application: string, data: string): Fields {
    this.#priority += 1;
    this.#step = [application, data];
    return { type: 'ChannelDialplan', channel: this.channel, dialplan_app: application, dialplan_app_data: data };
  }

  set(variable: string, value: string): Fields {
    return { type: 'ChannelVarset', channel: this.channel, variable, value };
  }
}

function* beginning(caller: Party, phone: number): CallEvents {
  yield { type: 'ChannelCreated', channel: caller.channel };
  yield device(phone, 'RINGING');
  yield { type: 'EndpointStateChange', endpoint: endpointOf(phone, [caller.id]) };
  yield caller.run('NoOp', 'incoming call');
  yield caller.set('CUSTOMER', caller.id);
  yield caller.run('Answer', '');
  yield caller.become('Up');
  for (const name of ['GREETING', 'LANGUAGE_OF_CALL', 'QUEUE', 'TIMEOUT']) {
    yield caller.run('Set', `${name}=${caller.id}`);
    yield caller.set(name, caller.id);
  }
}

function* dialplan(caller: Party, rounds: number): CallEvents {
  for (let round = 0; round < rounds; round += 1) {
    yield caller.run('Set', `I=${round}`);
    yield caller.set('I', String(round));
    yield caller.run('GotoIf', '1?loop');
  }
}

/** An application plays and records something. Of the playback of a recording that is not there nothing more is heard. */
function* menu(party: Party, number: number): CallEvents {
  const { id } = party;
  const target_uri = `channel:${id}`;
  const application = number % 2 === 0 ? APPLICATION : UNSERVED;
  yield party.run('Stasis', application);
  if (application === UNSERVED) {
    yield party.set('STASISSTATUS', 'FAILED');
    return;
  }
  yield { type: 'StasisStart', channel: party.channel, args: [] };
  const played: Playback = { id: `playback-${id}`, media_uri: 'sound:hello', target_uri, state: 'playing' };
  yield { type: 'PlaybackStarted', playback: played };
  yield { type: 'PlaybackFinished', playback: { ...played, state: 'done' } };
  const skipped: Playback = { ...played, id: `skipped-${id}`, media_uri: `recording:missing-${id}` };
  yield { type: 'PlaybackStarted', playback: skipped };
  const recording: LiveRecording = { name: `message-${id}`, format: 'wav', target_uri, state: 'recording' };
  yield { type: 'RecordingStarted', recording };
  if (number % 4 === 0) yield { type: 'RecordingFinished', recording: { ...recording, state: 'done' } };
  yield { type: 'StasisEnd', channel: party.channel };
}

function* dialling(caller: Party, callee: Party, phone: number): CallEvents {
  yield caller.run('Dial', callee.name);
  yield { type: 'ChannelCreated', channel: callee.channel };
  yield callee.run('AppDial2', '');
  yield { type: 'Dial', caller: caller.channel, peer: callee.channel, dialstatus: '', dialstring: callee.name };
  yield device(phone, 'RINGING');
  yield callee.become('Ringing');
  yield { type: 'Dial', caller: caller.channel, peer: callee.channel, dialstatus: 'RINGING' };
  yield callee.become('Up');
  yield { type: 'Dial', caller: caller.channel, peer: callee.channel, dialstatus: 'ANSWER' };
  for (const party of [caller, callee]) {
    yield device(phone, 'INUSE');
    yield { type: 'ChannelConnectedLine', channel: party.channel };
    const presentation = { caller_presentation: 0, caller_presentation_txt: 'Presentation Allowed' };
    yield { type: 'ChannelCallerId', channel: party.channel, ...presentation };
  }
}

function* talking(caller: Party, callee: Party, id: string, number: number): CallEvents {
  const members: string[] = [];
  const bridge = (): Bridge => ({
    id,
    technology: 'simple_bridge',
    bridge_type: 'mixing',
    bridge_class: 'basic',
    creator: '',
    name: '',
    channels: [...members],
    creationtime: '2026-01-02T03:04:05.678+0000',
  });
  yield { type: 'BridgeCreated', bridge: bridge() };
  for (const party of [caller, callee]) {
    members.push(party.id);
    yield { type: 'ChannelEnteredBridge', bridge: bridge(), channel: party.channel };
    yield party.set('BRIDGEPEER', party.name);
  }
  yield { type: 'ChannelDtmfReceived', channel: caller.channel, digit: '5', duration_ms: 120 };
  yield { type: 'ChannelHold', channel: callee.channel };
  yield { type: 'ChannelUnhold', channel: callee.channel };
  if (number % 6 === 0) {
    const announcement = { id: `${id}-playback`, media_uri: 'number:x', target_uri: `bridge:${id}`, state: 'playing' };
    yield { type: 'PlaybackStarted', playback: announcement };
  }
  for (const party of [callee, caller]) {
    members.pop();
    yield { type: 'ChannelLeftBridge', bridge: bridge(), channel: party.channel };
  }
  yield { type: 'BridgeDestroyed', bridge: bridge() };
}

function* ending(caller: Party, callee: Party, phones: readonly number[]): CallEvents {
  yield { type: 'ChannelHangupRequest', channel: caller.channel, cause: 16 };
  yield caller.run('NoOp', 'ended');
  for (const party of [callee, caller]) {
    yield { type: 'ChannelDestroyed', channel: party.channel, cause: 16, cause_txt: 'Normal Clearing' };
    // Asterisk sends some of the dead (measured).
    yield party.set('RTPAUDIOQOS', 'ssrc=1');
  }
  for (const phone of phones) {
    yield device(phone, 'NOT_INUSE');
    yield { type: 'EndpointStateChange', endpoint: endpointOf(phone, []) };
  }
}

function device(phone: number, state: string): Fields {
  return { type: 'DeviceStateChanged', device_state: { name: `PJSIP/${1000 + phone}`, state } };
}

function phoneName(phone: number, number: number): string {
  return `PJSIP/${1000 + phone}-${hex(number)}`;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
