import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LINT_CODES } from '../../src/dialplan/lint/codes';
import { ROOT } from '../support/places';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
}

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
}

/** What we read of a SARIF log. */
interface Sarif {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
      readonly columnKind: string;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [Place];
        readonly relatedLocations?: readonly Place[];
      }[];
    },
  ];
}

const FILES = {
  'pbx/extensions.conf': [
    '[sales]',
    'exten => 100,1,Goto(salse,200,1)',
    '#include "more/ööö.conf"',
    'exten => 300,1,Goto(nowhere,s,1) ; ari-ignore: unknown-context',
  ],
  'pbx/more/ööö.conf': ['exten => 200,1,Answer()', 'exten => 200,1,Hangup()'],
  'good.conf': ['[a]', 'exten => 100,1,Answer()', ' same => n,Hangup()', '[globals]', 'X=1'],
  'hostile.extensions.conf': ['[a]', 'exten => 1,1,Goto(\u001b[31mred\u202e\u0007,s,1)'],
  'dots/extensions.conf': ['[a]', 'exten => 1,1,Goto(b,s,1)', '#include "..//dots/./part.conf"'],
  'dots/part.conf': ['[b]', 'exten => s,1,Goto(a,1,1)'],
  'circle1.conf': ['[a]', '#tryinclude circle2.conf'],
  'circle2.conf': ['[b]', 'exten => 1,1,Goto(nowhere,s,1)', '#tryinclude circle1.conf'],
};

