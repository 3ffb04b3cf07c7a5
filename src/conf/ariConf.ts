import type { EffectiveConf } from './load';
import { grammarProblems, setupProblem, type SetupProblem } from './problems';
import { sameName, type EffectiveEntry, type EffectiveSection } from './sections';
import { isTrue, lastEntry, wholeNumber } from './values';

const GENERAL_OPTIONS = 'enabled pretty auth_realm allowed_origins websocket_write_timeout channelvars type'.split(' ');
const USER_OPTIONS = 'type read_only password password_format'.split(' ');
/** Newer versions only; older ones refuse the file for them. */
const ACCESS_OPTIONS = 'permit deny acl'.split(' ');
/** Asterisk cuts the decoded `user:password` of a Basic header there. */
const MAX_CREDENTIALS_BYTES = 255;

/** Someone who may log in. */
export interface AriUser {
  readonly name: string;
  /** May send nothing but GET and OPTIONS; everything else is answered with 403. */
  readonly readOnly: boolean;
  /** In memory only, on its way to SecretStorage. Undefined when it is crypted and has to be asked for. */
  readonly password: string | undefined;
  /** `password_format = crypt`: the file holds a crypt(3) hash, with which nobody can log in. */
  readonly crypted: boolean;
  readonly file: string;
  readonly line: number;
  /** With an error among them, this user cannot be imported as it is. */
  readonly problems: readonly SetupProblem[];
}

export interface AriConf {
  /** Whether ARI answers at all. */
  readonly enabled: boolean;
  readonly users: readonly AriUser[];
  readonly problems: readonly SetupProblem[];
}

/**
 * What Asterisk 22.10 makes of its ari.conf; where 16.28 differs, the problem says so (`refusedByOlder`).
 * All rules measured, see test/asterisk/import.test.ts.
 */
export function readAriConf(conf: EffectiveConf, path: string): AriConf {
  const problems = grammarProblems(conf);
  if (conf.refused) return { enabled: false, users: [], problems };
  const sections = conf.sections.filter((section) => !section.template);
  const enabled = readGeneral(sections, path, problems);
  const users = readUsers(sections, problems);
  if (users.length === 0) problems.push(setupProblem('no-users', 'error', { file: path, line: 0 }));
  return { enabled, users, problems };
}

/** 22.10 needs exactly one [general], in lower case, every option of which it knows; otherwise ARI stays off. */
function readGeneral(sections: readonly EffectiveSection[], path: string, problems: SetupProblem[]): boolean {
  const [general, second] = sections.filter((section) => section.name === 'general');
  if (!general) {
    problems.push(setupProblem('general-missing', 'error', { file: path, line: 0 }));
    return false;
  }
  if (second) problems.push(setupProblem('general-twice', 'error', second));
  for (const entry of general.entries) checkGeneral(entry, problems);
  const enabled = lastEntry(general, 'enabled');
  if (enabled && !isTrue(enabled.value)) problems.push(setupProblem('ari-disabled', 'error', enabled));
  return !problems.some((problem) => problem.severity === 'error');
}

function checkGeneral(entry: EffectiveEntry, problems: SetupProblem[]): void {
  const data = { option: entry.key };
  if (entry.key.startsWith('@') || sameName(entry.key, 'type')) {
    problems.push(setupProblem('general-option', 'info', entry, data, true));
  } else if (!GENERAL_OPTIONS.includes(entry.key)) {
    // Upper case is an unknown option for 22 and a known one for 16.
    const older = !GENERAL_OPTIONS.some((option) => sameName(option, entry.key));
    problems.push(setupProblem('general-option', 'error', entry, data, older));
  } else if (entry.key === 'channelvars') {
    // Both versions know it.
  } else if (entry.key === 'websocket_write_timeout') {
    const milliseconds = wholeNumber(entry.value);
    const fits = milliseconds !== undefined && Math.abs(milliseconds) < 2 ** 31;
    if (!fits) problems.push(setupProblem('general-value', 'error', entry, data, true));
    else if (milliseconds < 1) problems.push(setupProblem('general-value', 'info', entry, data, true));
  }
}

