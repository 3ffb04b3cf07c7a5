import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import { until } from '../support/until';
import { Calls } from './calls';
import { answering, outcomeOf, pressingEnter, refusalOf, run } from './commanding';

describe('channels', () => {
  const calls = new Calls();

  describe('answer and ring', () => {
    it('answers a call', async () => {
      const channel = await calls.unanswered();
      assert.equal(channel.state, 'Ring');
      await run('ari.channel.answer', calls.target(channel));
      await until(async () => (await calls.get(channel)).state === 'Up', { what: 'the channel to be up' });
    });

    it('finds the only channel that fits when none is named', async () => {
      const channel = await calls.unanswered();
      await until(() => calls.server.model?.channels.get(channel.id)?.application, { what: 'the model to know' });
      await pressingEnter(() => run('ari.channel.answer'));
      await until(async () => (await calls.get(channel)).state === 'Up', { what: 'the channel to be up' });
    });

    it('lets the caller hear ringing', async () => {
      const channel = await calls.unanswered();
      await run('ari.channel.ring', calls.target(channel));
      await calls.log.next('Dial', ({ dialstatus }) => dialstatus === 'RINGING');
    });

    it('says why a channel that is in no application cannot be answered', async () => {
      await channels.originate(calls.server.rest, { endpoint: 'Local/1@wait', context: 'wait', extension: 's' });
      const [channel] = await until(
        async () => {
          const all = await channels.list(calls.server.rest);
          return all.some(({ dialplan }) => dialplan.app_name === 'Wait') && all;
        },
        { what: 'the channels' },
      );
      const sentence = await refusalOf('ari.channel.answer', calls.target(channel!));
      assert.match(sentence, /^“Local\/1@wait-.*” is in no Stasis application, so ARI cannot command it\. It is in/);
    });

    it('says that a channel is gone', async () => {
      assert.match(
        await refusalOf('ari.channel.answer', calls.target({ id: 'no-such;1' })),
        /^The channel “no-such;1” is not there/,
      );
    });

    it('says so when there is nothing to choose from', async () => {
      assert.match(await refusalOf('ari.channel.answer'), /no channel for which this makes sense/);
    });
  });

  describe('hang up', () => {
    it('hangs up once it was confirmed', async () => {
      const channel = await calls.inStasis();
      const refused = await answering(undefined, () => outcomeOf('ari.channel.hangup', calls.target(channel)));
      assert.match(refused.questions[0] ?? '', /^Hang up “Local\/1@wait-.*;1”\?$/);
      assert.deepEqual(refused.result, { value: undefined, reports: [] });
      assert.equal((await calls.get(channel)).state, 'Up');
      await answering('Hang Up', () => run('ari.channel.hangup', calls.target(channel)));
      assert.equal((await calls.log.next('ChannelDestroyed', (event) => event.channel.id === channel.id)).cause, 16);
      await calls.gone(channel);
      assert.doesNotMatch(await calls.asterisk.cli('core show channels'), /Local\/1@wait/);
    });

    it('does not ask when it was confirmed beforehand', async () => {
      const channel = await calls.inStasis();
      const confirmed = { confirmed: true };
      const { questions } = await answering(undefined, () =>
        run('ari.channel.hangup', calls.target(channel), confirmed),
      );
      assert.deepEqual(questions, []);
      await calls.gone(channel);
    });

    it('does not ask where the setting says so, which the question itself can set', async () => {
      const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('ari');
      try {
        const first = await calls.inStasis();
        await answering('Hang Up and Never Ask Again', () => run('ari.channel.hangup', calls.target(first)));
        await calls.gone(first);
        assert.equal(configuration().get('confirmHangup'), false);
        const { id } = await channels.originate(calls.server.rest, { endpoint: 'Local/1@wait', app: 'workbench' });
        const { questions } = await answering(undefined, () => run('ari.channel.hangup', calls.target({ id })));
        assert.deepEqual(questions, []);
      } finally {
        await configuration().update('confirmHangup', undefined, vscode.ConfigurationTarget.Global);
      }
    });

    // As res/ari has them; the picker names the same causes.
    for (const [answers, cause] of [
      [{ reason: 'normal' }, 16],
      [{ reason: 'busy' }, 17],
      [{ reason: 'no_answer' }, 19],
      [{ reason: 'rejected' }, 21],
      [{ reason: 'congestion' }, 34],
      [{ reason: 'timeout' }, 18],
      [{ reason: 'unallocated' }, 1],
      [{ reason: 'number_incomplete' }, 28],
      [{ reason: 'answered_elsewhere' }, 26],
      [{ reason: 'codec_mismatch' }, 58],
      [{ reason: 'interworking' }, 127],
      [{ reason: 'failure' }, 38],
      [{ reason: 'normal_unspecified' }, 31],
      [{ cause: 27 }, 27],
    ] as const) {
      it(`hangs up with ${JSON.stringify(answers)}, cause ${cause}`, async () => {
        const channel = await calls.inStasis();
        await run('ari.channel.hangupWithReason', calls.target(channel), answers);
        const destroyed = await calls.log.next('ChannelDestroyed', (event) => event.channel.id === channel.id);
        assert.equal(destroyed.cause, cause);
      });
    }

    it('refuses a reason that ARI does not know', async () => {
      const channel = await calls.inStasis();
      const sentence = await refusalOf('ari.channel.hangupWithReason', calls.target(channel), { reason: 'boredom' });
      assert.match(sentence, /“reason” has to be one of: normal, busy/);
      assert.equal((await calls.get(channel)).state, 'Up');
    });
  });

  describe('digits', () => {
    it('arrive on the other side, as long as they should be', async () => {
      const channel = await calls.inStasis('Local/digits@own');
      const answers = { digits: '12A9', duration: 180, between: 60 };
      await run('ari.channel.dtmf', calls.target(channel), answers);
      const other = channel.name.replace(/;1$/, ';2');
      const { duration_ms: duration } = await calls.log.next(
        'ChannelDtmfReceived',
        (event) => event.channel.name === other && event.digit === '9',
      );
      assert.ok(duration >= 170 && duration < 400, `${duration} ms`);
      await until(async () => (await calls.asterisk.cli(`core show channel ${other}`)).includes('GOT=12A9'), {
        what: 'the dialplan to have read 12A9',
      });
    });

    it('that do not exist are refused before anything is sent', async () => {
      const channel = await calls.inStasis();
      const sentence = await refusalOf('ari.channel.dtmf', calls.target(channel), { digits: '12x' });
      assert.match(sentence, /Only 0–9, A–D/);
    });
  });
});
