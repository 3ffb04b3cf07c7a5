import { eventSocketUrl } from '../address';
import { AriError } from '../errors';
import { EVERYTHING } from '../everything';
import { isUnknownResource } from './access';
import { Ears, throwAwayName } from './ears';
import { Examination, verdict } from './examination';
import type { Verdict } from './examination';
import type { Answer, Attempt, Diagnosis } from './finding';

/** The longest name that Asterisk 22 registers, in characters: 80 without `stasis-` (ari_websockets.c). 16 takes more. */
const NAME_LIMIT = 73;
const GOODBYE_MS = 2_000;

/**
 * Whether the event socket opens, under a name that nobody has: a name in use would be taken from its owner. The name is
 * as long as the real one.
 */
export async function checkUpgrade(examination: Examination): Promise<Verdict> {
  const { patient, trust } = examination;
  const { url, username, password = '' } = patient;
  const length = patient.application?.length ?? 0;
  const application = throwAwayName(length > NAME_LIMIT ? length : 0);
  // Whoever may not write cannot leave such an application without danger to the server: `everything.ts` says why.
  const subscribeAll = patient.subscribeAll && examination.mayWrite;
  const { pathname, search } = new URL(eventSocketUrl(url, application, subscribeAll));
  const tried = { kind: 'upgrade', path: `${pathname}${search}`, user: username } as const;
  const options = { url, username, password, application, subscribeAll, trust };
  const { attempt, result, error } = await examination.attempt(
    tried,
    (signal) => Ears.open(options, signal),
    () => ({ kind: 'upgraded' }),
  );
  if (result) {
    examination.ears = result;
    return verdict('ok', { code: 'fine' }, attempt);
  }
  const answer = upgradeAnswer(error, attempt.answer);
  return lackOfUpgrade(examination, { ...attempt, answer }, error);
}

function upgradeAnswer(error: unknown, answer: Answer): Answer {
  if (!(error instanceof AriError) || error.status === undefined) return answer;
  const { status, serverMessage: message } = error;
  return { kind: 'response', status, ...(message ? { message } : {}) };
}

async function lackOfUpgrade(examination: Examination, attempt: Attempt, error: unknown): Promise<Verdict> {
  const status = error instanceof AriError ? error.status : undefined;
  const length = examination.patient.application?.length ?? 0;
  if (status === 404) {
    const websockets = await examination.ask({ method: 'GET', path: '/ws' });
    const module = websockets.response?.status === 426 ? 'res_ari_events' : 'res_http_websocket';
    return verdict('failed', { code: 'eventsModuleMissing', module }, attempt, websockets.attempt);
  }
  if (attempt.answer.kind === 'silence') {
    const applications = await examination.askAsUser(applicationPath(throwAwayName(0)));
    if (applications.attempt.answer.kind === 'silence') {
      return verdict('failed', { code: 'applicationsStuck' }, attempt, applications.attempt);
    }
  }
  return verdict('failed', upgradeDiagnosis(examination, attempt.answer, status, length), attempt);
}

function upgradeDiagnosis(
  examination: Examination,
  answer: Answer,
  status: number | undefined,
  length: number,
): Diagnosis {
  const { limits, route, front } = examination;
  if (status === 500 && length > NAME_LIMIT) return { code: 'applicationTooLong', length, limit: NAME_LIMIT };
  if (status === 426 || status === 400) return { code: 'upgradeDropped', server: front?.response?.headers['server'] };
  if (answer.kind === 'closed') return { code: 'upgradeClosed' };
  if (answer.kind === 'silence') return { code: 'noAnswer', host: route.host, port: route.port, ms: limits.stepMs };
  return { code: 'unexpected', status, error: answer.kind === 'error' ? answer.code : undefined };
}

/** Whether Asterisk has the application that was just connected, and whose the server's own name is now. */
export async function checkApplication(examination: Examination): Promise<Verdict> {
  const { ears, patient } = examination;
  if (!ears) throw new Error('opened in the layer before');
  const registered = await examination.askAsUser(applicationPath(ears.application));
  const { status } = registered.response ?? {};
  if (isUnknownResource(registered)) {
    return verdict('skipped', { code: 'notCheckable', module: 'res_ari_applications' }, registered.attempt);
  }
  if (status === 404) {
    return verdict('failed', { code: 'notRegistered', application: ears.application }, registered.attempt);
  }
  if (status !== 200) return verdict('note', { code: 'unexpected', status, error: undefined }, registered.attempt);
  const { application } = patient;
  if (application === undefined) return verdict('ok', { code: 'fine' }, registered.attempt);
  const own = await examination.askAsUser(applicationPath(application));
  const attempts = [registered.attempt, own.attempt];
  if (own.response?.status !== 200) return verdict('ok', { code: 'applicationFree', application }, ...attempts);
  if (application === patient.connectedAs) return verdict('ok', { code: 'fine' }, ...attempts);
  return verdict('note', { code: 'applicationInUse', application }, ...attempts);
}

function applicationPath(name: string): { method: string; path: string } {
  return { method: 'GET', path: `/ari/applications/${encodeURIComponent(name)}` };
}

/**
 * Whether an event arrives: a user that may write causes one, for our application alone. Another one's socket is told of
 * nothing.
 */
export async function checkEvent(examination: Examination): Promise<Verdict> {
  const { ears, mayWrite, limits } = examination;
  if (!ears) throw new Error('opened in a layer before');
  if (!mayWrite) return verdict('skipped', { code: 'cannotCause' });
  const query = new URLSearchParams({ application: ears.application }).toString();
  const caused = await examination.askAsUser({ method: 'POST', path: `/ari/events/user/ari-workbench?${query}` });
  const { attempt, result } = await examination.attempt(
    { kind: 'listen', application: ears.application },
    (signal) => ears.first(signal),
    (type) => ({ kind: 'event', type }),
    limits.eventMs,
  );
  if (result === undefined) {
    return verdict('failed', { code: 'noEvent', ms: limits.eventMs }, caused.attempt, attempt);
  }
  const tookMs = caused.attempt.tookMs + attempt.tookMs;
  return verdict('ok', { code: 'arrived', type: result, tookMs }, caused.attempt, attempt);
}

/** Closes what was opened, so that the server has nothing of us left; also when the diagnosis was cancelled. */
export async function leave({ ears, patient, limits, trust }: Examination): Promise<void> {
  if (!ears) return;
  if (ears.subscribeAll) {
    const goodbye = new Examination(patient, { ...limits, stepMs: GOODBYE_MS }, new AbortController().signal);
    goodbye.trust = trust;
    const query = `eventSource=${EVERYTHING.join()}`;
    await goodbye.askAsUser({
      method: 'DELETE',
      path: `${applicationPath(ears.application).path}/subscription?${query}`,
    });
  }
  await ears.close();
}
