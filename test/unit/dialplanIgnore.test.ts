import assert from 'node:assert/strict';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { type LintCode } from '../../src/dialplan/lint/codes';
import type { Finding, Severity } from '../../src/dialplan/lint/finding';
import { ignoreEdit, Ignored } from '../../src/dialplan/lint/ignore';
import { chosen, lintProject } from '../../src/dialplan/lint/lint';
import { memoryReader } from './conf/memoryReader';

const FILE = '/a/extensions.conf';

function project(...lines: string[]): Promise<DialplanProject> {
  return loadProject(memoryReader({ [FILE]: lines.join('\n') }), FILE);
}

/** The lines on which a code is silenced. */
async function silenced(lines: readonly string[], code: LintCode = 'unknown-context'): Promise<number[]> {
  const ignored = new Ignored(await project(...lines));
  return lines.flatMap((_, line) =>
    ignored.has({ code, file: FILE, span: { line, start: 0, end: 1 } }) ? [line] : [],
  );
}

function finding(code: LintCode, severity: Severity): Finding {
  const span = { line: 0, start: 0, end: 1 };
  return { code, severity, file: FILE, span, message: '', related: [], fixes: [], isUnnecessary: false };
}

describe('; ari-ignore', () => {
  it('is about the line on which it stands', async () => {
    assert.deepEqual(await silenced(['[a]', 'exten => 1,1,Goto(b,1,1) ; ari-ignore: unknown-context', 'x']), [1]);
  });

  it('takes several codes, a remark behind them, and other words before', async () => {
    const line = 'exten => 1,1,Goto(b,1,1) ; agreed ; ari-ignore: priority-gap , unknown-context they come later';
    assert.deepEqual(await silenced(['[a]', line]), [1]);
    assert.deepEqual(await silenced(['[a]', 'x ; ari-ignore: priority-gap and unknown-context']), []);
  });

  it('is about the next line where it stands alone, other comments between', async () => {
    const lines = [
      '[a]',
      '  ; ari-ignore: unknown-context',
      '; why',
      'exten => 1,1,Goto(b,1,1)',
      'exten => 2,1,NoOp()',
    ];
    assert.deepEqual(await silenced(lines), [1, 3]);
  });

  it('is about the file as ari-ignore-file', async () => {
    assert.deepEqual(await silenced(['; ari-ignore-file: unknown-context', '[a]', 'x']), [0, 1, 2]);
    assert.deepEqual(await silenced(['; ari-ignore-file: unknown-context'], 'unknown-ignored-code'), []);
  });

  it('is no such thing in a block comment, or where the semicolon is escaped', async () => {
    assert.deepEqual(await silenced(['[a]', 'x ;-- ; ari-ignore: unknown-context --;']), []);
    assert.deepEqual(await silenced(['[a]', 'exten => 1,1,NoOp(\\; ari-ignore: unknown-context)']), []);
  });

  it('is told of codes that there are not', async () => {
    const found = lintProject(
      await project('[a]', 'exten => 1,1,NoOp() ; ari-ignore: unknown-context, unknown-contxt'),
    );
    assert.deepEqual(
      found.map(({ code, span, fixes }) => [code, span, fixes[0]?.edits[0]?.newText]),
      [['unknown-ignored-code', { line: 1, start: 51, end: 65 }, 'unknown-context']],
    );
    const told = lintProject(await project('; ari-ignore-file: unknown-ignored-code', '; ari-ignore: x'));
    assert.deepEqual(told, []);
  });

  it('can be written for a line', async () => {
    const written = async (lines: readonly string[], line: number): Promise<string> => {
      const file = (await project(...lines)).files.get(FILE)!;
      const { span, newText } = ignoreEdit(file, line, 'unknown-context');
      const after = lines.map((text, at) =>
        at === span.line ? text.slice(0, span.start) + newText + text.slice(span.end) : text,
      );
      const whole = after.join('\n').split('\n');
      const ignoredNow = await silenced(whole);
      assert.ok(ignoredNow.includes(newText.endsWith('\n') ? line + 1 : line), whole.join('\n'));
      return whole[span.line]!;
    };
    const call = 'exten => 1,1,Goto(b,1,1)';
    assert.equal(await written(['[a]', `${call}  \r`], 1), `${call} ; ari-ignore: unknown-context  \r`);
    assert.equal(await written(['[a]', `${call} ; why`], 1), `${call} ; why ; ari-ignore: unknown-context`);
    assert.equal(
      await written(['[a]', `${call} ; ari-ignore: priority-gap since`], 1),
      `${call} ; ari-ignore: priority-gap, unknown-context since`,
    );
    assert.equal(
      await written(['[a]', '; ari-ignore: priority-gap', call], 2),
      '; ari-ignore: priority-gap, unknown-context',
    );
    assert.equal(await written(['[a]', `${call} ;-- more`, '--;'], 1), '; ari-ignore: unknown-context');
  });
});

describe('the severities that somebody chose', () => {
  it('take the place of a code’s own', () => {
    const findings = [finding('unknown-context', 'error'), finding('unknown-ignored-code', 'hint')];
    const told = chosen(findings, { 'unknown-context': 'warning', 'unknown-ignored-code': 'off' });
    assert.deepEqual(
      told.map(({ code, severity }) => [code, severity]),
      [['unknown-context', 'warning']],
    );
  });

  it('leave a hint a hint where another source may define the thing', () => {
    const findings = [finding('unknown-context', 'hint')];
    assert.deepEqual(chosen(findings, { 'unknown-context': 'error' }), findings);
    assert.deepEqual(chosen(findings, { 'unknown-context': 'off' }), []);
  });
});
