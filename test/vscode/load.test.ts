import assert from 'node:assert/strict';
import * as channels from '../../src/ari/operations/channels';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { connectTo, internals, removeServers } from './support';

const PAIRS = 1500;
const DIALPLAN = `
[busy]
exten => s,1,Answer()
 same => n(again),Set(I=$[0\${I}+1])
 same => n,Wait(0.1)
 same => n,Goto(again)
`;

describe('three thousand channels', function () {
  this.timeout(120_000);
  let asterisk: Asterisk;
  let server: Server;
  before(async () => {
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    server = await connectTo(asterisk);
  });
  after(async () => {
    await removeServers();
    await asterisk.stop();
  });

  it('stand in the tree as the server lists them, page by page, while events pour in', async () => {
    const { explorer } = await internals();
    const { tree } = explorer.view;
    let events = 0;
    const counting = server.onEvent(() => (events += 1));
    for (let busy = 0; busy < 20; busy += 1) await originate(server, 'Local/s@busy');
    for (let started = 20; started < PAIRS; started += 10) {
      await Promise.all(Array.from({ length: 10 }, () => originate(server, 'Local/s@wait')));
    }
    await until(() => server.model?.channels.size === 2 * PAIRS, { what: `${2 * PAIRS} channels`, timeoutMs: 60_000 });
    const before = events;
    await until(() => events - before > 1000, { what: 'a thousand events more', timeoutMs: 30_000 });
    counting.dispose();

    const listed = (await channels.list(server.rest)).map(({ id }) => id).sort();
    assert.deepEqual([...(server.model?.channels.ids() ?? [])].sort(), listed);

    const root = tree.roots().find(({ serverName }) => serverName === server.name);
    assert.ok(root);
    const group = tree.children(root).find(({ id }) => id === 'channels');
    assert.ok(group, 'the group of the channels');
    const firstPage = tree.children(group);
    assert.equal(firstPage.length, 201, 'a page of 200 and one entry for more');
    assert.equal(firstPage.at(-1)?.kind, 'more');

    await asterisk.cli('channel request hangup all');
    await until(() => server.model?.channels.size === 0, { what: 'all channels to end', timeoutMs: 60_000 });
    assert.equal(tree.children(group).length, 0);
  });
});

function originate(server: Server, endpoint: string): Promise<unknown> {
  return channels.originate(server.rest, { endpoint, context: 'wait', extension: 's', priority: 1 });
}
