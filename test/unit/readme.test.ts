import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/places';

interface Property {
  readonly default?: unknown;
  readonly items?: { readonly properties?: Readonly<Record<string, Property>> };
}

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly commands: readonly { readonly title: string }[];
    readonly keybindings: readonly { readonly key: string }[];
  };
}

const read = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8');
const source = read('package.json');
const { contributes } = JSON.parse(source) as Manifest;
const sentences = JSON.parse(read('package.nls.json')) as Record<string, string>;
const readme = read('README.md');

/** The text below a heading, to the next one of any level. */
function section(heading: string): string {
  const after = readme.split(`${heading}\n`)[1];
  assert.ok(after !== undefined, `the README has "${heading}"`);
  return after.split(/^#+ /m)[0]!;
}

/** Names and defaults of a table whose first column is a name in backticks. */
function rows(table: string): [name: string, value: string][] {
  return [...table.matchAll(/^\| `([^`]+)`\s*\| (?:`([^`]*)`)?\s*\|/gm)].map(([, name, value]) => [name!, value ?? '']);
}

function defaults(properties: Readonly<Record<string, Property>>): [name: string, value: string][] {
  const written = (value: unknown): string =>
    typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return Object.entries(properties).map(([name, property]) => [name, written(property.default)]);
}

describe('the README', () => {
  it('tells each setting and its default', () => {
    const [settings, ofServers] = section('## Settings').split('Each of `ari.servers` has:');
    const { properties } = contributes.configuration;
    assert.deepEqual(rows(settings!), defaults(properties));
    assert.deepEqual(rows(ofServers!), defaults(properties['ari.servers']!.items!.properties!));
  });

  it('lists each command by its title', () => {
    const table = section('## Commands')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    const listed = [...table.matchAll(/\*\*([^*]+)\*\*/g)].map(([, title]) => title!);
    const titles = contributes.commands.map(({ title }) => sentences[title.slice(1, -1)]!);
    assert.deepEqual(listed.sort(), titles.sort());
  });

  it('tells the keys', () => {
    for (const { key } of contributes.keybindings)
      assert.match(section('### Keys'), new RegExp(key.replace('+', '\\+'), 'i'));
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^https?:/.test(link));
    assert.ok(links.length > 5);
    for (const link of links) assert.ok(fs.existsSync(path.join(ROOT, link)), link);
  });
});

describe('package.nls.json', () => {
  it('has every sentence of package.json, and no other', () => {
    const used = new Set([...source.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!));
    assert.deepEqual([...used].sort(), Object.keys(sentences).sort());
  });
});