function readUsers(sections: readonly EffectiveSection[], problems: SetupProblem[]): AriUser[] {
  const users: AriUser[] = [];
  for (const section of sections) {
    if (!isUser(section, problems)) continue;
    const user = readUser(section, problems);
    if (!user) continue;
    // One name twice, and 22 drops them all; 16 keeps the last, even if only the case differs.
    if (users.some((other) => other.name === user.name)) {
      problems.push(setupProblem('user-twice', 'error', section, { user: user.name }));
      return [];
    }
    users.push(user);
  }
  return users;
}

/** Whether a section is meant as a user; says why when it might have been. */
function isUser(section: EffectiveSection, problems: SetupProblem[]): boolean {
  // [GENERAL] is the general section of older versions, and nothing for newer ones.
  if (sameName(section.name, 'general')) return false;
  // Not the last but the first: the other options are told apart by it.
  const type = section.entries.find((entry) => sameName(entry.key, 'type'));
  if (type?.value === 'user') {
    if (section.name === '') problems.push(setupProblem('user-without-name', 'warning', section));
    return section.name !== '';
  }
  const data = { section: section.name, type: type?.value ?? '' };
  if (!type) problems.push(setupProblem('section-without-type', 'warning', section, data, true));
  else if (type.value === 'outbound_websocket') {
    problems.push(setupProblem('outbound-websocket', 'info', type, data, true));
  } else problems.push(setupProblem('unknown-type', 'warning', type, data, !sameName(type.value, 'user')));
  return false;
}

function readUser(section: EffectiveSection, problems: SetupProblem[]): AriUser | undefined {
  const own: SetupProblem[] = [];
  const { name, file, line } = section;
  for (const entry of section.entries) {
    const option = [...USER_OPTIONS, ...ACCESS_OPTIONS].find((known) => sameName(known, entry.key));
    const data = { user: name, option: entry.key };
    if (entry.key.startsWith('@')) own.push(setupProblem('user-option', 'info', entry, data, true));
    else if (option === undefined) own.push(setupProblem('user-option', 'error', entry, data, true));
    else if (ACCESS_OPTIONS.includes(option)) own.push(setupProblem('access-list', 'info', entry, data, true));
    else if (option === 'password_format' && !/^(plain|crypt)$/i.test(entry.value)) {
      own.push(setupProblem('user-value', 'error', entry, data, true));
    }
  }
  const password = lastEntry(section, 'password');
  if (!password?.value) own.push(setupProblem('user-without-password', 'error', password ?? section, { user: name }));
  if (!password?.value || own.some((problem) => problem.severity === 'error')) {
    // Asterisk drops the user, and goes on with the others.
    problems.push(...own.map((problem) => ({ ...problem, severity: 'warning' as const })));
    return undefined;
  }
  const crypted = lastEntry(section, 'password_format')?.value.toLowerCase() === 'crypt';
  own.push(...passwordProblems(name, password, crypted));
  const readOnly = isTrue(lastEntry(section, 'read_only')?.value ?? 'no');
  return { name, readOnly, password: crypted ? undefined : password.value, crypted, file, line, problems: own };
}

function passwordProblems(name: string, password: EffectiveEntry, crypted: boolean): SetupProblem[] {
  const found: SetupProblem[] = [];
  const data = { user: name };
  if (crypted) found.push(setupProblem('crypted-password', 'error', password, data));
  // Asterisk takes it as it is written; more likely somebody forgot the format.
  else if (/^\$(1|5|6|y|2[abxy]?)\$/.test(password.value)) {
    found.push(setupProblem('looks-crypted', 'warning', password, data));
  }
  if (name.includes(':')) found.push(setupProblem('colon-in-name', 'error', password, data));
  if (new TextEncoder().encode(`${name}:${password.value}`).length > MAX_CREDENTIALS_BYTES && !crypted) {
    found.push(setupProblem('credentials-too-long', 'error', password, data));
  }
  if (/\ufffd/.test(name + password.value)) found.push(setupProblem('not-utf8', 'error', password, data));
  return found;
}
