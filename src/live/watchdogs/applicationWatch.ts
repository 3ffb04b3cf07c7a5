import { AriError } from '../../ari/errors';
import type { AriEvent, EventOf } from '../../ari/events';
import * as applications from '../../ari/operations/applications';
import { inBackground } from '../../ari/rest';
import { stasisApplicationOf } from '../channelNames';
import { Allowance, BoundedMap } from './bounded';
import { isRefusal } from './callWatch';
import type { Finding } from './finding';
import type { Watched } from './watched';

/** How often one application is told of, in ms. */
const QUIET_MS = 60_000;
/** Names come from the dialplan, and so from whoever calls: not any number of them. */
const REMEMBERED = 100;
/** How many applications are told of, in how many ms. */
const TOLD = 5;
const TOLD_PERIOD_MS = 10_000;

/** Notices channels that `Stasis()` sent on because nobody serves the application. */
export class ApplicationWatch {
  readonly #toldAt = new BoundedMap<string, number>(REMEMBERED);
  readonly #lines = new Allowance(TOLD, TOLD_PERIOD_MS);

  constructor(
    private readonly server: Watched,
    private readonly isOnItsWay: (channelId: string) => boolean,
    private readonly found: (finding: Finding) => void,
  ) {}

  look(event: AriEvent): void {
    if (event.type !== 'ChannelVarset' || !isRefusal(event) || !event.channel) return;
    const application = stasisApplicationOf(event.channel.dialplan);
    if (application === undefined) return;
    const now = Date.now();
    if (now - (this.#toldAt.get(application) ?? -Infinity) < QUIET_MS || !this.#lines.take()) return;
    this.#toldAt.set(application, now);
    const place = this.isOnItsWay(event.channel.id) ? undefined : event.channel.dialplan;
    void this.#tell(application, event.channel, place);
  }

  async #tell(
    application: string,
    { id, name }: NonNullable<EventOf<'ChannelVarset'>['channel']>,
    place: Extract<Finding, { kind: 'nobodyServes' }>['place'],
  ): Promise<void> {
    const listed = await this.#isListed(application);
    this.found({ kind: 'nobodyServes', own: false, application, listed, channel: { id, name }, place });
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
