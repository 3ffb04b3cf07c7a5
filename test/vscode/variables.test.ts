import assert from 'node:assert/strict';
import * as applications from '../../src/ari/operations/applications';
import * as channels from '../../src/ari/operations/channels';
import type { Application } from '../../src/ari/resources';
import type { NamedValue } from '../../src/workbench/commands/variables';
import type { Server } from '../../src/workbench/servers/server';
import { until } from '../support/until';
import { Calls } from './calls';
import { answering, outcomeOf, pressingEnter, refusalOf, run, targetOf } from './commanding';
import { connectTo } from './support';

describe('variables and applications', () => {
  const calls = new Calls();

  describe('variables', () => {
    it('of a channel are set', async () => {
      const channel = await calls.inStasis();
      const answers = { name: 'COLOUR', value: 'blue & “green”' };
      assert.deepEqual(await run<NamedValue>('ari.channel.setVariable', calls.target(channel), answers), answers);
      assert.match(await calls.asterisk.cli(`core show channel ${channel.name}`), /^COLOUR=blue & “green”$/m);
    });

    it('of a channel are read, in an application or not', async () => {
      const channel = await calls.inStasis();
      const other = await calls.otherThan(channel);
      await calls.asterisk.cli(`dialplan set chanvar ${other.name} FRUIT plum`);
      const answers = { name: 'FRUIT' };
      assert.deepEqual(await run<NamedValue>('ari.channel.getVariable', calls.target(other), answers), {
        name: 'FRUIT',
        value: 'plum',
      });
      const state = await run<NamedValue>('ari.channel.getVariable', calls.target(channel), { name: 'CHANNEL(state)' });
      assert.equal(state.value, 'Up');
      const sentence = await refusalOf('ari.channel.getVariable', calls.target(channel), { name: 'NEVER_SET' });
      assert.match(sentence, /^The variable “NEVER_SET” was never set there/);
    });

    it('that are global are set and read', async () => {
      const onServer = targetOf(calls.server, 'server', calls.server.name);
      await run('ari.server.setVariable', onServer, { name: 'OFFICE', value: 'Oslo' });
      assert.match(await calls.asterisk.cli('dialplan show globals'), /OFFICE=Oslo/);
      await calls.asterisk.cli('dialplan set global OFFICE Turku');
      assert.equal((await run<NamedValue>('ari.server.getVariable', onServer, { name: 'OFFICE' })).value, 'Turku');
    });

    it('that are functions are written only when that was confirmed', async () => {
      const channel = await calls.inStasis();
      const name = 'CALLERID(name)';
      const write = { name, value: 'Bob' };
      const refused = await answering(undefined, () =>
        outcomeOf('ari.channel.setVariable', calls.target(channel), write),
      );
      assert.equal(refused.questions.length, 1);
      assert.deepEqual(refused.result, { value: undefined, reports: [] });
      assert.equal((await calls.get(channel)).caller.name, '');
      await answering('Write', () => run('ari.channel.setVariable', calls.target(channel), write));
      await until(async () => (await calls.get(channel)).caller.name === 'Bob', { what: 'the caller id' });
      assert.equal((await channels.getVariable(calls.server.rest, channel.id, name)).value, 'Bob');
    });

    it('that do something when they are read are read only when that was confirmed', async () => {
      const onServer = targetOf(calls.server, 'server', calls.server.name);
      const read = { name: 'SHELL(echo hello)' };
      const requests: string[] = [];
      const hearing = calls.server.onExchange(({ target: path }) => requests.push(path));
      const refused = await answering(undefined, () => outcomeOf('ari.server.getVariable', onServer, read));
      hearing.dispose();
      assert.equal(refused.questions.length, 1);
      assert.deepEqual(refused.result, { value: undefined, reports: [] });
      assert.deepEqual(requests, []);
    });

    it('cannot be set on a channel that is in no application', async () => {
      const channel = await calls.inStasis();
      const other = await calls.otherThan(channel);
      const sentence = await refusalOf('ari.channel.setVariable', calls.target(other), { name: 'X', value: '1' });
      assert.match(sentence, /in no Stasis application/);
    });
  });

  describe('applications', () => {
    let other: Server;

    before(
      async () =>
        void (other = await connectTo(calls.asterisk, { name: 'third', application: 'third', subscribeAll: false })),
    );

    const change = (verb: 'subscribe' | 'unsubscribe', ...eventSource: readonly string[]): Promise<Application> =>
      run<Application>(`ari.application.${verb}`, targetOf(other, 'application', 'third'), { eventSource });
    const now = (): Promise<Application> => applications.get(other.rest, 'third');

    it('hear of an endpoint, a device and a channel, and no longer', async () => {
      const channel = await calls.inStasis();
      const sources = ['endpoint:PJSIP/1000', 'deviceState:Stasis:lamp', `channel:${channel.id}`] as const;
      await change('subscribe', ...sources);
      const subscribed = await now();
      assert.deepEqual(subscribed.endpoint_ids, ['PJSIP/1000']);
      assert.deepEqual(subscribed.device_names, ['Stasis:lamp']);
      assert.deepEqual(subscribed.channel_ids, [channel.id]);
      await channels.setVariable(calls.server.rest, channel.id, { variable: 'TOLD', value: 'third' });
      await calls.log.next(
        'ChannelVarset',
        ({ variable, application }) => variable === 'TOLD' && application === 'third',
      );
      await change('unsubscribe', ...sources);
      const left = await now();
      assert.deepEqual([left.endpoint_ids, left.device_names, left.channel_ids], [[], [], []]);
    });

    it('no longer hear of the first subscription when Enter is all that is pressed', async () => {
      await change('subscribe', 'endpoint:PJSIP/1001');
      await pressingEnter(() => run('ari.application.unsubscribe', targetOf(other, 'application', 'third')));
      assert.deepEqual((await now()).endpoint_ids, []);
    });

    it('are refused a source that does not exist, with the reason', async () => {
      const verb = 'ari.application.subscribe';
      const third = targetOf(other, 'application', 'third');
      const sentence = await refusalOf(verb, third, { eventSource: 'channel:no-such' });
      assert.match(sentence, / is not there, so its events cannot be had/);
      assert.match(await refusalOf(verb, third, { eventSource: 'weather:Oslo' }), /“weather:Oslo” is no event source/);
    });
  });

  describe('on a server that is marked as read-only', () => {
    it('nothing is sent', async () => {
      const channel = await calls.inStasis();
      const readOnly = await connectTo(calls.asterisk, { name: 'watched', readOnly: true });
      const command = 'ari.channel.hangupWithReason';
      const sentence = await refusalOf(command, targetOf(readOnly, 'channel', channel.id), { reason: 'busy' });
      assert.match(sentence, /“watched” is marked as read-only/);
      assert.equal((await calls.get(channel)).state, 'Up');
      const read = await run<NamedValue>('ari.channel.getVariable', targetOf(readOnly, 'channel', channel.id), {
        name: 'CHANNEL(state)',
      });
      assert.equal(read.value, 'Up');
    });
  });
});
