import * as vscode from 'vscode';
import { AriError } from '../../ari/errors';
import { certificateProblem } from './certificateProblem';
import { connectionProblem, statusInBetween } from './connectionProblem';
import type { ConnectionProblem } from './connectionProblem';
import { message } from './text';

/**
 * One sentence or two for a person, from the error alone: what happened, why, what to do next. Nothing in it can act
 * (links, icons). What needs to know the request and the server has its words in ../explaining.
 */
export function explain(error: unknown): string {
  if (!(error instanceof AriError)) return message(error instanceof Error ? error.message : String(error));
  const problem = connectionProblem(error);
  if (problem) return explainConnection(problem, statusInBetween(error));
  switch (error.failure) {
    case 'refused':
      return explainRefusal(error);
    case 'unreachable':
      return explainUnreachable(error.code);
    case 'timeout':
      return vscode.l10n.t('Asterisk did not answer in time. Check that it is running and not overloaded.');
    case 'cancelled':
      return vscode.l10n.t('Cancelled.');
    case 'untrusted':
      return certificateProblem(error.code);
    case 'readOnly':
      return vscode.l10n.t(
        'This server is marked as read-only, so nothing was sent that could change it. “Allow Writing…” in its menu takes the mark away.',
      );
    case 'garbled':
      return vscode.l10n.t('The answer is not one of ARI’s. Check that the URL is that of Asterisk.');
  }
}

function explainConnection(problem: ConnectionProblem, status = 0): string {
  switch (problem) {
    case 'redirected':
      return vscode.l10n.t(
        'The server sends us elsewhere (status {0}). That is not followed, so that the password goes nowhere else. “Diagnose” names the place; if it is right, edit the URL.',
        status,
      );
    case 'noAri':
      return vscode.l10n.t(
        'A web server answered, but there is no ARI at this address. Check the prefix in the URL, and enabled = yes in ari.conf; an Asterisk that is just starting answers so too.',
      );
    case 'noEvents':
      return vscode.l10n.t('ARI answers, but gives no events. Check that res_ari_events is loaded in Asterisk.');
    case 'noUpgrade':
      return vscode.l10n.t(
        'The server answered with status {0} instead of opening a WebSocket. Let the proxy in between pass the Upgrade header on.',
        status,
      );
    case 'tlsHere':
      return vscode.l10n.t('This port speaks TLS. Let the URL begin with https.');
    case 'gateway':
      return vscode.l10n.t(
        'Something in between (a proxy) gets no answer from Asterisk (status {0}). Check that Asterisk is running, and where the proxy passes requests on to.',
        status,
      );
    case 'proxyLogin':
    case 'proxyRefused':
    case 'proxyMalformed':
      return explainProxy(problem, status);
    case 'nobodyAnswers':
      return vscode.l10n.t(
        'Nobody answered at this address in time. Check the address and the port, the firewall and the VPN, and that Asterisk is not hanging.',
      );
  }
}

function explainProxy(problem: 'proxyLogin' | 'proxyRefused' | 'proxyMalformed', status: number): string {
  switch (problem) {
    case 'proxyLogin':
      return vscode.l10n.t(
        'The proxy wants a user name and a password (status 407). Check VS Code’s setting http.proxy.',
      );
    case 'proxyRefused':
      return vscode.l10n.t(
        'The proxy opens no connection to this server (status {0}). Allow it there, or add the host to VS Code’s setting http.noProxy.',
        status,
      );
    case 'proxyMalformed':
      return vscode.l10n.t(
        'VS Code’s setting http.proxy is no URL of a proxy, such as http://proxy.example:3128, so no request can be sent.',
      );
  }
}

function explainRefusal(error: AriError): string {
  const meaning = meaningOf(error.status ?? 0, error.serverMessage ?? '');
  const said = error.serverMessage ? message(error.serverMessage) : String(error.status);
  return vscode.l10n.t('Asterisk said “{0}”: {1}', said, meaning);
}

/** What a status means, as Asterisk 16.28 and 22.10 use it (measured, and read in res/ari). */
function meaningOf(status: number, said: string): string {
  switch (status) {
    case 400:
      return vscode.l10n.t('something in the request is missing or malformed.');
    case 401:
      return vscode.l10n.t('the user name or the password is wrong.');
    case 403:
      return /write access/i.test(said)
        ? vscode.l10n.t(
            'this user is read-only (read_only = yes in ari.conf). Connect as another user to send commands.',
          )
        : vscode.l10n.t('an access list (acl, permit or deny) keeps this machine out.');
    case 404:
      return vscode.l10n.t('it is not there, or not any more.');
    case 405:
      return vscode.l10n.t('this version of Asterisk does not know the request.');
    case 500:
      return vscode.l10n.t('something went wrong inside Asterisk. Its own log (messages) says more.');
    case 503:
      return vscode.l10n.t('Asterisk is still starting. Try again in a moment.');
    default:
      return vscode.l10n.t('the request was refused with status {0}.', status);
  }
}

function explainUnreachable(code: string | undefined): string {
  switch (code) {
    case 'ECONNREFUSED':
      return vscode.l10n.t(
        'Nobody listens there. Check that Asterisk is running and enabled = yes is set in http.conf.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return vscode.l10n.t('The host name is not known. Check the URL.');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return vscode.l10n.t('There is no route to the host. Check the network or the VPN.');
    case undefined:
      return vscode.l10n.t('Asterisk cannot be reached. Check the URL and the network.');
    default:
      return /SSL|TLS|EPROTO/.test(code)
        ? vscode.l10n.t(
            'TLS does not work there ({0}). Check that the URL begins with the right one of http and https.',
            code,
          )
        : vscode.l10n.t('Asterisk cannot be reached ({0}). Check the URL and the network.', code);
  }
}
