import * as vscode from 'vscode';
import type { SetupProblem, SetupProblemCode } from '../../conf/problems';
import { message } from '../common/text';

/** What is wrong, in one sentence that names what to change; without its place. */
export function problemSentence({ code, data }: SetupProblem): string {
  const value = (key: string): string => message(data[key] ?? '');
  const sentences = { ...aboutAriConf(value), ...aboutHttpConf(value), ...aboutGrammar(value) };
  return sentences[code] ?? vscode.l10n.t('Asterisk does not accept this line.');
}

/** The place of a problem as people write it: `http.conf:12`. */
export function problemPlace({ file, line }: SetupProblem): string {
  return message(`${file.slice(file.lastIndexOf('/') + 1)}:${line + 1}`);
}

type Sentences = Partial<Record<SetupProblemCode, string>>;
/** A name out of the file, cleaned. */
type Value = (key: string) => string;

function aboutAriConf(value: Value): Sentences {
  return {
    'ari-disabled': vscode.l10n.t(
      'ARI is off (enabled = no in ari.conf): Asterisk will answer no request until that is changed.',
    ),
    'general-missing': vscode.l10n.t('ari.conf has no [general] section; Asterisk 22 keeps ARI off then.'),
    'general-twice': vscode.l10n.t('ari.conf has two [general] sections; Asterisk 22 keeps ARI off then.'),
    'general-option': vscode.l10n.t(
      '“{0}” is not an option of [general]; Asterisk 22 keeps ARI off then.',
      value('option'),
    ),
    'general-value': vscode.l10n.t('The value of “{0}” is not allowed there.', value('option')),
    'no-users': vscode.l10n.t('ari.conf has no user. Add a section with type = user and a password.'),
    'user-twice': vscode.l10n.t(
      'The user “{0}” stands there twice; Asterisk 22 loads no user at all then.',
      value('user'),
    ),
    'user-option': vscode.l10n.t(
      '“{0}” is not an option of a user; Asterisk ignores the user for it.',
      value('option'),
    ),
    'user-value': vscode.l10n.t(
      'The value of “{0}” is not allowed there; Asterisk ignores the user for it.',
      value('option'),
    ),
    'user-without-password': vscode.l10n.t('The user has no password, so nobody can log in.'),
    'crypted-password': vscode.l10n.t('The password is a crypt(3) hash, with which nobody can log in.'),
    'colon-in-name': vscode.l10n.t('Nobody can log in with a “:” in the user name.'),
    'credentials-too-long': vscode.l10n.t('User and password are longer than the 255 bytes that Asterisk reads.'),
    'not-utf8': vscode.l10n.t('Name or password are not UTF-8.'),
  };
}

function aboutHttpConf(value: Value): Sentences {
  return {
    'http-disabled': vscode.l10n.t(
      'The HTTP server is off (enabled = yes is missing in http.conf): nobody listens until that is changed.',
    ),
    'http-missing': vscode.l10n.t('There is no http.conf beside the ari.conf, so the address is a guess.'),
    'no-bind-address': vscode.l10n.t('http.conf has no bindaddr, so the HTTP server does not start.'),
    'bind-address': vscode.l10n.t('“{0}” is not an address that the HTTP server can bind to.', value('address')),
    'tls-address': vscode.l10n.t('“{0}” is not an address that the HTTPS server can bind to.', value('address')),
    'tls-no-certificate': vscode.l10n.t('The certificate of the HTTPS server is missing.'),
    'prefix-unreachable': vscode.l10n.t('No request can reach the prefix “{0}”.', value('prefix')),
  };
}

function aboutGrammar(value: Value): Sentences {
  return {
    'missing-bracket': vscode.l10n.t('A “]” is missing; Asterisk refuses the whole file for it.'),
    'missing-parenthesis': vscode.l10n.t('A “)” is missing; Asterisk refuses the whole file for it.'),
    'no-section': vscode.l10n.t(
      'There is an entry before the first [section]; Asterisk refuses the whole file for it.',
    ),
    'unknown-parent': vscode.l10n.t(
      'The template “{0}” is not defined before it is used; Asterisk refuses the whole file.',
      value('name'),
    ),
    'unknown-section': vscode.l10n.t(
      'There is no section “{0}” to add to; Asterisk refuses the whole file.',
      value('name'),
    ),
    'include-missing': vscode.l10n.t(
      'The included file “{0}” is not there; Asterisk refuses the whole file.',
      value('name'),
    ),
    'file-missing': vscode.l10n.t('The file cannot be read.'),
  };
}
