import type { AriEvent, EventOf } from '../../ari/events';
import { stasisApplicationOf } from '../channelNames';
import { BoundedMap, Timers } from './bounded';
import type { Call, CallWhy, Finding } from './finding';
import type { OwnActions } from './ownActions';

/** What became of a channel that somebody originates. */
interface Life {
  /** Asterisk began to call: not so for a Local extension that does not exist (measured). */
  dialled: boolean;
  /** As Dial tells it: `RINGING`, `ANSWER`, `BUSY` …; empty at first. */
  status: string;
  /** The application that nobody served. */
  refusedBy: string | undefined;
  /** It is where it was meant to go: in its application, or in the dialplan. */
  arrived: boolean;
  end: EventOf<'ChannelDestroyed'> | undefined;
}

/** Originated channels that are remembered, ours or not: the answer to our request may come after their end. */
const REMEMBERED = 500;
/** A hang-up of ours is told of after the events that it makes. In ms. */
const PAUSE_MS = 500;
/** What a channel runs while it is being originated (measured). */
const ORIGINATED = 'AppDial2';

/** Notices calls of ours that Asterisk accepted and that came to nothing. */
export class CallWatch {
  readonly #lives = new BoundedMap<string, Life>(REMEMBERED);
  readonly #timers = new Timers();

  constructor(
    private readonly own: OwnActions,
    private readonly found: (finding: Finding) => void,
  ) {}

  dispose(): void {
    this.#timers.dispose();
  }

  /** A call of ours was accepted; its channel may be dead by now. */
  made(channelId: string): void {
    if (this.#lives.get(channelId)?.end) this.#conclude(channelId);
  }

  /** Whether a channel is being called and has not gone anywhere yet. */
  isOnItsWay(channelId: string): boolean {
    const life = this.#lives.get(channelId);
    return life !== undefined && !life.arrived;
  }

  look(event: AriEvent): void {
    switch (event.type) {
      case 'ChannelDialplan':
        if (event.dialplan_app === ORIGINATED) this.#lives.set(event.channel.id, this.#lifeOf(event.channel.id));
        else this.#arrive(event.channel.id);
        break;
      case 'StasisStart':
        this.#arrive(event.channel.id);
        break;
      case 'Dial': {
        const life = this.#lives.get(event.peer.id);
        if (life) Object.assign(life, { dialled: true, status: event.dialstatus });
        break;
      }
      case 'ChannelVarset': {
        const life = isRefusal(event) ? this.#lives.get(event.channel?.id ?? '') : undefined;
        if (life && !life.arrived) life.refusedBy = stasisApplicationOf(event.channel?.dialplan);
        break;
      }
      case 'ChannelDestroyed':
        this.#end(event);
        break;
      default:
    }
  }

  #lifeOf(id: string): Life {
    // A channel falls back to this application when the dialplan let go of it.
    const fresh = { dialled: false, status: '', refusedBy: undefined, arrived: false, end: undefined };
    return this.#lives.get(id) ?? fresh;
  }

  #arrive(id: string): void {
    const life = this.#lives.get(id);
    if (life) life.arrived = true;
  }

  #end(event: EventOf<'ChannelDestroyed'>): void {
    const { id } = event.channel;
    const life = this.#lives.get(id);
    if (!life) return;
    if (life.arrived) this.#lives.delete(id);
    else life.end = event;
    if (this.own.call(id)) this.#conclude(id);
  }

  #conclude(id: string): void {
    this.#timers.after(PAUSE_MS, () => {
      const life = this.#lives.get(id);
      const call = this.own.call(id);
      this.#lives.delete(id);
      this.own.forgetCall(id);
      if (!call || !life?.end || this.own.hungUp(id)) return;
      const channel = { id, name: life.end.channel.name };
      this.found({ kind: 'callFailed', own: true, call, channel, ...whyOf(call, life, life.end) });
    });
  }
}

/** Whether a channel was not let into a Stasis application. */
export function isRefusal({ variable, value }: Pick<EventOf<'ChannelVarset'>, 'variable' | 'value'>): boolean {
  return variable === 'STASISSTATUS' && value === 'FAILED';
}

type Plain = Exclude<CallWhy['why'], 'cause' | 'nobodyServes' | 'noExtension' | 'noTarget'>;

/** Q.850 causes that say more than the status of Dial. */
const CAUSES = new Map<number, Plain>([
  [1, 'noRoute'],
  [3, 'noRoute'],
  [17, 'busy'],
  [18, 'noAnswer'],
  [19, 'noAnswer'],
  [20, 'absent'],
  [21, 'rejected'],
]);

const STATUSES = new Map<string, Plain>([
  ['BUSY', 'busy'],
  ['CONGESTION', 'congestion'],
  ['CHANUNAVAIL', 'congestion'],
  ['NOANSWER', 'noAnswer'],
  // Asterisk 16 ends a call that rang too long with no cause at all (measured).
  ['RINGING', 'noAnswer'],
]);

function whyOf(call: Call, { dialled, status, refusedBy }: Life, end: EventOf<'ChannelDestroyed'>): CallWhy {
  if (refusedBy !== undefined) return { why: 'nobodyServes', application: refusedBy };
  if (!dialled && /^local\//i.test(call.endpoint)) return { why: 'noExtension' };
  const { exten } = end.channel.dialplan;
  if (status === 'ANSWER' && call.application === undefined && exten === call.extension) return { why: 'noTarget' };
  const why = CAUSES.get(end.cause) ?? STATUSES.get(status);
  return why ? { why } : { why: 'cause', cause: end.cause, words: end.cause_txt };
}
