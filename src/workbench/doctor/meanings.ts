import { l10n } from 'vscode';
import type { Finding, Layer } from '../../ari/doctor/finding';
import { accessMeanings } from './accessMeanings';
import { eventMeanings } from './eventMeanings';
import type { Code, Meaning, Meanings, Subject } from './meaning';
import { networkMeanings } from './networkMeanings';
import { webMeanings } from './webMeanings';

const MEANINGS: Meanings<Code> = {
  ...networkMeanings,
  ...webMeanings,
  ...accessMeanings,
  ...eventMeanings,
  fine: (_diagnosis, { layer }) => ({ means: fine(layer) }),
  notReached: () => ({ means: l10n.t('Not looked at: it needs what failed above.') }),
};

/** What a finding means, and what to change. */
export function meaningOf({ diagnosis, layer }: Finding, subject: Omit<Subject, 'layer'>): Meaning {
  // Each code is paired with its own diagnosis above, which TypeScript cannot follow through the look-up.
  const meaning = MEANINGS[diagnosis.code] as (diagnosis: unknown, subject: Subject) => Meaning;
  return meaning(diagnosis, { ...subject, layer });
}

function fine(layer: Layer): string {
  switch (layer) {
    case 'name':
      return l10n.t('The name is known.');
    case 'tcp':
      return l10n.t('Somebody listens there.');
    case 'tls':
      return l10n.t('Encrypted, and the certificate is trusted and for this name.');
    case 'prefix':
      return l10n.t('The server’s URL fits.');
    case 'ari':
      return l10n.t('ARI is loaded and enabled.');
    case 'acl':
      return l10n.t('None keeps this machine out.');
    case 'booted':
      return l10n.t('Asterisk has started.');
    case 'modules':
      return l10n.t('All that the workbench uses are loaded, and answer.');
    case 'upgrade':
      return l10n.t('It opens.');
    case 'application':
      return l10n.t('Asterisk registers applications.');
    default:
      return l10n.t('In order.');
  }
}
