import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import type { PresentedCertificate } from '../../ari/tls';
import { certificateProblem, mayBeTrusted } from '../common/certificateProblem';
import { Cancelled } from '../common/report';
import { message } from '../common/text';
import { isSame, look } from './trust';
import type { TrustSettings } from './trust';

/** What somebody decided of a certificate: its SHA-256 fingerprint when it is trusted, nothing when no more. */
export type Decision = { readonly certificate: string | undefined };

/**
 * Shows a server's certificate and asks whether to trust it: this one and no other.
 * @param name what the server is called, or its URL before it has a name
 * @param confirmed a yes, given beforehand by somebody who compared this fingerprint
 * @throws Cancelled or AriError
 */
export async function askToTrust(
  name: string,
  settings: TrustSettings,
  confirmed?: string,
): Promise<Decision & { readonly shown: PresentedCertificate }> {
  const shown = await look(settings);
  if (confirmed !== undefined && isSame(confirmed, shown.sha256) && mayBeTrusted(shown.problem)) {
    return { certificate: shown.sha256, shown };
  }
  const { certificate } = settings;
  const isTrusted = certificate !== undefined && isSame(certificate, shown.sha256);
  const trust = vscode.l10n.t('Trust This Certificate');
  const distrust = vscode.l10n.t('Trust It No More');
  const release = vscode.l10n.t('Believe Its Authority Instead');
  // What an authority vouches for again need not be pinned: the pin would break at each renewal.
  const isReleasable = certificate !== undefined && shown.problem === undefined;
  const buttons = isTrusted
    ? [distrust]
    : [...(isReleasable ? [release] : []), ...(mayBeTrusted(shown.problem) ? [trust] : [])];
  const detail = detailOf(shown, isTrusted ? undefined : certificate, buttons.includes(trust));
  const sentence = sentenceOf(name, shown, { isTrusted, isReleasable });
  const chosen = await vscode.window.showWarningMessage(sentence, { modal: true, detail }, ...buttons);
  if (chosen === undefined) throw new Cancelled();
  return { certificate: chosen === trust ? shown.sha256 : undefined, shown };
}

function sentenceOf(
  name: string,
  { problem }: PresentedCertificate,
  { isTrusted, isReleasable }: { readonly isTrusted: boolean; readonly isReleasable: boolean },
): string {
  const server = message(name);
  if (isTrusted) return vscode.l10n.t('“{0}” shows the certificate that you trusted.', server);
  if (isReleasable) {
    return vscode.l10n.t(
      '“{0}” shows another certificate than the one that you trusted: one that an authority vouches for.',
      server,
    );
  }
  if (problem === undefined) return vscode.l10n.t('“{0}” shows a certificate that is believed already.', server);
  return vscode.l10n.t(
    '“{0}” shows a certificate that is not believed: {1}',
    server,
    certificateProblem(plain(problem, 60)),
  );
}

/** The parts of a certificate, one a line. They are the server's words, so each is cleaned and kept short. */
function detailOf(shown: PresentedCertificate, former: string | undefined, offered: boolean): string {
  const time = (at: number): string => new Date(at).toLocaleString(vscode.env.language);
  const lines = [
    former === undefined ? undefined : vscode.l10n.t('You trusted another one until now: {0}', fingerprint(former)),
    vscode.l10n.t('For: {0}', name(shown.subject)),
    shown.names ? vscode.l10n.t('Names: {0}', name(shown.names)) : undefined,
    vscode.l10n.t('Issued by: {0}', shown.issuer === shown.subject ? vscode.l10n.t('itself') : name(shown.issuer)),
    vscode.l10n.t('Valid: {0} – {1}', time(shown.validFrom), time(shown.validTo)),
    vscode.l10n.t('SHA-256: {0}', fingerprint(shown.sha256)),
  ];
  const facts = lines.filter((line) => line !== undefined).join('\n');
  if (!offered) return facts;
  const advice = vscode.l10n.t(
    'Compare the fingerprint with that of the file on the server (tlscertfile in http.conf):',
  );
  const effect = vscode.l10n.t('Then only this certificate is believed, whatever names it holds.');
  return `${facts}\n\n${advice}\nopenssl x509 -noout -fingerprint -sha256 -in FILE\n\n${effect}`;
}

function name(text: string): string {
  return message(text.replaceAll('\n', ', '), 200) || '–';
}

function fingerprint(text: string): string {
  return message(text, 100);
}
