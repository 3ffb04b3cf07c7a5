import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { internals } from './support';

/** In each text, `‹name›` marks a place to ask at. */
const MARKED: Record<string, string> = {
  'extensions.conf': [
    '[globals]',
    '‹TRUNK›=PJSIP/out',
    '[in]',
    'include => ‹night›,22:00-06:00,*,*,*',
    'exten => 100,1,Goto(‹out›,s,1)',
    ' same => n,Gosub(‹sub›,s,‹start›(1))',
    ' same => n,GotoIf($["${X}" = "1"]?‹go›:in,‹200›,1)',
    ' same => n(go),Set(‹MINE›=1)',
    ' same => n,Dial(PJSIP/a,30,U(‹subU›^x))',
    ' same => n,Dial(PJSIP/a,30,b(‹subb›^s^1))',
    ' same => n,Dial(PJSIP/a,30,B(‹subB›^s^1))',
    ' same => n,Dial(PJSIP/a,30,M(‹m›^x))',
    ' same => n,Dial(PJSIP/a,30,G(‹grab›^s^1))',
    ' same => n,Dial(PJSIP/a,30,F(‹after›^s^1))',
    ' same => n,Queue(sales,,,,,,‹subQ›)',
    ' same => n,Dial(Local/‹300›@‹away›/n)',
    ' same => n,Dial(${‹TRUNK2›}/${‹MINE2›})',
    'exten => 200,1,Hangup()',
    '#include "parts/‹*›.conf"',
    '#include ‹single.conf›',
  ].join('\n'),
  'single.conf':
    '[night]\nexten => _X.,1,Goto(in,100,1)\n[away]\nexten => 300,1,NoOp(${MINE})\n[out]\nexten => s,1,NoOp()',
  'parts/a.conf': '[sub]\nexten => s,1,NoOp()\n same => n(start),Return()\n[macro-m]\nexten => s,1,NoOp()',
  'parts/b.conf': ['subU', 'subb', 'subB', 'grab', 'after', 'subQ']
    .map((name) => `[${name}]\nexten => s,1,Return()`)
    .join('\n'),
};
const plain = (text: string): string => text.replace(/[‹›]/g, '').replace('TRUNK2', 'TRUNK').replace('MINE2', 'MINE');

/** Where each marked name stands in the plain text. */
const PLACES = new Map(
  Object.entries(MARKED).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, number) =>
      [...line.matchAll(/‹([^›]+)›/g)].map(([, name = ''], index) => {
        const before = plain(
          line
            .split('‹')
            .slice(0, index + 1)
            .join(''),
        );
        return [name, { file, at: new vscode.Position(number, before.length) }] as const;
      }),
    ),
  ),
);

