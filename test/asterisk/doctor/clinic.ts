import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { diagnose } from '../../../src/ari/doctor/diagnose';
import type { DiagnosisOptions } from '../../../src/ari/doctor/diagnose';
import type { Diagnosis, Finding, Layer } from '../../../src/ari/doctor/finding';
import type { Patient } from '../../../src/ari/doctor/route';
import { Asterisk } from '../../support/asterisk/asterisk';
import type { AsteriskOptions } from '../../support/asterisk/asterisk';
import { type AsteriskVersion, install } from '../../support/asterisk/install';
import { MODULES } from '../../support/asterisk/modules';

export const VERSIONS: readonly AsteriskVersion[] = ['22', '16'];

/** Short, so that a test does not wait for what will not come. */
const LIMITS = { stepMs: 2_000, bootMs: 400, eventMs: 1_000 };

export type Changes = Partial<Patient> & DiagnosisOptions & { readonly signal?: AbortSignal };

/** Diagnoses a server as its usual user, and checks that no secret is among the findings. */
export async function examine(server: string | Asterisk, changes: Changes = {}): Promise<Examined> {
  const { limits, onLayer, signal = new AbortController().signal, ...rest } = changes;
  const patient: Patient = {
    url: typeof server === 'string' ? server : server.url,
    username: 'hiastar-ari',
    password: 'hiastar',
    subscribeAll: true,
    readOnly: false,
    ...rest,
  };
  const options = { limits: { ...LIMITS, ...limits }, ...(onLayer && { onLayer }) };
  const findings = await diagnose(patient, signal, options);
  const text = JSON.stringify(findings);
  const { username, password = '' } = patient;
  // The usual password is a part of the usual user's name.
  assert.ok(!text.replaceAll(username, '').includes(password) || !password, 'the password stands in a finding');
  assert.ok(!text.includes(Buffer.from(`${username}:${password}`).toString('base64')));
  return new Examined(findings);
}

/** The findings of one diagnosis. */
export class Examined {
  constructor(readonly findings: readonly Finding[]) {}

  get failure(): Finding | undefined {
    return this.findings.find(({ outcome }) => outcome === 'failed');
  }

  /** Where it failed and why: `layer code`; `well` when it did not. */
  get verdict(): string {
    return this.failure ? `${this.failure.layer} ${this.failure.diagnosis.code}` : 'well';
  }

  of(layer: Layer): Finding {
    const found = this.findings.find((finding) => finding.layer === layer);
    assert.ok(found, layer);
    return found;
  }

  /** What was found in a layer, which must be of this kind. */
  diagnosis<C extends Diagnosis['code']>(layer: Layer, code: C): Extract<Diagnosis, { readonly code: C }> {
    const { diagnosis } = this.of(layer);
    assert.equal(diagnosis.code, code, JSON.stringify(this.of(layer)));
    return diagnosis as Extract<Diagnosis, { readonly code: C }>;
  }
}

/** http.conf of a server that listens, with more lines in its `[general]`. */
export function httpConf(port: number, ...lines: readonly string[]): string {
  return ['[general]', 'enabled = yes', 'bindaddr = 127.0.0.1', `bindport = ${port}`, ...lines, ''].join('\n');
}

/** ari.conf with one user. */
export function ariConf(name: string, password: string, ...lines: readonly string[]): string {
  return ['[general]', 'enabled = yes', `[${name}]`, 'type = user', `password = ${password}`, ...lines, ''].join('\n');
}

/** Starts an Asterisk that lacks some of its modules. */
export async function withoutModules(version: AsteriskVersion, ...missing: readonly string[]): Promise<Asterisk> {
  const { modules } = await install(version);
  const present = MODULES.filter((name) => !missing.includes(name) && fs.existsSync(path.join(modules, `${name}.so`)));
  const modulesConf = `[modules]\nautoload = no\n${present.map((name) => `load = ${name}.so\n`).join('')}`;
  return Asterisk.start({
    version,
    // An http.conf of its own: the test bed does not wait for ARI to answer then.
    files: ({ http }) => ({ 'modules.conf': modulesConf, 'http.conf': httpConf(http) }),
  });
}

/** Runs something with an Asterisk and ends it. */
export async function during<T>(options: AsteriskOptions, run: (asterisk: Asterisk) => Promise<T>): Promise<T> {
  const asterisk = await Asterisk.start(options);
  try {
    return await run(asterisk);
  } finally {
    await asterisk.stop();
  }
}

/** A server that takes connections and does with them what it is told. */
export class Listener {
  readonly #sockets = new Set<net.Socket>();
  readonly #server: net.Server;
  /** What clients sent, as Latin-1. */
  received = '';

  private constructor(serve: (socket: net.Socket) => void) {
    this.#server = net.createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => (this.received += data.toString('latin1')));
      serve(socket);
    });
  }

  static async start(serve: (socket: net.Socket) => void): Promise<Listener> {
    const listener = new Listener(serve);
    await new Promise<void>((resolve) => listener.#server.listen(0, '127.0.0.1', resolve));
    return listener;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
