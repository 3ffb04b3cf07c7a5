import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const KB = 1024;
const LIMIT = 1000 * KB;
const START_LIMIT = 90 * KB;
const CLI_LIMIT = 300 * KB;
const OUT = 'dist';
const ENTRY = 'extension.js';
/** What is loaded when it is needed, by itself. */
const WINGS = ['src/mainWing.ts', 'src/workbench/dialplan/registerDialplan.ts'];
/** As a required module: an `import()` would be loaded past VS Code's hooks. */
const COMMON_JS = {
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  minify: true,
  supported: { 'dynamic-import': false },
};
const watch = process.argv.includes('--watch');

/**
 * VS Code's API as one module of the bundle. Without it each source file that imports `vscode` would load and copy the
 * whole API for itself, which was the largest part of the activation (measured).
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ path: name, namespace }) =>
      namespace === 'once' ? { path: name, external: true } : { path: name, namespace: 'once' },
    );
    build.onLoad({ filter: /./, namespace: 'once' }, () => ({
      contents: `export { ${namesUsed().join(', ')} } from 'vscode';`,
      loader: 'js',
    }));
  },
};

/** What the sources name of VS Code's API; types among it are undefined there, and cost nothing. */
function namesUsed() {
  const files = fs.readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => fs.readFileSync(path.join('src', file), 'utf8'));
  const namespaces = texts.flatMap((text) => [...text.matchAll(/\bvscode\.(\w+)/g)].map(([, name]) => name));
  const named = texts.flatMap((text) =>
    [...text.matchAll(/^import \{([^}]*)\} from 'vscode';$/gm)].flatMap(([, names]) => names.split(',')),
  );
  return [...new Set([...namespaces, ...named.map((name) => name.trim())])].filter(Boolean);
}

const options = {
  entryPoints: ['src/extension.ts'],
  outdir: OUT,
  bundle: true,
  platform: 'node',
  target: 'node22',
  plugins: [vscodeOnce],
  minify: !watch,
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * Splits off what is imported when it is needed, so that it costs the start nothing. esbuild splits ES modules only, and
 * VS Code's proxy support hooks `module._load`, which only CommonJS goes through: so the parts become CommonJS. Those
 * that are loaded together anyway, at the start and with the main wing, become one file each, since each file costs about
 * a millisecond (measured).
 * @returns the sizes in bytes by file name
 */
async function buildParts() {
  const split = { ...options, format: 'esm', splitting: true, chunkNames: '[name]-[hash]', write: false };
  const { outputFiles, metafile } = await esbuild.build({ ...split, metafile: true });
  const parts = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
  const homes = homesOf(metafile.outputs);
  const files = new Map();
  for (const [name, text] of parts) {
    if ((homes.get(name) ?? name) !== name) continue;
    const code = homes.has(name) ? await joined(name, parts, homes) : (await esbuild.transform(text, COMMON_JS)).code;
    const inHomes = (all, part) => (homes.has(part) ? within(homes.get(part), part) : all);
    files.set(name, code.replace(/require\("\.\/([^"]+)"\)/g, inHomes));
  }
  fs.rmSync(OUT, { recursive: true, force: true });
  fs.mkdirSync(OUT);
  for (const [name, code] of files) fs.writeFileSync(path.join(OUT, name), code);
  return new Map([...files].map(([name, code]) => [name, Buffer.byteLength(code)]));
}

function outputOf(entryPoint, outputs) {
  const [file] = Object.entries(outputs).find(([, output]) => output.entryPoint === entryPoint);
  return path.basename(file);
}

/**
 * In which file a part stands that is loaded at the start or with the main wing. What the wings share is loaded at the
 * start: it is little, and none of them has to load another.
 */
function homesOf(outputs) {
  const [main, dialplan] = WINGS.map((entryPoint) => outputOf(entryPoint, outputs));
  const [withMain, withDialplan] = [neededBy(main, outputs), neededBy(dialplan, outputs)];
  const shared = [...withMain].filter((name) => withDialplan.has(name));
  const atStart = new Set([...neededBy(ENTRY, outputs), ...shared]);
  return new Map([...atStart, ...withMain].map((name) => [name, atStart.has(name) ? ENTRY : main]));
}

/** The parts that are loaded with one, and it. */
function neededBy(name, outputs, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path: file, kind, external } of outputs[`${OUT}/${name}`].imports) {
    if (kind === 'import-statement' && !external) neededBy(path.basename(file), outputs, found);
  }
  return found;
}

/** The parts of a file, which exports what the first does, and each of the others as one thing, for the parts outside. */
async function joined(first, parts, homes) {
  const isInside = (name) => homes.get(name) === first;
  const inMemory = {
    name: 'in-memory',
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path: file, kind }) => {
        const name = path.basename(file);
        return kind === 'dynamic-import' || !isInside(name)
          ? { path: file, external: true }
          : { path: name, namespace: 'part' };
      });
      build.onLoad({ filter: /./, namespace: 'part' }, ({ path: name }) => ({ contents: parts.get(name) }));
    },
  };
  const others = [...parts.keys()].filter((name) => name !== first && isInside(name));
  const contents = [
    `export * from './${first}';`,
    ...others.map((name) => `export * as ${nameOf(name)} from './${name}';`),
  ].join('\n');
  const { outputFiles } = await esbuild.build({
    ...COMMON_JS,
    stdin: { contents },
    bundle: true,
    external: ['vscode'],
    plugins: [inMemory],
    write: false,
  });
  return outputFiles[0].text;
}

function within(home, part) {
  const file = `require("./${home}")`;
  return home === part ? file : `${file}.${nameOf(part)}`;
}

function nameOf(part) {
  return path.parse(part).name.replace(/\W/g, '_');
}

/**
 * The checker for the command line, a file that needs nothing beside Node. An import of `vscode` would fail here.
 * @returns its size in bytes
 */
async function buildCli(outfile) {
  await esbuild.build({
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    ...COMMON_JS,
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  return fs.statSync(outfile).size;
}

function keepTo(limit, what, size) {
  if (size > limit) throw new Error(`${what} has ${size} bytes; the limit is ${limit}.`);
}

const cliOnly = process.argv.find((word) => word.startsWith('--cli='));
if (cliOnly) {
  await buildCli(cliOnly.slice('--cli='.length));
} else if (watch) {
  const context = await esbuild.context({ ...options, format: 'cjs', sourcemap: true });
  await context.watch();
} else {
  const sizes = await buildParts();
  const size = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  keepTo(LIMIT, OUT, size);
  keepTo(START_LIMIT, ENTRY, sizes.get(ENTRY));
  const cli = await buildCli(path.join(OUT, 'cli.js'));
  keepTo(CLI_LIMIT, 'The checker', cli);
  const first = Math.round(sizes.get(ENTRY) / KB);
  console.log(
    `${OUT}: ${Math.round(size / KB)} KB, of which ${first} KB are loaded at the start; cli.js: ${Math.round(cli / KB)} KB`,
  );
}