describe('the ways through a dialplan', function () {
  this.timeout(60_000);
  let folder: string;
  let root: vscode.Uri;
  let document: vscode.TextDocument;

  before(async () => {
    await internals();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = path.join(workspace.uri.fsPath, 'office');
    writeAll(folder);
    root = vscode.Uri.file(path.join(folder, 'extensions.conf'));
    document = await vscode.workspace.openTextDocument(root);
    await vscode.window.showTextDocument(document);
    await until(async () => (await definitions('out')).length > 0, { what: 'the dialplan to be read' });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  function writeAll(where: string): void {
    for (const [name, text] of Object.entries(MARKED)) {
      const file = path.join(where, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, plain(text));
    }
  }

  function placeOf(name: string): vscode.Position {
    const place = PLACES.get(name);
    assert.ok(place, name);
    return place.at;
  }

  const told = (uri: vscode.Uri, { start }: vscode.Range): string =>
    `${path.relative(folder, uri.fsPath).replace('extensions.conf', '')}:${start.line}`;

  async function definitions(name: string, uri = root): Promise<string[]> {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      uri,
      placeOf(name),
    );
    return found.map((one) => ('targetUri' in one ? told(one.targetUri, one.targetRange) : told(one.uri, one.range)));
  }

  async function references(name: string): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      root,
      placeOf(name),
    );
    return found.map(({ uri, range }) => told(uri, range)).sort();
  }

  describe('to definitions', () => {
    for (const [name, wanted] of Object.entries({
      night: 'single.conf:0',
      out: 'single.conf:4',
      sub: 'parts/a.conf:0',
      start: 'parts/a.conf:2',
      go: ':7',
      '200': ':17',
      subU: 'parts/b.conf:0',
      subb: 'parts/b.conf:2',
      subB: 'parts/b.conf:4',
      m: 'parts/a.conf:3',
      grab: 'parts/b.conf:6',
      after: 'parts/b.conf:8',
      subQ: 'parts/b.conf:10',
      '300': 'single.conf:3',
      away: 'single.conf:2',
      TRUNK2: ':1',
      MINE2: ':7',
      'single.conf': 'single.conf:0',
    })) {
      it(`from ${name}`, async () => assert.deepEqual(await definitions(name), [wanted]));
    }

    it('offer every file that a pattern includes', async () => {
      assert.deepEqual(await definitions('*'), ['parts/a.conf:0', 'parts/b.conf:0']);
    });
  });

  it('find references in every file', async () => {
    assert.deepEqual(await references('night'), [':3', 'single.conf:0']);
    assert.deepEqual(await references('start'), [':5', 'parts/a.conf:2']);
    assert.deepEqual(await references('300'), [':15', 'single.conf:3']);
    assert.deepEqual(await references('TRUNK'), [':1', ':16']);
    assert.deepEqual(await references('MINE'), [':16', ':7', 'single.conf:3']);
    assert.deepEqual(await references('m'), [':11', 'parts/a.conf:3']);
  });

  it('light up what names the same in the file', async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      root,
      placeOf('MINE'),
    );
    const { Write, Read } = vscode.DocumentHighlightKind;
    assert.deepEqual(
      found.map(({ range, kind }) => [range.start.line, kind]),
      [
        [7, Write],
        [16, Read],
      ],
    );
  });

  it('rename in every file, and leave what has its name for a reason', async () => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      root,
      placeOf('sub'),
      'other',
    );
    const edits = edit
      .entries()
      .flatMap(([uri, each]) => each.map(({ range, newText }) => `${told(uri, range)} ${newText}`));
    assert.deepEqual(edits.sort(), [':5 other', 'parts/a.conf:0 other']);
    const prepared = await vscode.commands.executeCommand<{ placeholder: string }>(
      'vscode.prepareRename',
      root,
      placeOf('MINE'),
    );
    assert.equal(prepared.placeholder, 'MINE');
    const taken = vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', root, placeOf('sub'), 'in');
    await assert.rejects(async () => await taken, /This name is taken/);
  });

  it('list the symbols of the workspace', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'star',
    );
    // Other extensions know symbols of what tests before this one opened, and so do we.
    const found = symbols
      .filter(({ location }) => location.uri.fsPath.startsWith(folder))
      .map(({ name, containerName, location }) => `${name} ${containerName} ${told(location.uri, location.range)}`);
    assert.deepEqual(found, ['start sub parts/a.conf:2']);
  });

  describe('along the calls', () => {
    const prepare = async (at: vscode.Position): Promise<vscode.CallHierarchyItem> => {
      const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
        'vscode.prepareCallHierarchy',
        root,
        at,
      );
      assert.ok(item);
      return item;
    };

    it('show who comes to a context and to an extension', async () => {
      const incoming = async (name: string): Promise<string[]> => {
        const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
          'vscode.provideIncomingCalls',
          await prepare(placeOf(name)),
        );
        return calls.map(
          ({ from, fromRanges }) => `${from.detail}:${from.name} ${fromRanges.map(({ start }) => start.line).join()}`,
        );
      };
      assert.deepEqual(await incoming('night'), [':in 3']);
      assert.deepEqual(await incoming('300'), ['in:100 15']);
      assert.deepEqual(await incoming('200'), ['in:100 6']);
    });

    it('show where an extension goes', async () => {
      const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
        'vscode.provideOutgoingCalls',
        await prepare(new vscode.Position(4, 1)),
      );
      const found = calls.map(
        ({ to, fromRanges }) => `${to.detail},${to.name} ${fromRanges.map(({ start }) => start.line).join()}`,
      );
      assert.deepEqual(found.sort(), [
        'after,s 13',
        'away,300 15',
        'grab,s 12',
        'in,200 6',
        'macro-m,s 11',
        'out,s 4',
        'sub,s 5',
        'subB,s 10',
        'subQ,s 14',
        'subU,s 8',
        'subb,s 9',
      ]);
    });
  });

  it('open what is included', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', root);
    const included = links.filter(({ target }) => target?.scheme === 'file');
    assert.deepEqual(
      included.map(({ range, target }) => [document.getText(range), target && path.relative(folder, target.fsPath)]),
      [['single.conf', 'single.conf']],
    );
  });

  it('know what is typed and not saved', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(root, new vscode.Position(0, 0), '; a line more\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      root,
      placeOf('go').translate(1),
    );
    assert.deepEqual(
      found.map(({ uri, range }) => told(uri, range)),
      [':8'],
    );
  });

  it('see a change in an included file that nobody has open', async () => {
    const file = path.join(folder, 'single.conf');
    fs.writeFileSync(file, `; moved\n${plain(MARKED['single.conf'] ?? '')}`);
    await until(async () => (await definitions('out')).join() === 'single.conf:5', { what: 'the change to be seen' });
    fs.writeFileSync(file, plain(MARKED['single.conf'] ?? ''));
    await until(async () => (await definitions('out')).join() === 'single.conf:4', { what: 'the way back' });
  });

  it('stay in the dialplan of the folder', async () => {
    const other = path.join(path.dirname(folder), 'branch');
    writeAll(other);
    try {
      const uri = vscode.Uri.file(path.join(other, 'extensions.conf'));
      await vscode.window.showTextDocument(uri);
      await until(async () => (await definitions('out', uri)).length > 0, { what: 'the other dialplan' });
      assert.deepEqual(await definitions('out', uri), ['../branch/single.conf:4']);
      assert.deepEqual(await references('night'), [':3', 'single.conf:0']);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    } finally {
      fs.rmSync(other, { recursive: true, force: true });
    }
  });

  it('are there for a file in no workspace', async () => {
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-outside-'));
    writeAll(outside);
    try {
      const uri = vscode.Uri.file(path.join(outside, 'extensions.conf'));
      await vscode.window.showTextDocument(uri);
      await until(async () => (await definitions('out', uri)).length > 0, { what: 'the dialplan outside' });
      const [found] = await definitions('start', uri);
      assert.equal(path.resolve(folder, found ?? ''), path.join(outside, 'parts/a.conf:2'));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    } finally {
      fs.rmSync(outside, { recursive: true, force: true });
    }
  });
});
