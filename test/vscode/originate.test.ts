import assert from 'node:assert/strict';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';
import { answering, ESCAPE, EventLog, outcomeOf, pressingEnter, refusalOf, run, targetOf } from './commanding';
import { connectTo, removeServers } from './support';

const COMMAND = 'ari.channel.originate';
const DIALPLAN = `
[ringing]
exten => 1,1,Ringing()
 same => n,Wait(100)
[labels]
exten => 5,1,NoOp()
 same => n,Wait(1)
 same => n(stay),Wait(100)
`;

describe('originate', () => {
  let asterisk: Asterisk;
  let server: Server;
  let log: EventLog;

  before(async function () {
    this.timeout(120_000);
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    server = await connectTo(asterisk, { application: 'workbench' });
  });

  beforeEach(async () => (log = await EventLog.start()));

  afterEach(async () => {
    log.dispose();
    await asterisk.cli('channel request hangup all');
    await until(async () => (await channels.list(server.rest)).length === 0, { what: 'all channels to be gone' });
  });

  after(async () => {
    await removeServers();
    await asterisk.stop();
  });

  it('calls an extension and hands the call to an application, with all that goes along', async () => {
    const channel = await run<Channel>(COMMAND, targetOf(server, 'server', server.name), {
      endpoint: 'Local/1@wait',
      application: 'workbench',
      arguments: 'one,two',
      callerId: 'Alice <4711>',
      variables: { COLOUR: 'blue, and = green' },
      timeout: 20,
    });
    const { args } = await log.next('StasisStart', ({ channel: { id } }) => id === channel.id);
    assert.deepEqual(args, ['one', 'two']);
    const now = await channels.get(server.rest, channel.id);
    assert.equal(now.state, 'Up');
    assert.equal((await channels.getVariable(server.rest, channel.id, 'COLOUR')).value, 'blue, and = green');
    const other = await until(async () => (await channels.list(server.rest)).find(({ id }) => id !== channel.id), {
      what: 'the other half',
    });
    assert.deepEqual(other.caller, { name: 'Alice', number: '4711' });
  });

  it('takes the application from its node', async () => {
    const target = targetOf(server, 'application', 'workbench');
    const channel = await run<Channel>(COMMAND, target, { endpoint: 'Local/1@wait' });
    const { args } = await log.next('StasisStart', ({ channel: { id } }) => id === channel.id);
    assert.deepEqual(args, []);
  });

  it('hands the call to the dialplan, at a priority or a label', async () => {
    const call = async (priority: string): Promise<Channel> => {
      const to = { endpoint: 'Local/1@wait', context: 'labels', extension: '5', priority };
      const { id } = await run<Channel>(COMMAND, targetOf(server, 'server', server.name), to);
      return until(
        async () => {
          const now = await channels.get(server.rest, id);
          return now.dialplan.context === 'labels' && now.dialplan.priority === 3 && now;
        },
        { what: 'the call to be at the label' },
      );
    };
    assert.equal((await call('2')).dialplan.exten, '5');
    assert.equal((await call('stay')).dialplan.exten, '5');
  });

  it('calls a phone, from the node of its endpoint', async () => {
    const phone = await Phone.register(asterisk, '1000');
    try {
      const ringing = await phone.answer();
      const target = targetOf(server, 'endpoint', 'PJSIP/1000');
      const channel = await run<Channel>(COMMAND, target, { application: 'workbench' });
      await ringing.answered;
      await log.next('StasisStart', ({ channel: { id } }) => id === channel.id);
      const now = await channels.get(server.rest, channel.id);
      assert.match(now.name, /^PJSIP\/1000-/);
      assert.equal(now.state, 'Up');
      await channels.hangup(server.rest, channel.id);
      await ringing.ended;
    } finally {
      await phone.dispose();
    }
  });

  it('lets it ring no longer than the time-out', async () => {
    const answers = { endpoint: 'Local/1@ringing', application: 'workbench', timeout: 1 };
    const channel = await run<Channel>(COMMAND, undefined, answers);
    const { cause } = await log.next('ChannelDestroyed', (event) => event.channel.id === channel.id);
    assert.equal(cause, 19);
  });

  it('says what “Allocation failed” means when the phone is offline', async () => {
    const answers = { endpoint: 'PJSIP/1001', application: 'workbench' };
    const sentence = await refusalOf(COMMAND, undefined, answers);
    assert.match(sentence, /^“PJSIP\/1001” could not be called: it is offline/);
  });

  it('refuses what cannot be meant, before anything is sent', async () => {
    const before = log.events.length;
    const both = { endpoint: 'Local/1@wait', application: 'workbench', extension: '1' };
    assert.match(await refusalOf(COMMAND, undefined, both), /not to both/);
    const timeout = { endpoint: 'Local/1@wait', application: 'workbench', timeout: 0.5 };
    assert.match(await refusalOf(COMMAND, undefined, timeout), /time-out/);
    const wrong = { endpoint: 1, application: 'workbench' };
    assert.match(await refusalOf(COMMAND, undefined, wrong), /“endpoint” has to be a text/);
    assert.deepEqual(await channels.list(server.rest), []);
    assert.equal(log.events.length, before);
  });

  it('asks before functions among the variables are run', async () => {
    const variables = { 'CALLERID(name)': 'Bob' };
    const answers = { endpoint: 'Local/1@wait', application: 'workbench', variables };
    const refused = await answering(undefined, () => outcomeOf(COMMAND, undefined, answers));
    assert.equal(refused.questions.length, 1);
    assert.equal(refused.result.value, undefined);
    assert.deepEqual(refused.result.reports, []);
    assert.deepEqual(await channels.list(server.rest), []);
    const { result, questions } = await answering('Call', () => run<Channel>(COMMAND, undefined, answers));
    assert.match(questions[0] ?? '', /CALLERID\(name\)/);
    await log.next('StasisStart', ({ channel: { id } }) => id === result.id);
    assert.equal((await channels.getVariable(server.rest, result.id, 'CALLERID(name)')).value, 'Bob');
  });

  it('offers the last call first: one press repeats it', async () => {
    const answers = { endpoint: 'Local/1@wait', application: 'workbench', arguments: 'again' };
    const first = await run<Channel>(COMMAND, undefined, answers);
    await log.next('StasisStart', ({ channel: { id } }) => id === first.id);
    const second = await pressingEnter(() => run<Channel>(COMMAND, targetOf(server, 'server', server.name)));
    const { args } = await log.next('StasisStart', ({ channel: { id } }) => id === second.id);
    assert.notEqual(second.id, first.id);
    assert.deepEqual(args, ['again']);
  });

  it('needs no more than Enter from the node of an endpoint: our application, no arguments, call', async () => {
    const target = targetOf(server, 'endpoint', 'Local/s@wait');
    const channel = await pressingEnter(() => run<Channel>(COMMAND, target));
    const { args, application } = await log.next('StasisStart', (event) => event.channel.id === channel.id);
    assert.equal(application, 'workbench');
    assert.deepEqual(args, []);
    assert.match(channel.name, /^Local\/s@wait-/);
  });

  it('ends in silence when it is dismissed', async () => {
    const { value, reports } = await pressingEnter(() => outcomeOf(COMMAND), ESCAPE);
    assert.equal(value, undefined);
    assert.deepEqual(reports, []);
    assert.deepEqual(await channels.list(server.rest), []);
  });
});
