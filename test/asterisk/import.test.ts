import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { AriUser } from '../../src/conf/ariConf';
import { readAriSetup, type AriSetup } from '../../src/conf/ariSetup';
import type { FileReader } from '../../src/conf/reader';
import { Asterisk } from '../support/asterisk/asterisk';
import { freePort } from '../support/processes';
import { generalCases, userCases } from './fixtures/import/ariCases';
import { USUAL, type Attempt, type ImportCase } from './fixtures/import/case';
import { grammarCases, includeCases, refusedCases } from './fixtures/import/grammarCases';
import { httpCases } from './fixtures/import/httpCases';
import { selfSignedPem } from './fixtures/import/certificate';

/** The status of a request, 0 when nobody listens. The test's certificate is its own. */
function statusOf(url: string, method: string, user: string, password: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const options = { method, headers: { authorization }, rejectUnauthorized: false, agent: false as const };
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https') ? https : http).request(url, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // `localhost` tries two addresses, and collects their errors.
      const codes = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
      if (codes.every(({ code }) => code === 'ECONNREFUSED')) resolve(0);
      else reject(error);
    });
    request.end();
  });
}

// Tests never listen beyond this machine: where a server would, it is started on the loopback address instead.
// That 0.0.0.0 and :: do what they say was measured by hand.
function onLoopback(text: string): string {
  return text.replace(/^bindaddr=(0\.0\.0\.0|::)$/m, 'bindaddr=127.0.0.1').replace('=[::]:', '=127.0.0.1:');
}

// The fewest with which ARI answers, for the sake of a quick start; 16 does not have the last two.
const MODULES = `res_sorcery_config res_sorcery_memory res_http_websocket res_crypto bridge_simple bridge_softmix
  res_stasis res_stasis_recording res_stasis_playback res_ari_model res_ari res_ari_asterisk res_ari_bridges
  res_websocket_client res_geolocation`.split(/\s+/);
const MODULES_CONF = `[modules]\nautoload=no\n${MODULES.map((name) => `load=${name}.so\n`).join('')}`;

/** Reads from the disk, but `texts` for the files that it names. */
function diskReader(texts: Readonly<Record<string, string>>): FileReader {
  return {
    read: async (file) => texts[file] ?? (await fs.promises.readFile(file, 'utf8').catch(() => undefined)),
    list: (folder) => fs.promises.readdir(folder).catch(() => []),
  };
}

interface Run {
  readonly asterisk: Asterisk;
  readonly setup: AriSetup;
  readonly fill: (text: string) => string;
}

/** Starts an Asterisk with the files of a case, and reads the same files as the import does. */
async function start(version: '22' | '16', outside: string, given: ImportCase): Promise<Run> {
  const tlsPort = await freePort();
  const texts = { 'ari.conf': given.ari ?? USUAL.ari, 'http.conf': given.http ?? USUAL.http, ...given.files };
  let fill = (text: string): string => text;
  const asterisk = await Asterisk.start({
    version,
    files: ({ http: port }) => {
      fill = (text) =>
        text
          .replaceAll('TLSPORT', `${tlsPort}`)
          .replaceAll('PORT', `${port}`)
          .replaceAll('CERTIFICATE', path.join(outside, 'certificate.pem'))
          .replaceAll('OUTSIDE', outside);
      for (const [name, text] of Object.entries(texts)) {
        if (name.startsWith('OUTSIDE')) fs.writeFileSync(fill(name), fill(text));
      }
      const inside = Object.entries(texts).filter(([name]) => !name.startsWith('OUTSIDE'));
      const filled = inside.map(([name, text]) => [name, onLoopback(fill(text))] as const);
      return { 'modules.conf': MODULES_CONF, ...Object.fromEntries(filled) };
    },
  });
  const etc = path.join(asterisk.folder, 'etc');
  const httpConf = path.join(etc, 'http.conf');
  if (given.http === null) {
    await asterisk.kill();
    fs.rmSync(httpConf);
    await asterisk.startAgain();
  }
  const reader = diskReader(given.http === null ? {} : { [httpConf]: fill(texts['http.conf']) });
  return { asterisk, setup: await readAriSetup(reader, path.join(etc, 'ari.conf')), fill };
}

