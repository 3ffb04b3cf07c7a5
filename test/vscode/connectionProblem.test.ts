import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { refusalOf } from './commanding';
import { internals, removeServers } from './support';

describe('a connection that cannot come about', () => {
  let asterisk: Asterisk;
  before(async () => (asterisk = await Asterisk.start()));
  after(() => asterisk.stop());
  afterEach(removeServers);

  /** What a person reads who connects to a server there. */
  async function sentenceAt(url: string): Promise<string> {
    const { workbench } = await internals();
    const profile = { name: 'far', url, username: asterisk.user };
    await workbench.credentials.store(profile, asterisk.password);
    await vscode.workspace.getConfiguration('ari').update('servers', [profile], vscode.ConfigurationTarget.Global);
    await until(() => workbench.registry.get('far')?.profile.url === url, { what: 'the server' });
    return refusalOf('ari.server.connect', { kind: 'server', serverName: 'far', id: 'far' });
  }

  async function sentenceOf(status: number, headers: http.OutgoingHttpHeaders = {}, body = ''): Promise<string> {
    const server = http.createServer((_request, response) => response.writeHead(status, headers).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await sentenceAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('is explained by the prefix where Asterisk has another', async () => {
    assert.match(await sentenceAt(`${asterisk.url}/pbx`), /“far”\. A web server answered, but there is no ARI.*prefix/);
  });

  it('is explained by who answers in Asterisk’s stead', async () => {
    assert.match(await sentenceOf(302, { location: 'https://pbx.example/' }), /sends us elsewhere \(status 302\)/);
    assert.match(await sentenceOf(404, {}, '<title>404 Not Found</title>'), /there is no ARI at this address/);
    assert.match(await sentenceOf(502, {}, '<title>502 Bad Gateway</title>'), /no answer from Asterisk \(status 502\)/);
    assert.match(await sentenceOf(200, {}, 'Welcome'), /status 200 instead of opening a WebSocket/);
  });
});
