import assert from 'node:assert/strict';
import * as applications from '../../src/ari/operations/applications';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';
import { Calls } from './calls';
import { pressingEnter, refusalOf, run } from './commanding';
import { connectTo } from './support';

describe('channels on their way', () => {
  const calls = new Calls();

  describe('continue in the dialplan', () => {
    it('goes on after the line with Stasis', async () => {
      const channel = await calls.unanswered();
      await run('ari.channel.continue', calls.target(channel), {});
      const { dialplan } = await until(
        async () => ((await calls.get(channel)).dialplan.app_name === 'Wait' ? calls.get(channel) : undefined),
        {
          what: 'the next line',
        },
      );
      assert.deepEqual([dialplan.context, dialplan.exten, dialplan.priority], ['own', '1', 2]);
    });

    it('goes on elsewhere, at a priority or a label', async () => {
      for (const place of [{ priority: 2 }, { label: 'stay' }]) {
        const channel = await calls.inStasis();
        await run('ari.channel.continue', calls.target(channel), { context: 'own', extension: 'labels', ...place });
        await until(
          async () => {
            const { context, exten, priority } = (await calls.get(channel)).dialplan;
            return `${context},${exten},${priority}` === 'own,labels,3';
          },
          { what: 'the channel to be at own,labels,3' },
        );
        await until(() => calls.server.model?.channels.get(channel.id)?.application === undefined, {
          what: 'the model to hear that it left',
        });
      }
    });

    it('goes on at the next line when Enter is all that is pressed', async () => {
      const channel = await calls.unanswered();
      await pressingEnter(() => run('ari.channel.continue', calls.target(channel)));
      await until(async () => (await calls.get(channel)).dialplan.app_name === 'Wait', { what: 'the next line' });
    });
  });

  describe('move to another application', () => {
    before(async () => {
      await connectTo(calls.asterisk, { name: 'second', application: 'other', subscribeAll: false });
    });

    it('hands the channel over with arguments', async () => {
      const channel = await calls.inStasis();
      await run('ari.channel.move', calls.target(channel), { application: 'other', arguments: 'from,workbench' });
      const start = await calls.log.next(
        'StasisStart',
        (event, name) => name === 'second' && event.channel.id === channel.id,
      );
      assert.equal(start.application, 'other');
      assert.deepEqual(start.args, ['from', 'workbench']);
      await calls.log.next('StasisEnd', (event, name) => name === calls.server.name && event.channel.id === channel.id);
      const { channel_ids: ids } = await applications.get(calls.server.rest, 'other');
      assert.deepEqual(ids, [channel.id]);
    });

    it('offers the other application when Enter is all that is pressed', async () => {
      const channel = await calls.inStasis();
      await pressingEnter(() => run('ari.channel.move', calls.target(channel)));
      await calls.log.next('StasisStart', (event, name) => name === 'second' && event.channel.id === channel.id);
    });
  });

  describe('redirect', () => {
    it('tells a calling phone to call elsewhere', async () => {
      await calls.asterisk.cli('pjsip set logger on');
      const phone = await Phone.register(calls.asterisk, '1000');
      try {
        const call = await phone.call('2000');
        const { channel } = await calls.log.next('StasisStart');
        await run('ari.channel.redirect', calls.target(channel), { endpoint: 'PJSIP/sip:elsewhere@127.0.0.1' });
        await call.ended;
        const answer = /SIP\/2\.0 302 [^]*?\r?\n\r?\n/.exec(await calls.asterisk.log())?.[0] ?? '';
        assert.match(answer, /^Contact: .*sip:elsewhere@127\.0\.0\.1/m);
        await calls.gone(channel);
      } finally {
        await phone.dispose();
        await calls.asterisk.cli('pjsip set logger off');
      }
    });

    it('to another technology is refused with the reason', async () => {
      const channel = await calls.inStasis();
      const sentence = await refusalOf('ari.channel.redirect', calls.target(channel), { endpoint: 'PJSIP/1001' });
      assert.match(
        sentence,
        /can only be redirected to an endpoint of its own technology, and “PJSIP\/1001” is of another/,
      );
    });
  });
});
