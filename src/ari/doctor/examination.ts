import tls from 'node:tls';
import { AriError } from '../errors';
import { tlsOptions } from '../tls';
import type { TlsTrust } from '../tls';
import type { Answer, Attempt, Diagnosis, Finding, Outcome, Tried } from './finding';
import { within } from './limits';
import type { Limits } from './limits';
import { parseResponse } from './response';
import type { Response } from './response';
import { MalformedProxy, routeOf } from './route';
import type { Patient, Route } from './route';
import type { Ears } from './ears';
import { answerFrom, answerOf, ask, open } from './wire';
import type { Request } from './wire';

/** What one layer gives, without its name. */
export type Verdict = Omit<Finding, 'layer'>;

/** What came of one request: the answer for the report, and the response where it was HTTP. */
export interface Asked {
  readonly attempt: Attempt;
  readonly response: Response | undefined;
}

/** One run of the doctor: who is examined, how, and what the layers found out for those after them. */
export class Examination {
  /** Without the proxy where that is malformed: nothing may be sent then. */
  readonly route: Route;
  readonly isProxyMalformed: boolean;
  /** Which certificates requests believe: settled by the TLS layer. */
  trust: TlsTrust;
  /** This machine's address as the server sees it, unless something in between changes it. */
  source: string | undefined;
  /** The answer to a request without credentials. */
  front: Asked | undefined;
  /** The answer to the same request with credentials. */
  login: Asked | undefined;
  version: string | undefined;
  mayWrite = false;
  /** What was opened to look at it, and has to be closed. */
  ears: Ears | undefined;

  #secure: { readonly trust: TlsTrust; readonly options: tls.ConnectionOptions } | undefined;

  constructor(
    readonly patient: Patient,
    readonly limits: Limits,
    readonly signal: AbortSignal,
  ) {
    const { route, isProxyMalformed } = wayTo(patient);
    this.route = route;
    this.isProxyMalformed = isProxyMalformed;
    const { trust } = patient;
    const isSettled = trust !== undefined && trust.kind !== 'pinned' && trust.kind !== 'unknown';
    this.trust = isSettled ? trust : { kind: 'authorities' };
  }

  /** Does one step within its time, and tells how it went. A step that fails gives its failure as the answer. */
  async attempt<T>(
    tried: Tried,
    step: (signal: AbortSignal) => Promise<T>,
    describe: (result: T) => Answer,
    ms = this.limits.stepMs,
  ): Promise<{ readonly attempt: Attempt; readonly result?: T; readonly error?: unknown }> {
    const started = performance.now();
    const took = (): number => performance.now() - started;
    try {
      const result = await within(ms, this.signal, step);
      return { attempt: { tried, answer: this.#clean(describe(result)), tookMs: took() }, result };
    } catch (error) {
      if (error instanceof AriError && error.failure === 'cancelled') throw error;
      return { attempt: { tried, answer: this.#clean(answerOf(error)), tookMs: took() }, error };
    }
  }

  /** Asks over a connection of its own. `request.path` stands below the prefix. @param user with whose credentials */
  async ask(request: Request, user?: string, prefix = this.route.prefix): Promise<Asked> {
    const path = `${prefix}${request.path}`;
    const tried: Tried = { kind: 'request', method: request.method, path, ...(user === undefined ? {} : { user }) };
    const { attempt, result } = await this.attempt(
      tried,
      (signal) => this.#send({ ...request, path }, signal),
      answerFrom,
    );
    return { attempt, response: result === undefined ? undefined : parseResponse(result) };
  }

  /** The same, with the credentials. */
  askAsUser(request: Request): Promise<Asked> {
    const headers = { ...request.headers, authorization: this.#authorization };
    return this.ask({ ...request, headers }, this.patient.username);
  }

  async #send(request: Request, signal: AbortSignal): Promise<string> {
    const socket = await open(this.route, this.#tls(), signal);
    try {
      return await ask(socket, hostHeader(this.route), request, signal);
    } finally {
      socket.destroy();
    }
  }

  /** Made once for all requests: with all the system's authorities a context takes tens of milliseconds. */
  #tls(): tls.ConnectionOptions {
    if (!this.route.secure) return {};
    if (this.#secure?.trust !== this.trust) {
      const options = tlsOptions(this.trust);
      this.#secure = { trust: this.trust, options: { ...options, secureContext: tls.createSecureContext(options) } };
    }
    return this.#secure.options;
  }

  get #authorization(): string {
    const { username, password = '' } = this.patient;
    return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  }

  /** An answer in which the password does not stand: some servers repeat what they were sent. */
  #clean(answer: Answer): Answer {
    const { password } = this.patient;
    const secrets = [this.#authorization.slice('Basic '.length), password, this.route.proxy?.authorization];
    return concealed(
      answer,
      secrets.flatMap((secret) => (secret ? [secret] : [])),
    );
  }
}

function wayTo(patient: Patient): { readonly route: Route; readonly isProxyMalformed: boolean } {
  try {
    return { route: routeOf(patient), isProxyMalformed: false };
  } catch (error) {
    if (!(error instanceof MalformedProxy)) throw error;
    return { route: routeOf({ url: patient.url }), isProxyMalformed: true };
  }
}

/** A shorter secret stands in many words by chance: what is left around it would tell it. */
const SHORT = 4;

/** An answer whose texts say no secret. Kinds, codes and addresses are not the server's words and stay. */
function concealed(answer: Answer, secrets: readonly string[]): Answer {
  const conceal = (text: string): string => {
    const found = secrets.filter((secret) => text.includes(secret));
    if (found.some(({ length }) => length < SHORT)) return '•••';
    return found.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
  };
  switch (answer.kind) {
    case 'response': {
      const { server, message } = answer;
      return {
        ...answer,
        ...(server === undefined ? {} : { server: conceal(server) }),
        ...(message === undefined ? {} : { message: conceal(message) }),
      };
    }
    case 'bytes':
      return { ...answer, text: conceal(answer.text) };
    default:
      return answer;
  }
}

export function verdict(outcome: Outcome, diagnosis: Diagnosis, ...attempts: readonly Attempt[]): Verdict {
  return { outcome, diagnosis, attempts };
}

function hostHeader({ host, port, secure }: Route): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}
