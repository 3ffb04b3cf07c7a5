import * as vscode from 'vscode';
import type { SetupProblem, SetupProblemCode } from '../../conf/problems';
import { message } from '../common/text';

/** What is wrong, in one sentence that names what to change; without its place. */
export function problemSentence({ code, data }: SetupProblem): string {
  return sentences(data)[code] ?? vscode.l10n.t('Asterisk does not accept this line.');
}

/** The place of a problem as people write it: `http.conf:12`. */
export function problemPlace({ file, line }: SetupProblem): string {
  return message(`${file.slice(file.lastIndexOf('/') + 1)}:${line + 1}`);
}

function sentences(data: Readonly<Record<string, string>>): Partial<Record<SetupProblemCode, string>> {
  const { t } = vscode.l10n;
  const value = (key: string): string => message(data[key] ?? '');
  return {
    'ari-disabled': t('ARI is off (enabled = no in ari.conf): Asterisk will answer no request until that is changed.'),
    'http-disabled': t(
      'The HTTP server is off (enabled = yes is missing in http.conf): nobody listens until that is changed.',
    ),
    'http-missing': t('There is no http.conf beside the ari.conf, so the address is a guess.'),
    'general-missing': t('ari.conf has no [general] section; Asterisk 22 keeps ARI off then.'),
    'general-twice': t('ari.conf has two [general] sections; Asterisk 22 keeps ARI off then.'),
    'general-option': t('“{0}” is not an option of [general]; Asterisk 22 keeps ARI off then.', value('option')),
    'general-value': t('The value of “{0}” is not allowed there.', value('option')),
    'no-users': t('ari.conf has no user. Add a section with type = user and a password.'),
    'user-twice': t('The user “{0}” stands there twice.', value('user')),
    'user-option': t('“{0}” is not an option of a user; Asterisk ignores the user for it.', value('option')),
    'user-value': t('The value of “{0}” is not allowed there; Asterisk ignores the user for it.', value('option')),
    'user-without-password': t('The user has no password, so nobody can log in.'),
    'crypted-password': t('The password is a crypt(3) hash, with which nobody can log in.'),
    'colon-in-name': t('Nobody can log in with a “:” in the user name.'),
    'credentials-too-long': t('User and password are longer than the 255 bytes that Asterisk reads.'),
    'not-utf8': t('Name or password are not UTF-8.'),
    'no-bind-address': t('http.conf has no bindaddr, so the HTTP server does not start.'),
    'bind-address': t('“{0}” is not an address that the HTTP server can bind to.', value('address')),
    'tls-address': t('“{0}” is not an address that the HTTPS server can bind to.', value('address')),
    'tls-no-certificate': t('The certificate of the HTTPS server is missing.'),
    'prefix-unreachable': t('No request can reach the prefix “{0}”.', value('prefix')),
    'missing-bracket': t('A “]” is missing; Asterisk refuses the whole file for it.'),
    'missing-parenthesis': t('A “)” is missing; Asterisk refuses the whole file for it.'),
    'no-section': t('There is an entry before the first [section]; Asterisk refuses the whole file for it.'),
    'unknown-parent': t(
      'The template “{0}” is not defined before it is used; Asterisk refuses the whole file.',
      value('name'),
    ),
    'unknown-section': t('There is no section “{0}” to add to; Asterisk refuses the whole file.', value('name')),
    'include-missing': t('The included file “{0}” is not there; Asterisk refuses the whole file.', value('name')),
    'file-missing': t('The file cannot be read.'),
  };
}
