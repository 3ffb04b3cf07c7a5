import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Report } from '../../src/workbench/common/report';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { targetOf } from './commanding';
import { questionOf } from './hostile';
import { connectTo, internals, removeServers } from './support';

const DIALPLAN = `
[explain]
exten => stay,1,Answer()
 same => n,Wait(60)
exten => ring,1,Ringing()
 same => n,Wait(60)
exten => nobody,1,Stasis(nobody-serves-it)
 same => n,Wait(60)
`;

describe('explained errors', () => {
  let asterisk: Asterisk;
  let server: Server;
  const reports: Report[] = [];
  const notes: string[] = [];
  let hearing: vscode.Disposable;

  before(async function () {
    this.timeout(120_000);
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    server = await connectTo(asterisk, { name: 'explained', application: 'workbench' });
    const { workbench } = await internals();
    hearing = vscode.Disposable.from(
      workbench.reporter.onReport((report) => reports.push(report)),
      workbench.registry.onNote(({ text }) => notes.push(text)),
    );
  });
  afterEach(async () => {
    await until(() => server.isConnected, { what: 'the connection' });
    await asterisk.cli('channel request hangup all');
    await until(() => server.model?.channels.size === 0, { what: 'the channels to end' });
    reports.length = 0;
    notes.length = 0;
  });
  after(async () => {
    hearing.dispose();
    await removeServers();
    await asterisk.stop();
  });

  /** What is reported of this doing: a command's id, or the kind of what was noticed. */
  function reported(doing: string): Promise<Report> {
    return until(() => reports.find((report) => report.doing === doing), {
      what: `a report of ${doing} among ${reports.map((report) => `${report.doing}: ${report.sentence}`).join('; ')}`,
    });
  }

  async function refused(command: string, ...args: readonly unknown[]): Promise<Report> {
    await vscode.commands.executeCommand(command, ...args);
    return reported(command);
  }

  const onChannel = (id: string) => targetOf(server, 'channel', id);
  const onServer = () => targetOf(server, 'server', server.name);

  async function inDialplan(): Promise<Channel> {
    const into = { context: 'explain', extension: 'stay' };
    const { id } = await channels.originate(server.rest, { endpoint: 'Local/stay@explain/n', ...into });
    return until(
      () => {
        const channel = server.model?.channels.get(id)?.resource;
        return channel?.dialplan.app_name === 'Wait' ? channel : undefined;
      },
      { what: 'the channel to wait' },
    );
  }

  async function inStasis(): Promise<string> {
    const { id } = await channels.originate(server.rest, { endpoint: 'Local/stay@explain/n', app: 'workbench' });
    await until(() => server.model?.channels.get(id)?.application === 'workbench', { what: 'our channel' });
    return id;
  }

  it('say where the channel is that cannot be commanded, and show it', async () => {
    const { id, name } = await inDialplan();
    const { sentence, buttons } = await refused('ari.channel.answer', onChannel(id));
    assert.equal(
      sentence,
      `“${name}” is in no Stasis application, so ARI cannot command it. It is in the dialplan, at explain,stay,2: ` +
        'Wait(60). It can be when the dialplan hands it over with Stasis().',
    );
    assert.deepEqual(buttons, ['Show Channel', 'Show Log']);
  });

  it('say that a phone is offline, and offer to call another', async () => {
    const answers = { endpoint: 'PJSIP/1000', application: 'workbench' };
    const { sentence, buttons } = await refused('ari.channel.originate', onServer(), answers);
    assert.match(sentence, /^“PJSIP\/1000” could not be called: it is offline\./);
    assert.deepEqual(buttons, ['Pick an Endpoint…', 'Show Endpoint', 'Show Log']);
    const { items } = await questionOf('ari.channel.originate', onServer(), { application: 'workbench' });
    assert.ok(items.length > 2);
    assert.ok(!items.some(({ label }) => label.includes('Again')), 'not the call that failed');
  });

  it('find the endpoint that was meant', async () => {
    const answers = { endpoint: 'PJSIP/10001', application: 'workbench' };
    const { sentence, buttons } = await refused('ari.channel.originate', onServer(), answers);
    assert.match(sentence, /there is no such endpoint\. Did you mean PJSIP\/100[01], PJSIP\/100[01]\?$/);
    assert.match(buttons[0]!, /^Call PJSIP\/100[01]$/);
  });

  it('run the button that is pressed: the call is made to the one that was meant', async () => {
    const window = vscode.window as { showErrorMessage: (...texts: readonly string[]) => Thenable<string | undefined> };
    const original = window.showErrorMessage;
    let pressed = false;
    window.showErrorMessage = (_sentence, ...titles) => {
      const title = pressed ? undefined : titles[0];
      pressed = true;
      return Promise.resolve(title);
    };
    try {
      const answers = { endpoint: 'PJSIP/10001', application: 'workbench' };
      await vscode.commands.executeCommand('ari.channel.originate', onServer(), answers);
      await until(() => reports.length === 2, { what: 'the second call to fail, too: that phone is offline' });
    } finally {
      window.showErrorMessage = original;
    }
    assert.match(reports[1]!.sentence, /^“PJSIP\/100[01]” could not be called: it is offline/);
  });

  it('name the technology that the server does not have', async () => {
    const answers = { endpoint: 'SIP/1000', application: 'workbench' };
    const { sentence } = await refused('ari.channel.originate', onServer(), answers);
    assert.match(sentence, /this server knows no SIP endpoints\..* There are: PJSIP\.$/);
  });

  it('tell one that has ended from one that never was', async () => {
    const id = await inStasis();
    await asterisk.cli('channel request hangup all');
    await until(() => server.model?.channels.size === 0, { what: 'the end' });
    const { sentence, buttons } = await refused('ari.channel.answer', onChannel(id));
    assert.equal(sentence, `The channel “${id}” has ended meanwhile.`);
    assert.deepEqual(buttons, ['Refresh', 'Show Log']);
    reports.length = 0;
    assert.match((await refused('ari.channel.answer', onChannel('never'))).sentence, /never was on this server/);
  });

  it('offer to record otherwise when the recording is there already', async () => {
    const id = await inStasis();
    const answers = { name: 'twice', format: 'wav' };
    await vscode.commands.executeCommand('ari.channel.record', onChannel(id), answers);
    await until(() => server.model?.recordings.has('twice'), { what: 'the recording' });
    const { sentence, buttons } = await refused('ari.channel.record', onChannel(id), answers);
    assert.equal(sentence, '“twice” is being recorded right now. Choose another name, or stop it first.');
    assert.deepEqual(buttons, ['Record Otherwise…', 'Stop That Recording', 'Show Log']);
  });

  it('make no links or icons of what a stranger chose', async () => {
    const id = '[x](command:evil) $(bug) \u202e\u001b[31m';
    const { sentence } = await refused('ari.channel.answer', onChannel(id));
    assert.match(sentence, /^The channel “\[x\] \(command:evil\)/);
    assert.doesNotMatch(sentence, /[\u202e\u001b]/);
  });

  it('notice a call whose extension does not exist, in a line of the stream and a message', async () => {
    const answers = { endpoint: 'Local/nowhere@explain', application: 'workbench' };
    await vscode.commands.executeCommand('ari.channel.originate', onServer(), answers);
    const { sentence, buttons } = await reported('callFailed');
    assert.equal(sentence, 'The call to “Local/nowhere@explain” came to nothing: the dialplan has no such extension.');
    assert.deepEqual(buttons, ['Call Otherwise…', 'Show Log']);
    assert.deepEqual(notes, [sentence]);
  });

  it('notice a call into an application that nobody serves, and offer ours', async () => {
    const answers = { endpoint: 'Local/stay@explain/n', application: 'not-served' };
    await vscode.commands.executeCommand('ari.channel.originate', onServer(), answers);
    const { sentence, buttons } = await reported('callFailed');
    assert.match(sentence, /answered and was hung up: nobody serves the application “not-served”\./);
    assert.deepEqual(buttons, ['Call into Our Application', 'Call Otherwise…', 'Show Log']);
    assert.equal(notes.length, 1);
    assert.match(notes[0]!, /^Nobody served “not-served” when Local\/stay@explain-.* came, after it was answered\./);
  });

  it('notice a call that nobody answers, and offer to call again', async () => {
    const answers = { endpoint: 'Local/ring@explain/n', application: 'workbench', timeout: 1 };
    await vscode.commands.executeCommand('ari.channel.originate', onServer(), answers);
    const { sentence, buttons } = await reported('callFailed');
    assert.equal(sentence, '“Local/ring@explain/n” did not answer in time.');
    assert.deepEqual(buttons, ['Call Again', 'Show Log']);
  });

  it('notice an application that nobody serves, in the stream only', async () => {
    const into = { context: 'explain', extension: 'nobody' };
    await channels.originate(server.rest, { endpoint: 'Local/stay@explain/n', ...into });
    const [note] = await until(() => notes.length > 0 && notes, { what: 'the note' });
    assert.match(
      note!,
      /^Nobody served “nobody-serves-it” when Local\/stay@explain-.* came, at explain,nobody,1\. No program is connected/,
    );
    assert.deepEqual(reports, []);
  });

  it('notice what was started past the commands, and is skipped in silence', async () => {
    const id = await inStasis();
    await channels.play(server.rest, id, { media: ['recording:never-made'] });
    const { sentence, buttons } = await reported('playbackSkipped');
    assert.equal(sentence, '“recording:never-made” was not played. The server has no recording of that name.');
    assert.deepEqual(buttons, ['Play Something Else…', 'Show Log']);
    assert.deepEqual(notes, [sentence]);
  });

  it('say that nothing was sent while the connection is being made again', async () => {
    const id = await inStasis();
    await asterisk.kill();
    await until(() => server.state.kind === 'reconnecting', { what: 'the loss to be seen' });
    const { sentence, buttons } = await refused('ari.channel.answer', onChannel(id));
    assert.equal(sentence, 'The connection is lost and being made again. Try once more in a moment.');
    assert.deepEqual(buttons, ['Retry Now', 'Diagnose', 'Show Log']);
    await asterisk.startAgain();
    await until(() => server.isConnected, { what: 'the connection', timeoutMs: 30_000 });
  }).timeout(60_000);
});
