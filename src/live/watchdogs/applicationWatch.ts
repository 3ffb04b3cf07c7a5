import { AriError } from '../../ari/errors';
import type { AriEvent, EventOf } from '../../ari/events';
import * as applications from '../../ari/operations/applications';
import { inBackground } from '../../ari/rest';
import { stasisApplicationOf } from '../channelNames';
import { Allowance, BoundedMap } from './bounded';
import { isRefusal } from './callWatch';
import type { Finding } from './finding';
import type { OwnActions } from './ownActions';
import type { Watched } from './watched';

/** How often one application is told of, in ms. */
const QUIET_MS = 60_000;
/** Names come from the dialplan, and so from whoever calls: not any number of them. */
const REMEMBERED = 100;
/** How many applications are told of, in how many ms. */
const TOLD = 5;
const TOLD_PERIOD_MS = 10_000;

interface Refused {
  readonly channel: NonNullable<EventOf<'ChannelVarset'>['channel']>;
  readonly place: Extract<Finding, { kind: 'nobodyServes' }>['place'];
  /** The half of a Local channel that was called, if this is its other half. */
  readonly called: string | undefined;
  readonly isQuiet: boolean;
}

/** Notices channels that `Stasis()` sent on because nobody serves the application. */
export class ApplicationWatch {
  readonly #toldAt = new BoundedMap<string, number>(REMEMBERED);
  readonly #lines = new Allowance(TOLD, TOLD_PERIOD_MS);

  constructor(
    private readonly server: Watched,
    private readonly own: OwnActions,
    private readonly isOnItsWay: (channelId: string) => boolean,
    private readonly found: (finding: Finding) => void,
  ) {}

  look(event: AriEvent): void {
    if (event.type !== 'ChannelVarset' || !isRefusal(event) || !event.channel) return;
    const application = stasisApplicationOf(event.channel.dialplan);
    if (application === undefined) return;
    const now = Date.now();
    const isQuiet = now - (this.#toldAt.get(application) ?? -Infinity) < QUIET_MS;
    // What we call is told of each time: somebody waits for it.
    const called = this.server.model.otherHalf(event.channel.id);
    if ((isQuiet && called === undefined) || !this.#lines.take()) return;
    this.#toldAt.set(application, now);
    const place = this.isOnItsWay(event.channel.id) ? undefined : event.channel.dialplan;
    void this.#tell(application, { channel: event.channel, place, called, isQuiet });
  }

  async #tell(application: string, { channel, place, called, isQuiet }: Refused): Promise<void> {
    const { id, name } = channel;
    // The answer to a request that made a call may come after the call's events.
    const listed = await this.#isListed(application);
    const own = called !== undefined && this.own.call(called) !== undefined;
    if (isQuiet && !own) return;
    this.found({ kind: 'nobodyServes', own, application, listed, channel: { id, name }, place });
  }

  async #isListed(application: string): Promise<boolean> {
    try {
      await applications.get(inBackground(this.server.ari), application);
      return true;
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      return error.status === 404 ? false : this.server.model.applications.has(application);
    }
  }
}
