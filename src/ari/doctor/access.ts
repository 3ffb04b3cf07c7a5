import { randomUUID } from 'node:crypto';
import type { Attempt, Diagnosis } from './finding';
import { verdict } from './examination';
import type { Asked, Examination, Verdict } from './examination';
import { pause } from './limits';
import { isJson, messageOf } from './response';
import type { Patient } from './route';

const INFO = { method: 'GET', path: '/ari/asterisk/info' };
/** `user:password` is cut there, in bytes (main/http.c). */
const CREDENTIALS_LIMIT = 255;
const LOOK_AGAIN_MS = 250;

/** Whether Asterisk knows the user and the password. It tells neither from the other. */
export async function checkCredentials(examination: Examination): Promise<Verdict> {
  const { front, patient } = examination;
  if (front?.response?.status === 403) return verdict('skipped', { code: 'hiddenByAcl' });
  if (patient.password === undefined) return verdict('failed', { code: 'noPassword' });
  const login = await examination.askAsUser(INFO);
  examination.login = login;
  const { attempt, response } = login;
  const user = patient.username;
  if (response?.status === 401) return verdict('failed', rejection(patient), attempt);
  if (response?.status === 200) examination.version = versionIn(response.body);
  const past = [200, 403, 404, 503].includes(response?.status ?? 0);
  if (past) return verdict('ok', { code: 'accepted', user, version: examination.version }, attempt);
  const error = attempt.answer.kind === 'error' ? attempt.answer.code : undefined;
  return verdict('failed', { code: 'unexpected', status: response?.status, error }, attempt);
}

function rejection({ username, password = '' }: Patient): Diagnosis {
  if (username.includes(':')) return { code: 'colonInName', user: username };
  const bytes = Buffer.byteLength(`${username}:${password}`);
  if (bytes > CREDENTIALS_LIMIT) return { code: 'tooLong', bytes, limit: CREDENTIALS_LIMIT };
  return { code: 'rejected', user: username };
}

function versionIn(body: string): string | undefined {
  try {
    const { system } = JSON.parse(body) as { system?: { version?: unknown } };
    return typeof system?.version === 'string' ? system.version : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an access list keeps this machine out: of a path (http.conf), or of the user (ari.conf); both since 22.9. */
export function checkAcl({ front, login, patient, route, source }: Examination): Promise<Verdict> {
  if (front?.response?.status === 403) {
    return Promise.resolve(verdict('failed', { code: 'httpAcl', path: `${route.prefix}/ari`, source }, front.attempt));
  }
  if (login?.response?.status === 403) {
    return Promise.resolve(verdict('failed', { code: 'userAcl', user: patient.username, source }, login.attempt));
  }
  return Promise.resolve(verdict('ok', { code: 'fine' }));
}

/** Whether Asterisk has started: it answers 503 until all its modules are there. Waits for it a while. */
export async function checkBooted(examination: Examination): Promise<Verdict> {
  const { limits, signal } = examination;
  const started = performance.now();
  const isBooting = (asked: Asked | undefined): boolean => asked?.response?.status === 503;
  if (!isBooting(examination.login)) return verdict('ok', { code: 'fine' });
  let last = examination.login;
  while (isBooting(last) && performance.now() - started < limits.bootMs) {
    await pause(LOOK_AGAIN_MS, signal);
    last = await examination.askAsUser(INFO);
  }
  examination.login = last;
  const attempts = last ? [last.attempt] : [];
  if (last?.response?.status !== 200) return verdict('failed', { code: 'booting', ms: limits.bootMs }, ...attempts);
  examination.version = versionIn(last.response.body);
  return verdict('note', { code: 'wasBooting', ms: performance.now() - started }, ...attempts);
}

/**
 * Whether the user may write. Asterisk refuses a read-only user's writes with 403 before it looks whether the thing is
 * there (res_ari.c), so a playback that nobody has is asked to stop. Changes nothing.
 */
export async function checkAccess(examination: Examination): Promise<Verdict> {
  const { patient } = examination;
  if (patient.readOnly) return verdict('skipped', { code: 'readOnlyHere' });
  const { attempt, response } = await examination.askAsUser({
    method: 'DELETE',
    path: `/ari/playbacks/${randomUUID()}`,
  });
  if (response?.status === 403) return verdict('note', { code: 'readOnlyUser', user: patient.username }, attempt);
  if (response?.status === 404) {
    examination.mayWrite = true;
    return verdict('ok', { code: 'writable' }, attempt);
  }
  const error = attempt.answer.kind === 'error' ? attempt.answer.code : undefined;
  return verdict('note', { code: 'unexpected', status: response?.status, error }, attempt);
}

/** One thing that nobody has, of each module's resource: "not found" there is the answer of a module that is there. */
const RESOURCES: Readonly<Record<string, string>> = {
  res_ari_asterisk: 'asterisk/info?only=status',
  res_ari_applications: 'applications/ID',
  res_ari_channels: 'channels/ID',
  res_ari_bridges: 'bridges/ID',
  res_ari_endpoints: 'endpoints/ID/ID',
  res_ari_device_states: 'deviceStates/ID',
  res_ari_playbacks: 'playbacks/ID',
  res_ari_recordings: 'recordings/live/ID',
  res_ari_sounds: 'sounds/ID',
};
/** At once; as few as the workbench itself. */
const AT_ONCE = 4;

/** Which of ARI's modules are loaded, and whether each of them answers: Asterisk can wedge one and serve the others. */
export async function checkModules(examination: Examination): Promise<Verdict> {
  const id = randomUUID();
  const missing: string[] = [];
  const silent: string[] = [];
  const attempts: Attempt[] = [];
  const entries = Object.entries(RESOURCES);
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const asked = entries.slice(start, start + AT_ONCE).map(async ([module, path]) => {
      const answered = await examination.askAsUser({ method: 'GET', path: `/ari/${path.replaceAll('ID', id)}` });
      attempts.push(answered.attempt);
      if (isUnknownResource(answered)) missing.push(module);
      else if (answered.attempt.answer.kind === 'silence') silent.push(module);
    });
    await Promise.all(asked);
  }
  const all = missing.length === entries.length;
  if (missing.length > 0) {
    return verdict(all ? 'failed' : 'note', { code: 'modulesMissing', modules: missing.sort(), all }, ...attempts);
  }
  if (silent.length > 0) return verdict('note', { code: 'modulesSilent', modules: silent.sort() }, ...attempts);
  return verdict('ok', { code: 'fine' }, ...attempts);
}

/** ARI itself knows no such path: the module that brings it is not loaded (res_ari.c). */
export function isUnknownResource({ response }: Asked): boolean {
  return response?.status === 404 && isJson(response) && messageOf(response) === 'Resource not found';
}
