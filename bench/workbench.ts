import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { Asterisk } from '../test/support/asterisk/asterisk';
import { progress } from '../test/support/places';
import { until } from '../test/support/until';
import { Workbench } from '../test/support/vscode/workbench';
import { median, number, table } from './figures';

const PAIRS = 1500;
const BUSY = 25;
const ROUNDS = 15;
const COUNTED_MS = 5000;
const DIALPLAN = `
[quiet]
exten => _rou[n]d.,1,Wait(60)

[busy]
exten => s,1,Answer()
 same => n(again),Set(I=$[0\${I}+1])
 same => n,Wait(0.09)
 same => n,Goto(again)
`;

/** What a person waits for, in milliseconds: one sample each round. */
interface Waits {
  /** From the key press until the palette is to be seen. */
  readonly palette: readonly number[];
  /** From Enter until a command of ours asks. */
  readonly command: readonly number[];
}

/** How a real workbench feels on a quiet server, and on one with 3,000 channels and about 1,000 events a second. */
export async function workbench(): Promise<string> {
  const asterisk = await Asterisk.start({ dialplan: DIALPLAN });
  const folder = writeWorkspace(asterisk);
  const window = await Workbench.open({ folder });
  try {
    await connect(window);
    progress('a quiet server');
    const quiet = await measure(window);
    const shown = await eventToPage(window, asterisk, 1000);
    const shownAmidChanges = await eventToPage(window, asterisk, 0);
    progress(`${PAIRS * 2} channels`);
    await load(asterisk);
    const rate = await eventsPerSecond(asterisk);
    await until(async () => (await channelsShown(window)) === (await channelsListed(asterisk)), {
      what: 'the tree to show as many channels as the server lists',
      timeoutMs: 60_000,
    });
    const busy = await measure(window);
    const loaded = `${number(await channelsListed(asterisk))} channels, ${number(rate)} events/s`;
    return describe(loaded, { quiet, busy, shown, shownAmidChanges });
  } finally {
    await window.dispose();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly quiet: Waits;
  readonly busy: Waits;
  readonly shown: readonly number[];
  readonly shownAmidChanges: readonly number[];
}

function describe(loaded: string, { quiet, busy, shown, shownAmidChanges }: Measured): string {
  const ms = (samples: readonly number[]): string => `${number(median(samples))} (${number(Math.max(...samples))})`;
  return [
    `Medians of ${ROUNDS} and, in brackets, the longest; milliseconds.`,
    table(
      ['', 'quiet', loaded],
      [
        ['the palette opens', ms(quiet.palette), ms(busy.palette)],
        ['a command asks its first question', ms(quiet.command), ms(busy.command)],
      ],
    ),
    table(
      ['', 'after a quiet second', 'while other changes are shown'],
      [['a new channel stands in the tree after its event', ms(shown), ms(shownAmidChanges)]],
    ),
  ].join('\n\n');
}

/** A folder with the configuration files that the workbench offers to import. */
function writeWorkspace({ user, password, port }: Asterisk): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-bench-'));
  const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);
  write('ari.conf', `[general]\nenabled = yes\n[${user}]\ntype = user\npassword = ${password}\n`);
  write('http.conf', `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${port}\n`);
  return folder;
}

async function connect(window: Workbench): Promise<void> {
  await window.openView('Asterisk');
  await window.welcomeButton('Import ari.conf');
  const tree = window.tree();
  // The server opens by itself when it is connected, and so do its lists.
  const rows = await tree.waitFor((all) => all.some(({ label }) => label === 'Channels'), 'the lists', 30_000);
  if (rows.find(({ label }) => label === 'Channels')?.expanded !== true) await tree.expand('Channels');
}

/** Milliseconds from a bare client's hearing of a channel until a person sees it in the tree. */
async function eventToPage(window: Workbench, asterisk: Asterisk, quietMs: number): Promise<number[]> {
  const socket = await listen(asterisk, 'bench-clock');
  const heard = new Map<string, number>();
  socket.on('message', (data: Buffer) => {
    const { type, channel } = JSON.parse(data.toString()) as { type: string; channel?: { id: string } };
    if (type === 'ChannelCreated' && channel?.id.startsWith('bench-') === true) {
      heard.set(channel.id, performance.now());
    }
  });
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = `bench-${quietMs}-${round}`;
    const place = `Local/round${round}@quiet`;
    await ask(asterisk, 'POST', `channels?endpoint=${place}&context=wait&extension=s&priority=1&channelId=${id}`);
    const row = window.tree().row(`${place}-`);
    await row.waitFor();
    const shown = performance.now();
    // This process may learn of the row before it gets to the event.
    samples.push(shown - (await until(() => heard.get(id), { what: 'the event' })));
    await ask(asterisk, 'DELETE', `channels/${id}`);
    await row.waitFor({ state: 'detached' });
    await wait(quietMs);
  }
  socket.close();
  return samples;
}

/** A bare client that hears everything. */
async function listen(asterisk: Asterisk, application: string): Promise<WebSocket> {
  const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${application}&subscribeAll=true`;
  const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

async function ask(asterisk: Asterisk, method: string, target: string): Promise<void> {
  const answer = await fetch(`${asterisk.url}/ari/${target}`, {
    method,
    headers: { authorization: asterisk.authorization },
  });
  if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status}`);
}

async function load(asterisk: Asterisk): Promise<void> {
  const originate = (context: string): Promise<void> =>
    ask(asterisk, 'POST', `channels?endpoint=Local/s@${context}&context=wait&extension=s&priority=1`);
  for (let started = 0; started < PAIRS; started += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => originate(started + index < BUSY ? 'busy' : 'wait')));
  }
}

/** What a bare client counts in five seconds. */
async function eventsPerSecond(asterisk: Asterisk): Promise<number> {
  const socket = await listen(asterisk, 'bench-counter');
  let count = 0;
  socket.on('message', () => (count += 1));
  const began = performance.now();
  await wait(COUNTED_MS);
  socket.close();
  return count / ((performance.now() - began) / 1000);
}

async function channelsListed(asterisk: Asterisk): Promise<number> {
  const answer = await fetch(`${asterisk.url}/ari/channels`, { headers: { authorization: asterisk.authorization } });
  return ((await answer.json()) as readonly unknown[]).length;
}

async function channelsShown(window: Workbench): Promise<number> {
  const row = (await window.tree().rows()).find(({ label }) => label === 'Channels');
  return Number(row?.description.replace(/\D/g, '') ?? NaN);
}

async function measure({ page }: Workbench): Promise<Waits> {
  const input = page.locator('.quick-input-widget:visible input').first();
  const palette: number[] = [];
  const command: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const pressed = performance.now();
    await page.keyboard.press('F1');
    await input.waitFor();
    palette.push(performance.now() - pressed);
    await input.fill('>ARI: Add Server…');
    await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'Add Server' }).first().waitFor();
    const entered = performance.now();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title:visible', { hasText: 'Add Asterisk Server' }).waitFor();
    command.push(performance.now() - entered);
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' });
  }
  return { palette, command };
}
