import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { LINT_CODES, LIVE_CODES } from '../../src/dialplan/lint/codes';
import type { Finding, TextEdit } from '../../src/dialplan/lint/finding';
import { lintProject } from '../../src/dialplan/lint/lint';
import { generateDialplan } from '../asterisk/dialplan/generate';
import { ROOT } from '../support/places';

type Files = Readonly<Record<string, string>>;

/** A code's section of docs/dialplan-diagnostics.md. */
interface Section {
  readonly code: string;
  readonly severity: string | undefined;
  readonly finding: string | undefined;
  readonly fixed: string | undefined;
  /** Files beside the example. */
  readonly beside: Files;
}

function readDocs(): Section[] {
  const text = fs.readFileSync(path.join(ROOT, 'docs/dialplan-diagnostics.md'), 'utf8');
  const [, ...sections] = text.replace(/^# .*$/gm, '').split(/^## /m);
  return sections.map((section) => {
    const blocks = [...section.matchAll(/^```asterisk(.*)\n([^]*?)^```$/gm)];
    const block = (kind: string): string | undefined => {
      const found = blocks.find(([, info = '']) => info.trim().split(' ')[0] === kind);
      return found && stretched(found[2]!, found[1]!);
    };
    const files = blocks.flatMap(([, info = '', body = '']) => {
      const name = /file=(\S+)/.exec(info)?.[1];
      return name === undefined ? [] : [[name, body] as const];
    });
    return {
      code: section.split('\n')[0]!.trim(),
      severity: /^Severity: (\w+)$/m.exec(section)?.[1],
      finding: block('finding'),
      fixed: block('fixed'),
      beside: Object.fromEntries(files),
    };
  });
}

/** `...=x*9000,y*2`: what `…` stands for. */
function stretched(text: string, info: string): string {
  const [, stretch] = /\.\.\.=(.*)$/.exec(info) ?? [];
  const long = stretch?.split(',').map((one) => {
    const [, what = '', count = ''] = /^(.*)\*(\d+)$/.exec(one) ?? [];
    return what.repeat(Number(count));
  });
  return text.replace('…', long?.join('') ?? '…');
}

function load(files: Files): Promise<DialplanProject> {
  const nameOf = (file: string): string => file.replace(/^\/etc\/asterisk\//, '');
  return loadProject(
    { read: (file) => Promise.resolve(files[nameOf(file)]), list: () => Promise.resolve(Object.keys(files)) },
    '/etc/asterisk/extensions.conf',
  );
}

async function lint(text: string, beside: Files = {}): Promise<Finding[]> {
  return lintProject(await load({ ...beside, 'extensions.conf': text }));
}

function shown(findings: readonly Finding[]): string[] {
  return findings.map(({ code, span, message }) => `${code} ${span.line}:${span.start} ${message}`);
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    const line = lines[span.line]!;
    lines[span.line] = line.slice(0, span.start) + newText + line.slice(span.end);
  }
  return lines.join('\n');
}

const sections = readDocs();

describe('the codes of the dialplan’s checks', () => {
  it('are those that the documentation explains', () => {
    assert.deepEqual(sections.map(({ code }) => code).sort(), Object.keys(LINT_CODES).sort());
  });

  for (const { code, severity, finding, fixed, beside } of sections) {
    if (LIVE_CODES.has(code)) continue;
    describe(code, () => {
      it('is found in its example', async () => {
        assert.equal(severity, (LINT_CODES as Record<string, string>)[code]);
        assert.ok(finding !== undefined && fixed !== undefined, 'two examples');
        const found = await lint(finding, beside);
        assert.ok(found.length > 0, 'nothing found');
        assert.deepEqual([...new Set(found.map((one) => one.code))], [code], shown(found).join('\n'));
        assert.ok(found.every((one) => one.severity === severity));
      });

      it('is not found where it is mended', async () => {
        assert.deepEqual(shown(await lint(fixed!, beside)), []);
      });
    });
  }
});

describe('the fixes of the dialplan’s checks', () => {
  for (const { code, finding, beside } of sections) {
    if (finding === undefined) continue;
    it(`of ${code}, if there are any, mend the example`, async () => {
      const found = await lint(finding, beside);
      for (const { fixes, span } of found) {
        for (const { edits } of fixes) {
          const left = await lint(applied(finding, edits), beside);
          const isLeft = left.some((one) => one.code === code && one.span.line === span.line);
          assert.ok(!isLeft, shown(left).join('\n'));
        }
      }
    });
  }

  it('are there where they are certain', async () => {
    const fixed = await Promise.all(
      sections.map(async ({ code, finding = '', beside }) => {
        const found = await lint(finding, beside);
        return found.some(({ fixes }) => fixes.some(({ isPreferred }) => isPreferred)) ? [code] : [];
      }),
    );
    const certain = fixed.flat();
    for (const code of ['next-without-start', 'unescaped-semicolon', 'missing-bracket']) {
      assert.ok(certain.includes(code), code);
    }
  });

  it('are certain of names only where nothing but their case differs', async () => {
    const kinds = async (text: string): Promise<string[]> =>
      (await lint(text)).flatMap(({ fixes }) => fixes.map(({ title, isPreferred }) => `${title} ${isPreferred}`));
    const from = '[a]\nexten => 1,1,Goto(';
    const to = ',s,1)\n[queue-1]\nexten => s,1,Hangup()\n';
    assert.deepEqual(await kinds(`${from}queue-2${to}`), ['Write “queue-1” false']);
    assert.deepEqual(await kinds(`${from}Queue-1${to}`), ['Write “queue-1” true']);
    assert.deepEqual(await kinds('[a]\nexten => 1,1,Waits(1)\n'), ['Write “Wait” false']);
  });

  it('do not take a priority that is there', async () => {
    const fixes = async (text: string): Promise<number> =>
      (await lint(text)).flatMap((one) => (/without/.test(one.code) ? one.fixes : [])).length;
    assert.equal(await fixes('[a]\nexten => 10,n,NoOp(a)\n'), 1);
    assert.equal(await fixes('[a]\nexten => 10,n,NoOp(a)\nexten => 10,1,NoOp(b)\n'), 0);
    assert.equal(await fixes('[a]\nexten => 1,hint,PJSIP/1\nexten => 1,n,NoOp(a)\nexten => 1,1,NoOp(b)\n'), 0);
  });
});

/** Calls that lead to a context, or look for a call or a hint in it. */
const NAMING: readonly string[] = [
  'Pickup(101@sales)',
  'ExtenSpy(101@sales)',
  'Set(X=${HINT(101@sales)})',
  'Set(X=${EXTENSION_STATE(101@sales)})',
  'AddQueueMember(q,Local/101@sales/n)',
  'RemoveQueueMember(q,Local/101@sales/n)',
  'Transfer(Local/101@sales)',
  'Set(X=${PERIODIC_HOOK(sales,101,60)})',
  'Set(__TRANSFER_CONTEXT=sales)',
  'Set(CHANNEL(after_bridge_goto)=sales,101,1)',
  'Set(CHANNEL(hangup_handler_push)=sales,101,1(x))',
  'Set(GOTO_ON_BLINDXFR=sales^101^1)',
];

describe('the dialplan’s checks', () => {
  const codesIn = async (text: string, beside?: Files): Promise<string[]> =>
    (await lint(text, beside)).map(({ code, severity }) => `${code} ${severity}`);

  it('give a hint only where another source may define a name', async () => {
    const jump = '[a]\nexten => 1,1,Goto(elsewhere,s,1)\n';
    assert.deepEqual(await codesIn(jump), ['unknown-context error']);
    assert.deepEqual(await codesIn(`${jump}#exec /bin/more`), ['unknown-context hint', 'exec-not-run hint']);
    assert.deepEqual(await codesIn(`${jump}switch => Realtime/x`), ['unknown-context error']);
    const into = '[a]\nexten => 1,1,Goto(b,s,1)\n[b]\nswitch => Realtime/x';
    assert.deepEqual(await codesIn(into), ['unknown-extension hint']);
  });

  it('take a context that is to be included and is not there for no error: Asterisk goes on', async () => {
    const including = (name: string): Promise<string[]> => codesIn(`[a]\ninclude => ${name}\nexten => 1,1,Hangup()\n`);
    assert.deepEqual(await including('from-elsewhere'), ['unknown-include warning']);
    // FreePBX writes hundreds of them.
    assert.deepEqual(await including('from-internal-custom'), ['unknown-include hint']);
  });

  it('know that there are no macros any more, and ask for none', async () => {
    assert.deepEqual(await codesIn('[a]\nexten => 1,1,Macro(old)\n'), ['removed-application warning']);
    assert.deepEqual(await codesIn('[a]\nexten => 1,1,Dial(PJSIP/1,,M(old))\n'), ['removed-application warning']);
  });

  it('tell of a macro once, wherever it is called', async () => {
    const told = async (call: string): Promise<string[]> =>
      (await lint(`[a]\nexten => 1,1,${call}\n`)).map(({ message }) => message.replace(/;.*/, ''));
    assert.deepEqual(await told('ExecIf($[1]?Macro(x))'), ['Asterisk 22 has no application “Macro” any more']);
    assert.deepEqual(await told('ExecIf($[1]?Dial(PJSIP/1,,M(x)))'), ['Asterisk 22 has no option M any more']);
  });

  it('take commas between the parts of an option’s target, as Asterisk does', async () => {
    const text = (options: string): string =>
      `[a]\nexten => 1,1,Dial(PJSIP/1,30,${options})\n[b]\nexten => s,1,Return()\n`;
    for (const options of ['F(b,s,1)', 'b(b,s,1)', 'B(b^s,1)', 'G(b,s,1)', 'U(b,x)']) {
      assert.deepEqual(await codesIn(text(options)), [], options);
    }
    assert.deepEqual(await codesIn(text('F(c,s,1)')), ['unknown-context error']);
  });

  it('look into calls within calls, at any depth', async () => {
    const codes = async (call: string): Promise<string[]> => codesIn(`[a]\nexten => 1,1,${call}\n`);
    assert.deepEqual((await codes('ExecIf(1?ExecIf(1?Macro(x):Playbak(y)))')).sort(), [
      'removed-application warning',
      'unknown-application warning',
    ]);
    assert.deepEqual(await codes('ExecIf(1?ExecIf(1?System(echo ${CALLERID(name)})))'), ['unfiltered-command warning']);
    assert.deepEqual(await codes('ExecIf(1?ExecIf(1?NoOp(${SHELL(echo ${CALLERID(name)})})))'), [
      'unfiltered-command warning',
    ]);
    assert.deepEqual(await codes('ExecIf(1?Exec(Set(NOSUCH(x)=1)))'), ['unknown-function warning']);
  });

  it('propose no label that would be none', async () => {
    const told = async (label: string): Promise<string> =>
      (await lint(`[a]\nexten => 1,1,GotoIf(1?${label})\n`)).map(({ message }) => message).join();
    assert.match(await told('after'), /n\(after\)/);
    assert.doesNotMatch(await told('after^s^1'), /n\(/);
  });

  it('know what leads to a context, and what only asks for it', async () => {
    const unreached = async (line: string): Promise<boolean> => {
      const text = `[in]\nexten => 1,1,NoOp()\n${line}\n[sales]\nexten => 101,1,Hangup()\n`;
      const codes = await codesIn(text, { 'pjsip.conf': '[1]\ntype=endpoint\ncontext=in\n' });
      return codes.some((code) => code.startsWith('unreached-context'));
    };
    for (const call of NAMING) assert.ok(!(await unreached(` same => n,${call}`)), call);
    assert.ok(!(await unreached('lswitch => Loopback/1${EXTEN}@sales:1/_X.')));
    assert.ok(await unreached('switch => Realtime/sales@extensions'));
    assert.ok(await unreached(' same => n,Set(X=${DIALPLAN_EXISTS(sales,101,1)}${VALID_EXTEN(sales,101)})'));
  });

  it('take no error in what is only asked for, or looked for', async () => {
    const calls = ['Set(X=${DIALPLAN_EXISTS(gone,1,1)}${VALID_EXTEN(gone,1)}${HINT(1@gone)})', 'Pickup(1@gone)'];
    for (const call of calls) assert.deepEqual(await codesIn(`[a]\nexten => 1,1,${call}\n`), [], call);
    assert.deepEqual(await codesIn('[a]\nexten => 1,1,AddQueueMember(q,Local/1@gone)\n'), ['unknown-context error']);
  });

  it('know that nothing jumps 101 priorities further any more', async () => {
    const text = '[a]\nexten => 1,1,Dial(PJSIP/1)\nexten => 1,2,NoOp()\nexten => 1,102,Busy()\n';
    assert.deepEqual(await codesIn(text), ['priority-gap warning']);
  });

  it('know the contexts of AEL and Lua', async () => {
    const jump = '[a]\nexten => 1,1,Goto(from-ael,s,1)\nexten => 2,1,Goto(from-lua,s,1)\n';
    const beside = {
      'extensions.ael': 'context from-ael {\n  s => NoOp();\n}\n',
      'extensions.lua': 'extensions = {\n  ["from-lua"] = { ["s"] = f };\n}\n',
    };
    assert.deepEqual(await codesIn(jump, beside), []);
  });

  it('look for an extension where the call came in: in what includes the context too', async () => {
    const text = '[phones]\ninclude => features\nexten => 100,1,Hangup()\n[features]\nexten => *1,1,Goto(100,1)\n';
    assert.deepEqual(await codesIn(text), []);
  });

  it('know that one extension goes on where another ends', async () => {
    const text = [
      '[a]',
      'exten => 100,1,Set(WHO=alice)',
      'exten => 101,1,Set(WHO=bob)',
      'exten => _10X,2,Dial(PJSIP/${WHO})',
      ' same => n,Hangup()',
    ].join('\n');
    assert.deepEqual(await codesIn(text), []);
  });

  it('take a priority that something jumps to, or may jump to, for reachable', async () => {
    const jump = (to: string): string =>
      `[a]\nexten => 1,1,GotoIf($[\${X}]?${to})\n same => n,Hangup()\n same => n,NoOp()\n`;
    assert.deepEqual(await codesIn(jump('3')), []);
    assert.deepEqual(await codesIn(jump('+2')), []);
    assert.deepEqual(await codesIn(jump('${WHERE}')), []);
    assert.deepEqual(await codesIn(jump('2')), ['unreachable-priority warning']);
  });

  it('know that a subroutine may return for one caller and not for another', async () => {
    const text = (end: string): string =>
      `[a]\nexten => 1,1,Gosub(s,s,1)\n same => n,Hangup()\n[s]\nexten => s/555,1,NoOp()\nexten => s,1,${end}\n`;
    assert.deepEqual(await codesIn(text('Return()')), []);
    assert.deepEqual(await codesIn(text('NoOp()')), ['gosub-without-return warning']);
  });

  it('take what a module of the editor’s user may have made for a name of its own', async () => {
    const text = '[a]\nexten => 1,1,Set(X=${ODBC_LOOKUP(1)})\n same => n,Goto(stasis-app,s,1)\n';
    assert.deepEqual(await codesIn(text), []);
  });

  it('take control and bidi characters out of what they tell', async () => {
    const [found] = await lint('[a]\nexten => 1,1,Goto(x\u202ey\u001b[31m,s,1)\n');
    assert.match(found!.message, /“xy/);
    assert.doesNotMatch(found!.message, /[\u0000-\u001f\u202e]/);
  });

  it('take any text', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const text = generateDialplan(seed);
      const cut = text.slice(0, (seed * 7919) % text.length);
      for (const one of [text, cut, `${cut}[(${'${'.repeat(seed)}`]) {
        const lines = one.split('\n').length;
        for (const { span } of await lint(one)) {
          assert.ok(span.line >= 0 && span.line < lines && span.start >= 0 && span.end >= span.start, `seed ${seed}`);
        }
      }
    }
  });
});
