// npm run demo: a private Asterisk and a VS Code with the extension, until Ctrl+C.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Asterisk } from './asterisk/asterisk';
import { type ExistingServer, parseArguments } from './demo/arguments';
import { type DemoVSCode, openVSCode } from './demo/vscode';
import { demoWorkspace, includeWorkspace } from './demo/workspace';
import { progress, ROOT } from './places';
import { buildVsix } from './vsix';

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-demo-'));
const running: { asterisk?: Asterisk; vscode?: DemoVSCode; ending?: Promise<never> } = {};

/** Ends everything that was started, in any state of starting, and this process. */
function end(code: number, why?: string): Promise<never> {
  running.ending ??= (async () => {
    if (why) console.error(why);
    await Promise.allSettled([running.vscode?.dispose(), running.asterisk?.stop()]);
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
    process.exit(code);
  })();
  return running.ending;
}

async function startAsterisk(): Promise<string> {
  const { folder, ports } = await demoWorkspace(path.join(temporary, 'demo'));
  progress('Asterisk: starting a private one…');
  const asterisk = await Asterisk.start({ ports, files: includeWorkspace(folder) });
  running.asterisk = asterisk;
  const cli = `${asterisk.installation.program} -C ${path.join(asterisk.folder, 'etc/asterisk.conf')} -r`;
  console.log(
    `Asterisk 22 listens on ${asterisk.url} (user demo, password demo; SIP on UDP port ${asterisk.sipPort}).`,
  );
  if (ports.http !== 8088) console.log(`Port 8088 was taken: the files that VS Code opens say ${ports.http} instead.`);
  console.log(`Its command line:  ${cli}`);
  return folder;
}

function settingsFor(existing: ExistingServer | undefined): Record<string, unknown> {
  if (!existing?.username) return {};
  const { url, username } = existing;
  return { 'ari.servers': [{ name: new URL(url).host, url, username }] };
}

async function main(): Promise<void> {
  const existing = parseArguments(process.argv.slice(2));
  const [folder, vsix] = await Promise.all([existing ? path.join(ROOT, 'demo') : startAsterisk(), buildVsix()]);
  if (existing)
    console.log(`Using the Asterisk at ${existing.url}: add it with "ARI: Add Server…" if it is not in the list.`);
  const vscode = await openVSCode({
    profile: path.join(temporary, 'profile'),
    folder,
    vsix,
    settings: settingsFor(existing),
  });
  running.vscode = vscode;
  vscode.child.once('exit', () => void end(0, 'VS Code is closed: the demo ends.'));
  console.log(`${vscode.message}\nPress Ctrl+C to end the demo.`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void end(0, '\nEnding the demo…'));
main().catch((error: unknown) => end(1, error instanceof Error ? error.message : String(error)));
