import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Channel } from '../../src/ari/resources';
import { Asterisk } from '../support/asterisk/asterisk';
import { ROOT } from '../support/places';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';

const USER = 'demo';
const PASSWORD = 'demo';

/** The demo's Asterisk with everything on it that the pictures show, and the folder that a developer has open. */
export class Stage {
  readonly user = USER;
  readonly #application: WebSocket;
  readonly #phones: Phone[] = [];

  private constructor(
    readonly asterisk: Asterisk,
    /** Absolute; its name stands in the window's title. */
    readonly folder: string,
    application: WebSocket,
  ) {
    this.#application = application;
  }

  /** Starts the demo's Asterisk with a third phone, which stays offline, and an application called hello-world. */
  static async open(): Promise<Stage> {
    const demo = (name: string): string => fs.readFileSync(path.join(ROOT, 'demo', name), 'utf8');
    const asterisk = await Asterisk.start({
      files: ({ http, sip }) => ({
        'ari.conf': demo('ari.conf'),
        'http.conf': demo('http.conf').replace('8088', String(http)),
        'extensions.conf': demo('extensions.conf'),
        'pjsip.conf': `${demo('pjsip.conf').replace('5060', String(sip))}
[1002](phone)
aors = 1002
callerid = Carol <1002>

[1002]
type = aor
`,
      }),
    });
    const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-')), 'pbx');
    fs.mkdirSync(folder);
    for (const name of ['ari.conf', 'http.conf', 'extensions.conf', 'pjsip.conf'])
      fs.copyFileSync(path.join(asterisk.folder, 'etc', name), path.join(folder, name));
    fs.writeFileSync(path.join(folder, 'mistakes.extensions.conf'), demo('mistakes.extensions.conf'));
    return new Stage(asterisk, folder, await connectAs(asterisk, 'hello-world'));
  }

  /** Alice's phone in a bridge with a caller who hears music, a tone for both, and Bob's phone, which rings. */
  async play(): Promise<void> {
    const [alice, bob] = await Promise.all(['1000', '1001'].map((name) => Phone.register(this.asterisk, name)));
    this.#phones.push(alice!, bob!);
    const call = await alice!.call('1000');
    await call.answered;
    // Music makes no events: what the pictures show stays as it is.
    const other = await this.#post('channels', { endpoint: 'Local/600@default', app: 'hello-world', appArgs: 'music' });
    const phone = await until(() => this.#inApplication(({ name }) => name.startsWith('PJSIP/1000-')), {
      what: "Alice's phone to be in the application",
    });
    await until(() => this.#inApplication(({ id }) => id === other.id), { what: 'the music to be in the application' });
    const bridge = await this.#post('bridges', { name: 'support', type: 'mixing' });
    await this.#post(`bridges/${bridge.id}/addChannel`, { channel: `${phone.id},${other.id}` });
    await this.#post(`bridges/${bridge.id}/play`, { media: 'tone:ring' });
    const ringing = await bob!.ring();
    await this.#post('channels', {
      endpoint: 'PJSIP/1001',
      app: 'hello-world',
      callerId: 'Support <600>',
      timeout: '-1',
    });
    await ringing.ringing();
  }

  async dispose(): Promise<void> {
    this.#application.terminate();
    await Promise.all(this.#phones.map((phone) => phone.dispose()));
    await this.asterisk.stop();
    fs.rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  async #inApplication(fits: (channel: Channel) => boolean): Promise<Channel | undefined> {
    const channels = (await this.#request('GET', 'channels')) as readonly Channel[];
    return channels.find((channel) => channel.dialplan.app_name === 'Stasis' && fits(channel));
  }

  async #post(what: string, query: Readonly<Record<string, string>>): Promise<{ id: string }> {
    return (await this.#request('POST', `${what}?${new URLSearchParams(query).toString()}`)) as { id: string };
  }

  async #request(method: string, what: string): Promise<unknown> {
    const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    const response = await fetch(`${this.asterisk.url}/ari/${what}`, { method, headers: { authorization } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${what}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** An application as somebody develops it, which holds the calls. */
async function connectAs(asterisk: Asterisk, application: string): Promise<WebSocket> {
  const address = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${application}`;
  const socket = new WebSocket(address, { auth: `${USER}:${PASSWORD}` });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}
