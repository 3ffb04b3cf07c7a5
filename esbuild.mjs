import fs from 'node:fs';
import * as esbuild from 'esbuild';

const KB = 1024;
const BUNDLE_LIMIT = 800 * KB;
const watch = process.argv.includes('--watch');

const options = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  // CommonJS because VS Code's proxy support hooks module._load.
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  minify: !watch,
  sourcemap: watch,
  legalComments: 'none',
  logLevel: 'warning',
};

if (watch) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
  const { size } = fs.statSync(options.outfile);
  if (size > BUNDLE_LIMIT) throw new Error(`${options.outfile} is ${size} bytes; the limit is ${BUNDLE_LIMIT}.`);
  console.log(`${options.outfile}: ${Math.round(size / KB)} KB`);
}
