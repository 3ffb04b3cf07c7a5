import * as vscode from 'vscode';
import { AriError } from '../../ari/errors';
import { explain } from '../common/explain';
import { Cancelled } from '../common/report';
import { message } from '../common/text';
import { askToTrust } from './certificates';
import type { Answers } from './editServer';
import { readProxy } from './network';
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
      const again = vscode.l10n.t('Try Again');
      const edit = vscode.l10n.t('Edit…');
      const save = vscode.l10n.t('Save Anyway');
      const show = vscode.l10n.t('Show Certificate…');
      const sentence = vscode.l10n.t('Could not connect to {0}. {1}', message(url), explain(error));
      const isUntrusted = error instanceof AriError && error.failure === 'untrusted';
      const buttons = isUntrusted ? [show, edit, save] : [again, edit, save];
      const chosen = await vscode.window.showErrorMessage(sentence, ...buttons);
      if (chosen === show) {
        await trustShown(answers);
        continue;
      }
      if (chosen === save) return undefined;
      if (chosen === edit) return 'edit';
      if (chosen !== again) throw new Cancelled();
    }
  }
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
