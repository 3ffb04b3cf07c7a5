import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DoctorReport } from '../../src/workbench/doctor/report';
import { tryOut } from '../../src/workbench/servers/tryOut';
import { makeCertificate } from '../asterisk/doctor/certificates';
import { httpConf } from '../asterisk/doctor/clinic';
import { Asterisk } from '../support/asterisk/asterisk';
import { freePort } from '../support/processes';
import { until } from '../support/until';
import { outcomeOf, run } from './commanding';
import { connectTo, internals, removeServers } from './support';

const TARGET = { kind: 'server', serverName: 'pbx', id: 'pbx' };
/** Not a part of the user's name, so that it can be searched for. */
const PASSWORD = 'Zu9-geheim';

describe('the doctor', () => {
  let asterisk: Asterisk;
  before(async () => (asterisk = await Asterisk.start({ files: { 'ari.conf': ARI_CONF } })));
  after(() => asterisk.stop());
  afterEach(async () => {
    await removeServers();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  /** Puts a server into the settings, without connecting it. */
  async function addServer(profile: Record<string, unknown> = {}, password: string | null = PASSWORD): Promise<void> {
    const { workbench } = await internals();
    const full = { name: 'pbx', url: asterisk.url, username: 'tester', ...profile };
    if (password === null) await workbench.credentials.forget(full);
    else await workbench.credentials.store(full, password);
    await vscode.workspace.getConfiguration('ari').update('servers', [full], vscode.ConfigurationTarget.Global);
    await until(() => workbench.registry.get('pbx')?.profile.url === full.url, { what: 'the server' });
  }

  async function diagnose(): Promise<DoctorReport> {
    const report = await run<DoctorReport>('ari.server.diagnose', TARGET);
    assert.doesNotMatch(report.text, new RegExp(PASSWORD));
    return report;
  }

  const shown = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';
  const lenses = async (): Promise<(string | undefined)[]> => {
    const { uri } = vscode.window.activeTextEditor!.document;
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return found.map(({ command }) => command?.title);
  };

  /** A report without what differs from run to run. */
  const steady = (text: string): string =>
    text
      .replaceAll(String(asterisk.port), 'PORT')
      .replace(/\d+(\.\d+)? ms/g, 'TIME')
      .replace(/22\.\d+\.\d+[^\s()”]*[^\s()”.]/g, 'VERSION');
  const marked = (text: string): string[] =>
    steady(text)
      // What goes on in the next line.
      .replace(/\n {2}(?=\S)/g, ' ')
      .split('\n')
      .filter((line) => /^[✓✗!–]/.test(line));

  it('writes down what it looked at on a healthy server', async () => {
    await addServer();
    const { failure, summary, text } = await diagnose();
    assert.equal(failure, undefined);
    assert.equal(summary, 'All is well: requests are answered and events arrive.');
    assert.deepEqual(marked(text), HEALTHY);
    assert.match(steady(text), /Tried: +GET \/ari\/asterisk\/info, as tester\n +Answer: 200 \(TIME\)/);
    assert.equal(shown(), text);
    assert.deepEqual(await lenses(), ['Diagnose Again', 'Copy Report']);
    assert.match(vscode.window.activeTextEditor!.document.uri.path, /^\/Diagnosis of pbx$/);
  });

  it('says what to change where the password is wrong, and helps to do it', async () => {
    const { workbench } = await internals();
    await addServer({}, `${PASSWORD}-not`);
    const { failure, text } = await diagnose();
    assert.equal(failure?.layer, 'credentials');
    assert.ok(steady(text).includes(REJECTED), text);
    assert.deepEqual(await lenses(), ['Forget Password', 'Edit Server…', 'Diagnose Again', 'Copy Report']);
    const { uri } = vscode.window.activeTextEditor!.document;
    const [forget] = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    await vscode.commands.executeCommand(forget!.command!.command, ...(forget!.command!.arguments as unknown[]));
    assert.equal(await workbench.credentials.get(workbench.registry.get('pbx')!.profile), undefined);
  });

  it('copies the report that is shown', async () => {
    await addServer();
    const { text } = await diagnose();
    await vscode.env.clipboard.writeText('');
    assert.equal(await run<string>('ari.server.copyDiagnosis'), text);
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.equal(await run<string>('ari.server.copyDiagnosis', TARGET), text);
  });

  it('renews the report in place', async () => {
    await addServer({ url: `${asterisk.url}/asterisk` });
    assert.match((await diagnose()).text, /✗ Prefix:/);
    const { document } = vscode.window.activeTextEditor!;
    await addServer();
    const { text } = await diagnose();
    await until(() => document.getText() === text, { what: 'the new report in the same document' });
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('names the URL to write', async () => {
    await addServer({ url: `${asterisk.url}/asterisk` });
    const { text } = await diagnose();
    assert.match(text, new RegExp(`Edit the server’s URL:\\n +${asterisk.url}\\n`));
  });

  it('has the port compared before it says how to open one', async () => {
    await addServer({ url: `http://127.0.0.1:${await freePort()}` });
    const { failure, text } = await diagnose();
    assert.equal(failure?.diagnosis.code, 'refused');
    assert.match(
      text,
      /• [^•]*compare the port in the server’s URL with bindport[^•]*http show status\n\n[^•]*• If the port/,
    );
    assert.doesNotMatch(text, /[\u00a0\u2000-\u200f\u202f]/);
  });

  it('asks for the password only when everything before it is in order', async () => {
    await addServer({ url: `http://127.0.0.1:${await freePort()}` }, null);
    assert.equal((await diagnose()).failure?.diagnosis.code, 'refused');
    await addServer({}, null);
    let isOver = false;
    const asking = diagnose().finally(() => (isOver = true));
    await until(
      async () => {
        if (!isOver) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return isOver;
      },
      { what: 'the question for the password to be closed', intervalMs: 100, timeoutMs: 15_000 },
    );
    assert.equal((await asking).failure?.diagnosis.code, 'noPassword');
  });

  it('offers to trust a certificate, and says which', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-doctor-'));
    const file = path.join(folder, 'asterisk.pem');
    fs.writeFileSync(file, makeCertificate({ commonName: 'pbx.example', names: ['pbx.example'] }).withKey);
    const tlsPort = await freePort();
    const secure = await Asterisk.start({
      files: ({ http }) => ({
        'http.conf': httpConf(http, 'tlsenable = yes', `tlsbindaddr = 127.0.0.1:${tlsPort}`, `tlscertfile = ${file}`),
      }),
    });
    try {
      await addServer({ url: `https://localhost:${tlsPort}` });
      const { failure, text } = await diagnose();
      assert.deepEqual(failure?.layer, 'tls');
      assert.match(text, /signed by itself alone[^]*SHA-256 ([0-9A-F]{2}:){31}/);
      assert.match(text, /TLSv1\.3, certificate “pbx\.example” for pbx\.example/);
      assert.equal((await lenses())[0], 'Trust This Certificate…');
      assert.ok((await vscode.commands.getCommands()).includes('ari.server.trustCertificate'));
    } finally {
      await secure.stop();
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('reports a CA file that is of no use, for which connecting offers to choose another', async () => {
    const file = path.join(os.tmpdir(), 'ari-doctor-is-not-there.pem');
    await addServer({ url: `https://127.0.0.1:${asterisk.port}`, caFile: file });
    const { reports } = await outcomeOf('ari.server.connect', TARGET);
    assert.deepEqual(reports[0]?.buttons, ['Choose CA File…', 'Edit Server…', 'Show Log']);
    const { failure, text } = await diagnose();
    assert.deepEqual(failure?.diagnosis, { code: 'caFileUnusable', file, isReadable: false });
    assert.ok(text.includes(`✗ Encryption: The CA file ${file} cannot be read.`), text);
    assert.equal((await lenses())[0], 'Choose CA File…');
  });

  it('diagnoses what is being entered, and gives way to the question again', async () => {
    const window = vscode.window as { showErrorMessage: (...texts: string[]) => Thenable<string | undefined> };
    const original = window.showErrorMessage;
    const told: string[][] = [];
    const answer = async (url: string, ...answers: string[]): Promise<string[][]> => {
      told.length = 0;
      window.showErrorMessage = (...texts) => {
        told.push(texts);
        return Promise.resolve(answers.shift());
      };
      assert.equal(await tryOut({ url, username: 'tester', password: `${PASSWORD}-not` }), 'edit');
      return told.map(([, ...buttons]) => buttons);
    };
    const buttons = ['Edit…', 'Diagnose', 'Try Again', 'Save Anyway'];
    try {
      assert.deepEqual(await answer(asterisk.url, 'Diagnose', 'Edit…'), [buttons, buttons]);
      assert.match(steady(shown()), /^Diagnosis of “127\.0\.0\.1:PORT”[^]*✗ User and password:/);
      assert.doesNotMatch(shown(), new RegExp(PASSWORD));
      assert.deepEqual(await lenses(), ['Copy Report']);
      assert.equal(await run<string>('ari.server.copyDiagnosis'), shown());
      assert.deepEqual(await answer(`${asterisk.url}/pbx`, 'Edit…'), [buttons]);
      assert.match(told[0]?.[0] ?? '', /there is no ARI at this address/);
      const away = ['Try Again', 'Edit…', 'Diagnose', 'Save Anyway'];
      assert.deepEqual(await answer(`http://127.0.0.1:${await freePort()}`, 'Edit…'), [away]);
    } finally {
      window.showErrorMessage = original;
    }
  });

  it('diagnoses a server that is connected, and takes nothing from it', async () => {
    const standard = await Asterisk.start();
    try {
      const server = await connectTo(standard, { name: 'pbx', application: 'sales' });
      const report = await run<DoctorReport>('ari.server.diagnose', TARGET);
      assert.equal(report.summary, 'All is well: requests are answered and events arrive.');
      assert.equal(server.state.kind, 'connected');
    } finally {
      await removeServers();
      await standard.stop();
    }
  });

  it('cleans what strangers wrote', async () => {
    await addServer({ name: 'pbx', username: 'te\u202estder\u001b[31m' });
    assert.doesNotMatch((await diagnose()).text, /[\u202e\u001b]/);
  });

  it('says so when there is nothing to diagnose or to copy', async () => {
    assert.match((await outcomeOf('ari.server.diagnose')).reports[0]?.sentence ?? '', /no server yet/);
    assert.match((await outcomeOf('ari.server.copyDiagnosis')).reports[0]?.sentence ?? '', /no report yet/);
  });
});

const ARI_CONF = `[general]
enabled = yes
[tester]
type = user
password = ${PASSWORD}
`;

const HEALTHY = [
  '✓ All is well: requests are answered and events arrive.',
  '– Name: The URL has an address: there is no name to look up.',
  '✓ Connection: Somebody listens there.',
  '– Encryption: Plain http, which does not leave this machine.',
  '✓ Web server: Asterisk’s own web server answers (Asterisk/VERSION).',
  '✓ Prefix: The server’s URL fits.',
  '✓ ARI: ARI is loaded and enabled.',
  '✓ User and password: “tester” is accepted. This is Asterisk VERSION.',
  '✓ Access lists: None keeps this machine out.',
  '✓ Started: Asterisk has started.',
  '✓ Rights: This user may read and write.',
  '✓ Modules: All that the workbench uses are loaded, and answer.',
  '✓ Event socket: It opens.',
  '✓ Application: Asterisk registers applications.',
  '✓ First event: An event arrived after TIME: ChannelUserevent.',
];

const REJECTED = `
✗ User and password: Asterisk does not accept “tester” with this password. It does not say which of the two is wrong.

  What to change

  • Use “Forget Password” and connect with another one, or edit the server’s user name.

  • In ari.conf, the user is a section of its own. A password that was encrypted by “ari mkpasswd” needs password_format = crypt:
        [tester]
        type = user
        password = …
        password_format = plain

  • Then tell Asterisk, and see whom it knows:
        *CLI> module reload res_ari.so
        *CLI> ari show users

What was looked at
`;
