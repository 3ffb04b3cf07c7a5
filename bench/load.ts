// How the workbench feels under load: 3,000 real Local channels, about 1,000 events a second. Prints one table.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { Asterisk } from '../test/support/asterisk/asterisk';
import { until } from '../test/support/until';
import { Workbench } from '../test/support/vscode/workbench';

const PAIRS = 1500;
const BUSY = 25;
const ROUNDS = 15;
const DIALPLAN = `
[quiet]
exten => _rou[n]d.,1,Wait(60)

[busy]
exten => s,1,Answer()
 same => n(again),Set(I=$[0\${I}+1])
 same => n,Wait(0.09)
 same => n,Goto(again)
`;

interface Figures {
  readonly median: number;
  readonly max: number;
}

async function main(): Promise<void> {
  const asterisk = await Asterisk.start({ dialplan: DIALPLAN });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-bench-'));
  fs.writeFileSync(
    path.join(folder, 'ari.conf'),
    `[general]\nenabled = yes\n[${asterisk.user}]\ntype = user\npassword = ${asterisk.password}\n`,
  );
  fs.writeFileSync(
    path.join(folder, 'http.conf'),
    `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${asterisk.port}\n`,
  );
  const workbench = await Workbench.open({ folder });
  try {
    await connect(workbench);
    const quiet = await measure(workbench);
    const shown = await eventToPage(workbench, asterisk, 1000);
    const shownAmidChanges = await eventToPage(workbench, asterisk, 0);
    await load(asterisk);
    const rate = await eventsPerSecond(asterisk);
    await until(async () => (await channelsShown(workbench)) === (await channelsListed(asterisk)), {
      what: 'the tree to show as many channels as the server lists',
      timeoutMs: 60_000,
    });
    const busy = await measure(workbench);
    print(await channelsListed(asterisk), rate, quiet, busy);
    console.log(`\n| a new channel stands in the tree after its event | |\n| --- | --- |`);
    console.log(`| after a quiet second | ${shown.median} (${shown.max}) |`);
    console.log(`| while other changes are being shown | ${shownAmidChanges.median} (${shownAmidChanges.max}) |`);
  } finally {
    await workbench.dispose();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function connect(workbench: Workbench): Promise<void> {
  await workbench.openView('Asterisk');
  await workbench.welcomeButton('Import ari.conf');
  const tree = workbench.tree();
  await tree.waitFor((rows) => rows.some(({ description }) => /22\./.test(description)), 'the server');
  const rows = await tree.rows();
  if (!rows.some(({ label }) => label === 'Channels')) await tree.expand('127.0.0.1');
  await tree.waitFor((all) => all.some(({ label }) => label === 'Channels'), 'the lists');
  const isOpen = (await tree.rows()).find(({ label }) => label === 'Channels')?.expanded === true;
  if (!isOpen) await tree.expand('Channels');
}

/** Milliseconds from a bare client's hearing of a channel until a person sees it in the tree. */
async function eventToPage(workbench: Workbench, asterisk: Asterisk, quietMs: number): Promise<Figures> {
  const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=bench-clock&subscribeAll=true`;
  const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
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
    const row = workbench.tree().row(`${place}-`);
    await row.waitFor();
    samples.push(performance.now() - (heard.get(id) ?? NaN));
    await ask(asterisk, 'DELETE', `channels/${id}`);
    await row.waitFor({ state: 'detached' });
    const gone = performance.now();
    await until(() => performance.now() - gone > quietMs, { what: 'quiet' });
  }
  socket.close();
  return figures(samples);
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
  const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=bench-counter&subscribeAll=true`;
  const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization } });
  let count = 0;
  socket.on('message', () => (count += 1));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const started = performance.now();
  await until(() => performance.now() - started > 5000, { what: 'five seconds', timeoutMs: 10_000 });
  socket.close();
  return Math.round(count / ((performance.now() - started) / 1000));
}

async function channelsListed(asterisk: Asterisk): Promise<number> {
  const answer = await fetch(`${asterisk.url}/ari/channels`, { headers: { authorization: asterisk.authorization } });
  return ((await answer.json()) as readonly unknown[]).length;
}

async function channelsShown(workbench: Workbench): Promise<number> {
  const row = (await workbench.tree().rows()).find(({ label }) => label === 'Channels');
  return Number(row?.description.replace(/\D/g, '') ?? NaN);
}

/** Milliseconds from the key press until the palette is to be seen, and from Enter until a command of ours asks. */
async function measure(workbench: Workbench): Promise<{ palette: Figures; command: Figures }> {
  const { page } = workbench;
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
  return { palette: figures(palette), command: figures(command) };
}

function figures(samples: readonly number[]): Figures {
  const sorted = [...samples].sort((one, other) => one - other);
  return { median: Math.round(sorted[sorted.length >> 1] ?? NaN), max: Math.round(sorted.at(-1) ?? NaN) };
}

function print(
  channels: number,
  rate: number,
  quiet: Awaited<ReturnType<typeof measure>>,
  busy: Awaited<ReturnType<typeof measure>>,
): void {
  const row = (what: string, one: Figures, other: Figures): string =>
    `| ${what} | ${one.median} (${one.max}) | ${other.median} (${other.max}) |`;
  console.log(`${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.cpus().length} cores; median (max) of ${ROUNDS}, in ms`);
  console.log(`| | quiet | ${channels} channels, ${rate} events/s |\n| --- | --- | --- |`);
  console.log(row('palette opens', quiet.palette, busy.palette));
  console.log(row('a command asks its first question', quiet.command, busy.command));
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
