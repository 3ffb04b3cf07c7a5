import fs from 'node:fs';
import os from 'node:os';
import { execute } from '../test/support/processes';
import { install } from '../test/support/asterisk/install';
import { installVSCode } from '../test/support/vscode/install';
import { number } from './figures';

/** One paragraph that names the machine and the programs, for whoever compares figures. */
export async function describeMachine(): Promise<string> {
  const cpus = os.cpus();
  return [
    `${cpus[0]?.model.trim() ?? 'unknown CPU'}, ${cpus.length} cores, ${number(os.totalmem() / 2 ** 30)} GB RAM`,
    operatingSystem(),
    `Node ${process.versions.node}`,
    await asterisk(),
    await vscode(),
  ].join(' · ');
}

function operatingSystem(): string {
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(release)?.[1];
  return `${name ?? os.type()}, kernel ${os.release()}`;
}

async function asterisk(): Promise<string> {
  const { program } = await install('22');
  return (await execute(program, ['-V'])).trim();
}

async function vscode(): Promise<string> {
  const { serverMain } = await installVSCode();
  const product = new URL('../product.json', `file://${serverMain}`);
  const { version, codeServerVersion } = JSON.parse(fs.readFileSync(product, 'utf8')) as Record<string, string>;
  return `VS Code ${version ?? '?'}${codeServerVersion ? ` (code-server ${codeServerVersion})` : ''}`;
}
