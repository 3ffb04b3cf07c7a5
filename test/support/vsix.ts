import fs from 'node:fs';
import path from 'node:path';
import { buildExtension } from './layers/layer';
import { OUT, ROOT } from './places';
import { execute } from './processes';

const LIMIT_BYTES = 1024 * 1024;

/**
 * Builds the extension and packs it for installation.
 *
 * @returns the VSIX's absolute path, under `out/`
 * @throws Error when it is larger than 1 MB
 */
export async function buildVsix(): Promise<string> {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const packagePath = path.join(OUT, `${name}-${version}.vsix`);
  fs.mkdirSync(OUT, { recursive: true });
  await buildExtension();
  const vsce = path.join(ROOT, 'node_modules/@vscode/vsce/vsce');
  // The README's pictures and links are for those who have the checkout.
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await execute(process.execPath, [vsce, 'package', ...options, '--out', packagePath], { cwd: ROOT });
  const { size } = fs.statSync(packagePath);
  if (size > LIMIT_BYTES) throw new Error(`${packagePath} is ${size} bytes; the limit is ${LIMIT_BYTES}.`);
  return packagePath;
}
