import type { Attempt, Diagnosis } from './finding';
import { verdict } from './examination';
import type { Asked, Examination, Verdict } from './examination';
import { presentedCertificate } from '../tls';
import { pause } from './limits';
import { authorOf, isJson, protocolOf } from './response';
import type { Response } from './response';

const INFO = { method: 'GET', path: '/ari/asterisk/info' };
/** What res_http_websocket answers to on every Asterisk, at `/ws`: 426 without an upgrade. Tells a prefix from a lack of ARI. */
const WEBSOCKETS = { method: 'GET', path: '/ws' };
/** The prefix that the sample http.conf shows. */
const SAMPLE_PREFIX = '/asterisk';
const LOOK_AGAIN_MS = 250;

/** Whether Asterisk's web server answers. No credentials are sent before that is clear. */
export async function checkHttp(examination: Examination): Promise<Verdict> {
  const front = await examination.ask(INFO);
  examination.front = front;
  const { attempt, response } = front;
  if (!response) return verdict('failed', await lackOfHttp(examination, front), attempt);
  const server = response.headers['server'];
  const { status } = response;
  switch (authorOf(response)) {
    case 'asterisk':
    case 'unnamed':
      return verdict('ok', { code: 'asterisk', server }, attempt);
    case 'behind':
      return verdict('ok', { code: 'asteriskBehind', server: server ?? '' }, attempt);
    case 'other':
      return verdict('failed', otherServer(response, server, status, examination), attempt);
  }
}

function otherServer(
  { headers, body }: Response,
  server: string | undefined,
  status: number,
  { route }: Examination,
): Diagnosis {
  const location = headers['location'];
  if (location !== undefined && status >= 300 && status < 400) return { code: 'redirected', location, status };
  // nginx, Apache and Node say so in words of their own.
  if (status === 400 && !route.secure && /HTTPS? (port|server)|SSL-enabled/i.test(body)) {
    return { code: 'tlsHere', port: route.port };
  }
  if (status >= 502 && status <= 504) return { code: 'gateway', server, status };
  return { code: 'otherServer', server, status };
}

async function lackOfHttp(examination: Examination, { attempt: { answer } }: Asked): Promise<Diagnosis> {
  const { route, limits } = examination;
  const { host, port } = route;
  if (answer.kind === 'silence') return { code: 'noAnswer', host, port, ms: limits.stepMs };
  // 0x15 0x03: a TLS alert.
  if (answer.kind === 'bytes' && !answer.text.startsWith('\x15\x03')) {
    return { code: 'notHttp', protocol: protocolOf(answer.text) };
  }
  if (!route.secure && (await speaksTls(examination))) return { code: 'tlsHere', port };
  if (answer.kind === 'closed') return { code: 'closedUnanswered', port };
  return { code: 'unexpected', status: undefined, error: answer.kind === 'error' ? answer.code : undefined };
}

async function speaksTls(examination: Examination): Promise<boolean> {
  const { route } = examination;
  if (route.proxy) return false;
  const { host, port } = route;
  const secure = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const { result } = await examination.attempt(
    { kind: 'handshake', host, port },
    (signal) => presentedCertificate(secure, { kind: 'anything' }, signal),
    () => ({ kind: 'closed' }),
  );
  return result !== undefined;
}

/** Whether the URL has http.conf's prefix. */
export async function checkPrefix(examination: Examination): Promise<Verdict> {
  if (!isMissing(examination.front)) return verdict('ok', { code: 'fine' });
  const here = await examination.ask(WEBSOCKETS);
  if (here.response?.status === 426) return verdict('ok', { code: 'fine' }, here.attempt);
  const attempts: Attempt[] = [here.attempt];
  const { prefix } = examination.route;
  const other = prefix ? '' : SAMPLE_PREFIX;
  for (const request of [INFO, WEBSOCKETS]) {
    const { attempt, response } = await examination.ask(request, undefined, other);
    attempts.push(attempt);
    if (!response || response.status === 404) continue;
    const url = `${new URL(examination.patient.url).origin}${other}`;
    return verdict('failed', { code: 'wrongPrefix', given: prefix, found: other, url }, ...attempts);
  }
  const started = performance.now();
  if (await comesUp(examination)) {
    return verdict('note', { code: 'wasBooting', ms: performance.now() - started }, ...attempts);
  }
  return verdict('failed', { code: 'nothingThere', prefix }, ...attempts);
}

/** Whether ARI is loaded and enabled. */
export async function checkAri(examination: Examination): Promise<Verdict> {
  const started = performance.now();
  const late = isMissing(examination.front) && (await comesUp(examination));
  const { front } = examination;
  if (!front) throw new Error('asked in the layer before');
  const { attempt, response } = front;
  if (late) return verdict('note', { code: 'wasBooting', ms: performance.now() - started }, attempt);
  switch (response?.status) {
    case 401:
    case 200:
      // The answer is that of the web server's layer.
      return verdict('ok', { code: 'fine' });
    case 403:
      return verdict('skipped', { code: 'hiddenByAcl' });
    case 404:
      return verdict('failed', { code: 'ariMissing', prefix: examination.route.prefix }, attempt);
    default:
      return verdict('failed', { code: 'unexpected', status: response?.status, error: undefined }, attempt);
  }
}

/** Asterisk's web server answers 404 for what is not loaded; ARI's own 404 are JSON. */
function isMissing(front: Asked | undefined): boolean {
  return front?.response?.status === 404 && !isJson(front.response);
}

/** Asterisk that starts answers 404 until ARI is loaded: looks again for a while, and says whether it came. */
async function comesUp(examination: Examination): Promise<boolean> {
  const { limits, signal } = examination;
  const end = performance.now() + limits.bootMs;
  while (performance.now() < end) {
    await pause(LOOK_AGAIN_MS, signal);
    examination.front = await examination.ask(INFO);
    if (examination.front.response && !isMissing(examination.front)) return true;
  }
  return false;
}