describe('the command line', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ari-check-')));
    for (const [name, lines] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
    }
    const cli = path.join(folder, 'package/dist/cli.js');
    const built = spawnSync(process.execPath, ['esbuild.mjs', `--cli=${cli}`], { cwd: ROOT, encoding: 'utf8' });
    assert.equal(built.status, 0, built.stderr);
    for (const name of ['package.json', 'docs/dialplan-diagnostics.md']) {
      fs.mkdirSync(path.dirname(path.join(folder, 'package', name)), { recursive: true });
      fs.copyFileSync(path.join(ROOT, name), path.join(folder, 'package', name));
    }
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  function run(...words: string[]): Run {
    const cli = path.join(folder, 'package/dist/cli.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  }

  it('tells what is wrong, where, and in which code; errors end it with 1', () => {
    const { code, out, err } = run('check', 'pbx/extensions.conf');
    assert.equal(err, '');
    assert.equal(code, 1);
    const [first, second, related, summary] = out.split('\n');
    assert.match(first!, /^pbx\/extensions\.conf:2:21: error: .*salse.* \[unknown-context\]$/);
    assert.match(second!, /^pbx\/more\/ööö\.conf:2:\d+: error: .* \[duplicate-priority\]$/);
    assert.match(related!, /^ {4}pbx\/more\/ööö\.conf:1:\d+: /);
    assert.equal(summary, '2 errors in 2 files.');
  });

  it('takes a folder with an extensions.conf, and tells nothing twice', () => {
    assert.equal(run('check', 'pbx', 'pbx/extensions.conf').out, run('check', 'pbx').out);
    assert.equal(run('check', 'pbx/more/ööö.conf', 'pbx').out, run('check', 'pbx').out);
  });

  it('ends with 0 without errors', () => {
    const { code, out } = run('check', 'good.conf', '--severity', 'unreached-context=off');
    assert.equal(out, 'Nothing found in 1 file.\n');
    assert.equal(code, 0);
    const severities = ['--severity=unknown-context=warning', '--severity', 'duplicate-priority=off'];
    const weighed = run('check', 'pbx', ...severities);
    assert.match(weighed.out, /: warning: .*\[unknown-context\]\n1 warning in 2 files\.\n$/);
    assert.equal(weighed.code, 0);
  });

  it('reads files that include each other', () => {
    const { code, out } = run('check', 'circle1.conf', 'circle2.conf');
    assert.match(out, /^circle1\.conf:2:1: error: .* in 2 files\.\n$/s);
    assert.equal(code, 1);
    // Also when there is one besides that is in no circle.
    const besides = run('check', 'circle1.conf', 'circle2.conf', 'good.conf');
    assert.match(besides.out, /^circle1\.conf:2:1: error: .* in 3 files\.\n$/s);
    assert.equal(besides.code, 1);
  });

  it('knows a file by one path, however it is reached', () => {
    const { out } = run('check', 'dots/extensions.conf', 'dots/part.conf');
    assert.match(out, /^Nothing found in 2 files\.\n$/);
  });

  it('says of what it cannot read that it cannot, and ends with 2', () => {
    const { code, out, err } = run('check', '/dev/null');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^\/dev\/null cannot be read/);
  });

  it('writes JSON', () => {
    const { code, out } = run('check', 'pbx', '--format', 'json');
    const { counts, findings } = JSON.parse(out) as {
      counts: Record<string, number>;
      findings: Record<string, unknown>[];
    };
    assert.equal(code, 1);
    assert.equal(counts['error'], 2);
    const { code: named, file, startLine, startColumn, endColumn, severity } = findings[0]!;
    assert.deepEqual(
      { named, file, startLine, startColumn, endColumn, severity },
      {
        named: 'unknown-context',
        file: 'pbx/extensions.conf',
        startLine: 2,
        startColumn: 21,
        endColumn: 26,
        severity: 'error',
      },
    );
  });

  it('writes SARIF 2.1.0 to a file', () => {
    const { code, out } = run('check', 'pbx', '--format=sarif', '--output', 'found.sarif');
    assert.deepEqual([code, out], [1, '']);
    const log = JSON.parse(fs.readFileSync(path.join(folder, 'found.sarif'), 'utf8')) as Sarif;
    assert.equal(log.version, '2.1.0');
    const [{ tool, results, columnKind }] = log.runs;
    assert.equal(columnKind, 'utf16CodeUnits');
    assert.deepEqual(
      tool.driver.rules.map(({ id }) => id),
      Object.keys(LINT_CODES),
    );
    for (const { id, shortDescription, help, defaultConfiguration } of tool.driver.rules) {
      assert.match(shortDescription.text, /^[^`*]{15,}[.:]$/, id);
      assert.match(help.markdown, /^(?!Severity)[^]{20}/, id);
      assert.doesNotMatch(help.markdown, /```asterisk \w/, id);
      assert.match(defaultConfiguration.level, /^(error|warning|note)$/);
    }
    assert.equal(results.length, 2);
    for (const { ruleId, ruleIndex, level, message, locations, relatedLocations = [] } of results) {
      assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(level, 'error');
      assert.ok(message.text);
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
        assert.ok(startLine >= 1 && startColumn >= 1 && endLine === startLine && endColumn >= startColumn);
        assert.match(physicalLocation.artifactLocation.uri, /^pbx\/[\w/.%-]+$/);
      }
    }
    const [, second] = results;
    assert.equal(second?.locations[0].physicalLocation.artifactLocation.uri, 'pbx/more/%C3%B6%C3%B6%C3%B6.conf');
  });

  it('names files outside of the folder in full', () => {
    const cli = path.join(folder, 'package/dist/cli.js');
    const { stdout } = spawnSync(process.execPath, [cli, 'check', '../pbx', '--format=sarif'], {
      cwd: path.join(folder, 'package'),
      encoding: 'utf8',
    });
    const [{ results }] = (JSON.parse(stdout) as Sarif).runs;
    const { uri } = results[0]!.locations[0].physicalLocation.artifactLocation;
    assert.equal(uri, pathToFileURL(path.join(folder, 'pbx/extensions.conf')).href);
  });

  it('lets no text of a file move the cursor', () => {
    for (const format of ['text', 'json', 'sarif']) {
      const { out } = run('check', 'hostile.extensions.conf', `--format=${format}`);
      assert.match(out, /unknown-context/);
      assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });

  it('says in a sentence what it does not understand, and ends with 2', () => {
    const misuses: readonly (readonly [words: readonly string[], said: RegExp])[] = [
      [[], /^Say what to do/],
      [['chek', 'x'], /"chek" is no command/],
      [['check'], /^Say which file/],
      [['check', 'nothing.conf'], /^There is no file nothing\.conf\.$/],
      [['check', '.'], /^The folder \. has no extensions\.conf\.$/],
      [['check', 'pbx', '--format', 'xml'], /"xml" is no format/],
      [['check', 'pbx', '--frmat', 'text'], /--frmat/],
      [['check', 'pbx', '--severity', 'unknown-contxt=off'], /Did you mean unknown-context\?/],
      [['check', 'pbx', '--severity', 'unknown-context=loud'], /needs a level/],
      [['check', 'pbx', '--output', 'no/such/folder/x'], /no\/such\/folder\/x cannot be written/],
    ];
    for (const [words, said] of misuses) {
      const { code, out, err } = run(...words);
      assert.match(err.trimEnd(), said);
      assert.equal(err.trimEnd().split('\n').length, 1);
      assert.deepEqual([code, out], [2, ''], words.join(' '));
    }
  });

  it('tells how it is used, and its version', () => {
    assert.match(run('--help').out, /check \[options\] FILE/);
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(run('--version'), { code: 0, out: `${version}\n`, err: '' });
  });
});
