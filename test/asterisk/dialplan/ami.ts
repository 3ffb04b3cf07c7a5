import net from 'node:net';

/** One message of AMI: its keys in lower case; keys that come several times keep all their values. */
export type AmiMessage = ReadonlyMap<string, readonly string[]>;

/** A connection to the manager interface, logged in; what the tests of the dialplan need of it. */
export class Ami {
  private buffer = '';
  private readonly messages: AmiMessage[] = [];
  private wake: (() => void) | undefined;
  private ids = 0;

  private constructor(private readonly socket: net.Socket) {}

  static async connect(port: number, user: string, secret: string): Promise<Ami> {
    const socket = net.connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const ami = new Ami(socket);
    socket.setEncoding('utf8').on('data', (text: Buffer | string) => {
      ami.take(text.toString());
    });
    await ami.answer('Login', { Username: user, Secret: secret, Events: 'off' });
    return ami;
  }

  close(): void {
    this.socket.destroy();
  }

  /** Runs a command of the command line: its lines. */
  async command(command: string): Promise<readonly string[]> {
    return (await this.answer('Command', { Command: command })).get('output') ?? [];
  }

  /** The events of a listing action, up to the one whose name ends in Complete; none when the answer is an error. */
  async list(action: string): Promise<AmiMessage[]> {
    const id = this.send(action, {});
    const events: AmiMessage[] = [];
    for (;;) {
      const message = await this.next(id);
      const [event] = message.get('event') ?? [];
      if (event === undefined && message.get('response')?.[0] === 'Error') return events;
      if (event?.endsWith('Complete')) return events;
      if (event !== undefined) events.push(message);
    }
  }

  private answer(action: string, fields: Readonly<Record<string, string>>): Promise<AmiMessage> {
    return this.next(this.send(action, fields));
  }

  private send(action: string, fields: Readonly<Record<string, string>>): string {
    const id = `${++this.ids}`;
    const lines = Object.entries({ Action: action, ActionID: id, ...fields }).map(([key, value]) => `${key}: ${value}`);
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return id;
  }

  private async next(id: string): Promise<AmiMessage> {
    for (;;) {
      const at = this.messages.findIndex((message) => message.get('actionid')?.[0] === id);
      const [message] = at < 0 ? [] : this.messages.splice(at, 1);
      if (message) return message;
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        setTimeout(() => {
          reject(new Error(`AMI did not answer ${id}; it has ${this.buffer.slice(-200)}`));
        }, 10_000).unref();
      });
    }
  }

  private take(text: string): void {
    this.buffer += text;
    const parts = this.buffer.split('\r\n\r\n');
    this.buffer = parts.pop() ?? '';
    for (const part of parts) this.messages.push(parse(part));
    this.wake?.();
  }
}

function parse(text: string): AmiMessage {
  const message = new Map<string, string[]>();
  for (const line of text.split('\r\n')) {
    const [, key = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
    const values = message.get(key.toLowerCase());
    if (values) values.push(value);
    else message.set(key.toLowerCase(), [value]);
  }
  return message;
}