function importable(user: AriUser): boolean {
  return user.password !== undefined && user.problems.every((problem) => problem.severity !== 'error');
}

/** What the import found, in the words of the table. */
function found({ users, endpoints, problems }: AriSetup): Pick<ImportCase, 'users' | 'endpoints' | 'problems'> {
  return {
    users: users
      .filter(importable)
      .map((user) => `${user.name} ${user.password ?? ''}${user.readOnly ? ' read-only' : ''}`)
      .sort(),
    endpoints: endpoints.map(
      ({ url, wildcard, guess }) => `${url}${wildcard ? ' (any host)' : ''}${guess ? ' (guess)' : ''}`,
    ),
    problems: [...problems, ...users.flatMap((user) => user.problems)].map(({ code }) => code).sort(),
  };
}

/** Everybody who can be imported logs in everywhere, and may write unless marked read-only. */
async function logIn({ setup }: Run): Promise<void> {
  for (const { url } of setup.endpoints) {
    for (const { name, password = '', readOnly } of setup.users.filter(importable)) {
      assert.equal(await statusOf(`${url}/ari/asterisk/info`, 'GET', name, password), 200, `${name} at ${url}`);
      const written = await statusOf(`${url}/ari/bridges`, 'POST', name, password);
      assert.equal(written, readOnly ? 403 : 200, `${name} writes at ${url}`);
    }
  }
}

async function attempt({ asterisk }: Run, attempts: readonly Attempt[]): Promise<void> {
  for (const [name, password, status] of attempts) {
    assert.equal(await statusOf(`${asterisk.url}/ari/asterisk/info`, 'GET', name, password), status, name);
  }
}

const importCases = [grammarCases, includeCases, refusedCases, userCases, generalCases, httpCases].flat();

describe('import of ari.conf and http.conf', function () {
  this.timeout(30_000);
  const hasIpv6 = Object.values(os.networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
  let outside = '';
  let run: Run | undefined;

  before(() => {
    outside = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-import-'));
    fs.writeFileSync(path.join(outside, 'certificate.pem'), selfSignedPem());
  });
  after(() => fs.rmSync(outside, { recursive: true }));
  afterEach(async () => {
    await run?.asterisk.stop();
    run = undefined;
  });

  for (const given of importCases) {
    it(`${given.name} (22)`, async function () {
      if (given.endpoints?.some((url) => url.includes('[::1]')) && !hasIpv6) this.skip();
      run = await start('22', outside, given);
      const { fill, setup } = run;
      assert.deepEqual(found(setup), {
        users: [...(given.users ?? [])].sort(),
        endpoints: (given.endpoints ?? USUAL.endpoints).map(fill),
        problems: [...(given.problems ?? [])],
      });
      // What ARI says it is must not depend on who may log in.
      if (setup.enabled && setup.httpEnabled) await logIn(run);
      await attempt(run, given.attempts ?? []);
    });

    if (given.on16 === undefined) continue;
    it(`${given.name} (16)`, async function () {
      if (given.endpoints?.some((url) => url.includes('[::1]')) && !hasIpv6) this.skip();
      run = await start('16', outside, given);
      const { setup } = run;
      const problems = [...setup.problems, ...setup.users.flatMap((user) => user.problems)];
      const refuses = problems.some((problem) => problem.refusedByOlder);
      if (given.on16 === true) {
        assert.equal(refuses, false, 'the import says that 16 refuses it');
        if (setup.enabled && setup.httpEnabled) await logIn(run);
        await attempt(run, given.attempts ?? []);
      } else {
        assert.equal(
          refuses,
          given.on16?.every(([, , status]) => status === 404),
        );
        await attempt(run, given.on16 ?? []);
      }
    });
  }
});
