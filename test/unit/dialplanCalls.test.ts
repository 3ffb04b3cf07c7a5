import assert from 'node:assert/strict';
import type { FileReader } from '../../src/conf/reader';
import {
  incomingCalls,
  nodesAt,
  outgoingCalls,
  placeOf,
  type CallEdge,
  type CallNode,
} from '../../src/dialplan/index/calls';
import { includedFiles, includesIn } from '../../src/dialplan/index/links';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { parseDialplan } from '../../src/dialplan/syntax/parseDialplan';

const FILES: Record<string, string> = {
  '/a/extensions.conf': [
    '[in]', // 0
    'include => night,22:00-06:00,*,*,*', // 1
    'exten => 100,1(go),GotoIf($["${X}" = "1"]?out,s,1:200,1)', // 2
    ' same => n,Goto(go)', // 3
    'exten => 200/555,1,Dial(PJSIP/a,30,U(sub^x))', // 4
    'exten => 200,1,Dial(Local/s@out/n&PJSIP/b)', // 5
    '[night]', // 6
    'exten => _X.,1,Gosub(sub,s,1(a))', // 7
    '[tmpl](!)', // 8
    'exten => t,1,Goto(in,100,1)', // 9
    '[one](tmpl)', // 10
    '[two](tmpl)', // 11
    '#include "parts/*.conf"', // 12
    '#tryinclude <missing.conf> ; or not', // 13
    '#include /etc/asterisk/more.conf', // 14
    '#exec /bin/true', // 15
  ].join('\n'),
  '/a/parts/b.conf': '[sub]\nexten => s,1,Return()',
  '/a/parts/a.conf': '[out]\nexten => s,1,WaitExten(3)\n same => n,BackGround(x,,,in)',
  '/a/more.conf': '',
};

const reader: FileReader = {
  read: (path) => Promise.resolve(FILES[path]),
  list: (folder) => {
    const inside = Object.keys(FILES).filter((path) => path.startsWith(`${folder}/`));
    return Promise.resolve([...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))]);
  },
};

function told(edges: readonly CallEdge[]): string[] {
  return edges
    .map(
      ({ node, sites }) =>
        `${nameOf(node)} ${sites.map(({ file, span }) => `${file.at(-6) ?? ''}${span.line}`).join()}`,
    )
    .sort();
}

function nameOf({ context, extension, callerId }: CallNode): string {
  return `${context}${extension === undefined ? '' : `,${extension}`}${callerId === undefined ? '' : `/${callerId}`}`;
}

describe('who calls whom in a dialplan', () => {
  let project: DialplanProject;
  before(async () => {
    project = await loadProject(reader, '/a/extensions.conf');
  });
  const extension = (context: string, name: string, callerId?: string): CallNode => ({
    context,
    extension: name,
    callerId,
  });
  const context = (name: string): CallNode => ({ context: name, extension: undefined, callerId: undefined });
  const at = (line: number, character: number): string[] =>
    nodesAt(project, '/a/extensions.conf', { line, character }).map(nameOf);

  it('begins with what is named at a place, or with the extension of the line', () => {
    assert.deepEqual(at(0, 2), ['in']);
    assert.deepEqual(at(2, 46), ['out,s']);
    assert.deepEqual(at(2, 42), ['out']);
    assert.deepEqual(at(3, 1), ['in,100']);
    assert.deepEqual(at(9, 1), ['one,t', 'two,t']);
    assert.deepEqual(at(6, 0), []);
    assert.deepEqual(placeOf(project, extension('in', '200', '555')), { file: '/a/extensions.conf', line: 4 });
    assert.equal(placeOf(project, extension('in', '201')), undefined);
  });

  it('finds where an extension jumps to', () => {
    assert.deepEqual(told(outgoingCalls(project, extension('in', '100'))), ['in,200 s2', 'in,200/555 s2', 'out,s s2']);
    assert.deepEqual(told(outgoingCalls(project, extension('in', '200', '555'))), ['sub,s s4']);
    assert.deepEqual(told(outgoingCalls(project, extension('in', '200'))), ['out,s s5']);
    assert.deepEqual(told(outgoingCalls(project, extension('two', 't'))), ['in,100 s9']);
  });

  it('finds who jumps to an extension', () => {
    assert.deepEqual(told(incomingCalls(project, extension('sub', 's'))), ['in,200/555 s4', 'night,_X. s7']);
    assert.deepEqual(told(incomingCalls(project, extension('in', '100'))), ['one,t s9', 'two,t s9']);
    assert.deepEqual(told(incomingCalls(project, extension('out', 's'))), ['in,100 s2', 'in,200 s5']);
  });

  it('finds what comes into a context, and what leaves it', () => {
    assert.deepEqual(told(incomingCalls(project, context('night'))), ['in s1']);
    assert.deepEqual(told(incomingCalls(project, context('in'))), ['one,t s9', 'out,s a2', 'two,t s9']);
    assert.deepEqual(told(outgoingCalls(project, context('in'))), ['night s1', 'out,s s2,s5', 'sub,s s4'].sort());
    assert.deepEqual(told(outgoingCalls(project, context('out'))), ['in a2']);
  });

  it('leads from includes to their files', async () => {
    const includes = includesIn(parseDialplan(FILES['/a/extensions.conf'] ?? '').tree);
    const lines = (FILES['/a/extensions.conf'] ?? '').split('\n');
    const found = await Promise.all(
      includes.map(async ({ span, argument }) => [
        lines[span.line]?.slice(span.start, span.end),
        ...(await includedFiles(reader, '/a', argument)),
      ]),
    );
    assert.deepEqual(found, [
      ['parts/*.conf', '/a/parts/a.conf', '/a/parts/b.conf'],
      ['missing.conf'],
      ['/etc/asterisk/more.conf', '/a/more.conf'],
    ]);
  });
});
