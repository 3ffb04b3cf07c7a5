import * as vscode from 'vscode';
import { NOT_THE_PINNED_ONE } from '../../ari/tls';

/**
 * Why a TLS certificate is not believed, in a sentence or two that say what to do.
 * @param code OpenSSL's or Node's, as {@link AriError.code} has it
 */
export function certificateProblem(code: string | undefined): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return vscode.l10n.t('The server’s certificate has expired. It has to be renewed there.');
    case 'CERT_NOT_YET_VALID':
      return vscode.l10n.t('The server’s certificate is not valid yet. Check the clocks of both machines.');
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return vscode.l10n.t('The server vouches for itself: its certificate is self-signed.');
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
    case 'INVALID_CA':
      return vscode.l10n.t(
        'The server’s certificate comes from an authority that is not known here. If it is your own, choose its CA file.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return vscode.l10n.t(
        'The server’s certificate is for another name than the one in the URL. Use a name that it holds, or trust this certificate.',
      );
    case 'CERT_REVOKED':
      return vscode.l10n.t('The server’s certificate was revoked.');
    case NOT_THE_PINNED_ONE:
      return vscode.l10n.t(
        'The server shows another certificate than the one that was trusted. Somebody may sit in between, or it was renewed. Nothing was sent.',
      );
    default:
      return vscode.l10n.t('The server’s certificate is not believed here ({0}).', code ?? '');
  }
}

/** Whether a person may decide to trust the certificate all the same: time is no matter of trust. */
export function mayBeTrusted(code: string | undefined): boolean {
  return code !== 'CERT_HAS_EXPIRED' && code !== 'CERT_NOT_YET_VALID' && code !== 'CERT_REVOKED';
}
