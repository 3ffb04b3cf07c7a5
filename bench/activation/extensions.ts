import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../test/support/places';
import { execute } from '../../test/support/processes';
import { installExtension, type ServerOptions } from '../../test/support/vscode/server';

/** Writes an extension that does nothing, when somebody asks for it. @returns its folder. */
export function writeEmpty(parent: string, name: string): string {
  const folder = path.join(parent, name);
  const { engines } = manifestOf(ROOT);
  const manifest = { name, publisher: 'bench', version: '1.0.0', engines, main: './extension.js' };
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  fs.writeFileSync(path.join(folder, 'README.md'), 'Does nothing.');
  fs.writeFileSync(path.join(folder, 'extension.js'), 'exports.activate = () => undefined;');
  return folder;
}

/** @returns the VSIX's path. */
export async function pack(folder: string): Promise<string> {
  const file = `${folder}.vsix`;
  const vsce = path.join(ROOT, 'node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  await execute(process.execPath, [vsce, 'package', ...options], { cwd: folder });
  return file;
}

/** Installs an extension as people do; it is activated only by who asks for it, so that this can be timed. */
export async function installIdle(
  vsix: string,
  options: Required<Pick<ServerOptions, 'userData' | 'extensions'>>,
): Promise<void> {
  const before = new Set(foldersIn(options.extensions));
  await installExtension(vsix, options);
  for (const folder of foldersIn(options.extensions).filter((one) => !before.has(one))) {
    const manifest = { ...manifestOf(folder), activationEvents: [] };
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  }
}

function foldersIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(folder, entry.name, 'package.json')))
    .map(({ name }) => path.join(folder, name));
}

function manifestOf(folder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}
