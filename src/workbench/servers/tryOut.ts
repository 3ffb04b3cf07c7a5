import * as vscode from 'vscode';
import { mayPass } from '../../ari/connection';
import { AriError } from '../../ari/errors';
import { explain } from '../common/explain';
import { Cancelled } from '../common/report';
import { message } from '../common/text';
import { askToTrust } from './certificates';
import type { Answers } from './editServer';
import { readProxy } from './network';
import type { ServerProfile } from './profile';
import { testConnection } from './testConnection';
import type { ConnectionTest } from './testConnection';
import { readTrust } from './trust';
import type { TrustSettings } from './trust';

/**
 * Tests the server and account that were entered; asks what to do when it cannot be reached.
 * @returns what was found; nothing when it is to be saved all the same
 * @throws Cancelled when somebody would rather not save what does not work
 */
export async function tryOut(answers: Answers): Promise<ConnectionTest | 'edit' | undefined> {
  const { url = '', username = '', password = '' } = answers;
  for (;;) {
    try {
      return await testWithProgress({ url, username, password }, answers);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      const next = await askWhatNext(error, answers);
      if (next === 'show') await trustShown(answers);
      else if (next === 'save') return undefined;
      else if (next === 'edit') return 'edit';
    }
  }
}

type Next = 'again' | 'edit' | 'save' | 'show';

/** @throws Cancelled when nothing is chosen */
async function askWhatNext(error: unknown, answers: Answers): Promise<Next> {
  const titles: Readonly<Record<Next | 'diagnose', string>> = {
    again: vscode.l10n.t('Try Again'),
    edit: vscode.l10n.t('Edit…'),
    diagnose: vscode.l10n.t('Diagnose'),
    save: vscode.l10n.t('Save Anyway'),
    show: vscode.l10n.t('Show Certificate…'),
  };
  const offered = buttonsFor(error);
  const sentence = vscode.l10n.t('Could not connect to {0}. {1}', message(answers.url ?? ''), explain(error));
  for (;;) {
    const chosen = await vscode.window.showErrorMessage(sentence, ...offered.map((button) => titles[button]));
    const next = offered.find((button) => titles[button] === chosen);
    if (next === undefined) throw new Cancelled();
    if (next !== 'diagnose') return next;
    await vscode.commands.executeCommand('ari.server.diagnoseEntered', enteredAccount(answers));
  }
}

/** What is likeliest to help stands first; a 404 of what was typed is a wrong prefix rather than a server that starts. */
function buttonsFor(error: unknown): readonly (Next | 'diagnose')[] {
  if (error instanceof AriError && error.failure === 'untrusted') return ['show', 'edit', 'diagnose', 'save'];
  const mayHelp = error instanceof AriError && mayPass(error) && error.status !== 404;
  return mayHelp ? ['again', 'edit', 'diagnose', 'save'] : ['edit', 'diagnose', 'again', 'save'];
}

/** An account that somebody is entering: a server of no settings yet. */
export interface EnteredAccount {
  readonly profile: ServerProfile;
  readonly password: string;
}

function enteredAccount(answers: Answers): EnteredAccount {
  const { url = '', username = '', password = '', application } = answers;
  return {
    password,
    profile: {
      ...trustOf(answers),
      name: new URL(url).host,
      username,
      ...(application === undefined ? {} : { application }),
      subscribeAll: answers.subscribeAll ?? true,
      connectAtStartup: false,
      readOnly: answers.readOnly ?? false,
      production: answers.production ?? false,
    },
  };
}

/** Trusts the certificate that a person has seen; back to the question before when not. */
async function trustShown(answers: Answers): Promise<void> {
  try {
    const { certificate } = await askToTrust(answers.name ?? answers.url ?? '', trustOf(answers));
    answers.certificate = certificate;
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

function trustOf({ url = '', caFile, certificate, acceptAnyCertificate }: Answers): TrustSettings {
  return {
    url,
    ...(caFile === undefined ? {} : { caFile }),
    ...(certificate === undefined ? {} : { certificate }),
    acceptAnyCertificate: acceptAnyCertificate ?? false,
  };
}

async function testWithProgress(
  account: { url: string; username: string; password: string },
  answers: Answers,
): Promise<ConnectionTest> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Testing the connection to {0}…', message(account.url)),
    },
    async (_progress, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      try {
        const trust = await readTrust(trustOf(answers), { signal: abort.signal });
        // To find out what the user may do, something is sent that would change nothing: not to those servers.
        const { readOnly = false, production = false } = answers;
        const server = { ...account, proxy: readProxy(), trust, readOnly: readOnly || production };
        return await testConnection(server, abort.signal);
      } catch (error) {
        throw cancellation.isCancellationRequested ? new Cancelled() : error;
      }
    },
  );
}
