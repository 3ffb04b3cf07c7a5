import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Server } from '../../src/workbench/servers/server';
import type { Target } from '../../src/workbench/servers/target';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { EventLog, targetOf } from './commanding';
import { connectTo, removeServers } from './support';

const DIALPLAN = `
[own]
exten => 1,1,Stasis(workbench)
 same => n,Wait(100)
exten => digits,1,Answer()
 same => n,Read(GOT,,4,,,10)
 same => n,Wait(100)
exten => labels,1,NoOp()
 same => n,NoOp()
 same => n(stay),Wait(100)
[default]
exten => 2000,1,Stasis(workbench)
`;

/** An Asterisk whose application `workbench` we are, and calls to command. What a test leaves behind is hung up. */
export class Calls {
  #asterisk: Asterisk | undefined;
  #server: Server | undefined;
  #log: EventLog | undefined;

  /** Adds the hooks to the suite that it is called in. */
  constructor() {
    before(async () => {
      this.#asterisk = await Asterisk.start({ dialplan: DIALPLAN });
      this.#server = await connectTo(this.#asterisk, { application: 'workbench' });
    });
    beforeEach(async () => void (this.#log = await EventLog.start()));
    afterEach(async () => {
      this.log.dispose();
      await this.asterisk.cli('channel request hangup all');
      await until(async () => (await this.list()).length === 0, { what: 'all channels to be gone' });
    });
    after(async () => {
      await removeServers();
      await this.#asterisk?.stop();
    });
  }

  get asterisk(): Asterisk {
    return this.#asterisk!;
  }

  get server(): Server {
    return this.#server!;
  }

  /** The events since the test began. */
  get log(): EventLog {
    return this.#log!;
  }

  /** A channel that is up and in our application; its other half runs what the endpoint names. */
  async inStasis(endpoint = 'Local/1@wait'): Promise<Channel> {
    const { id } = await channels.originate(this.server.rest, { endpoint, app: 'workbench' });
    return (await this.log.next('StasisStart', ({ channel }) => channel.id === id)).channel;
  }

  /** A call that came into our application and was not answered. */
  async unanswered(): Promise<Channel> {
    await channels.originate(this.server.rest, { endpoint: 'Local/1@own', context: 'wait', extension: 's' });
    return (await this.log.next('StasisStart')).channel;
  }

  /** The channel that is not this one, of the two that there are. */
  async otherThan(channel: Channel): Promise<Channel> {
    return until(async () => (await this.list()).find(({ id }) => id !== channel.id), { what: 'the other channel' });
  }

  target({ id }: { id: string }): Target {
    return targetOf(this.server, 'channel', id);
  }

  list(): Promise<Channel[]> {
    return channels.list(this.server.rest);
  }

  get({ id }: { id: string }): Promise<Channel> {
    return channels.get(this.server.rest, id);
  }

  /** Waits until the server no longer knows the channel. */
  async gone({ id }: { id: string }): Promise<void> {
    await until(async () => !(await this.list()).some((channel) => channel.id === id), { what: `${id} to be gone` });
  }
}
