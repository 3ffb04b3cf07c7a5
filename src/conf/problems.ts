import type { EffectiveConf } from './load';
import type { ConfProblemCode } from './tree';

/** What stands between an ari.conf with its http.conf and a login. See `SetupProblem`. */
export type SetupProblemCode =
  | ConfProblemCode
  // ari.conf as a whole
  | 'ari-disabled'
  | 'general-missing'
  | 'general-twice'
  | 'general-option'
  | 'general-value'
  | 'no-users'
  // one section of ari.conf
  | 'section-without-type'
  | 'unknown-type'
  | 'outbound-websocket'
  | 'user-without-name'
  | 'user-twice'
  | 'user-option'
  | 'user-value'
  | 'user-without-password'
  // one user
  | 'crypted-password'
  | 'looks-crypted'
  | 'colon-in-name'
  | 'credentials-too-long'
  | 'not-utf8'
  | 'access-list'
  // http.conf
  | 'http-missing'
  | 'http-disabled'
  | 'no-bind-address'
  | 'bind-address'
  | 'bad-port'
  | 'prefix-unreachable'
  | 'prefix-slash'
  | 'tls-address'
  | 'tls-no-certificate';

/** A problem as a code with what a sentence needs; the workbench says it in the user's language. */
export interface SetupProblem {
  readonly code: SetupProblemCode;
  /** `error`: no login while it stands. `warning`: something else is not as written. `info`: good to know. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Names of sections, options and files; never a password. */
  readonly data: Readonly<Record<string, string>>;
  readonly file: string;
  /** Counts from 0. */
  readonly line: number;
  /**
   * Older versions refuse the whole ari.conf for it (measured on 16.28), where newer ones (22.10) pass over the one
   * section. An import does not know the version, so this is said beside it.
   */
  readonly refusedByOlder: boolean;
}

type Place = Pick<SetupProblem, 'file' | 'line'>;

/** Makes a problem at an entry or section. */
export function setupProblem(
  code: SetupProblemCode,
  severity: SetupProblem['severity'],
  { file, line }: Place,
  data: Record<string, string> = {},
  refusedByOlder = false,
): SetupProblem {
  return { code, severity, data, file, line, refusedByOlder };
}

/** The grammar's own problems; the one for which the file is refused is an error. */
export function grammarProblems(conf: EffectiveConf): SetupProblem[] {
  return conf.problems.map(({ code, data, file, span }) => {
    const { refused } = conf;
    const refuses = refused?.file === file && refused.code === code && refused.span.line === span.line;
    return setupProblem(code, refuses ? 'error' : 'warning', { file, line: span.line }, data);
  });
}
