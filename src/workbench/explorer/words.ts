import * as vscode from 'vscode';
import type { AriError } from '../../ari/errors';
import { plain } from '../../ari/text';
import { explain } from '../common/explain';
import type { GroupId, NodeKind } from './nodes';
import { stateWord } from '../servers/stateWord';
import type { ServerView } from './view';

/** The words that the tree speaks, in the language of the window. Texts that they are given are cleaned already. */
export interface Words {
  readonly group: (group: GroupId) => string;
  /** A kind in the singular, for those who hear the tree. */
  readonly kind: (kind: NodeKind) => string;
  readonly serverState: (view: ServerView) => string;
  readonly explain: (error: AriError) => string;
  readonly count: (count: number) => string;
  readonly channels: (count: number) => string;
  readonly someOf: (visible: number, total: number) => string;
  readonly more: (count: number) => string;
  readonly ours: string;
  readonly readOnly: string;
  readonly production: string;
  readonly anyCertificate: string;
  readonly hearsEverything: string;
  readonly hears: (sources: readonly string[]) => string;
  readonly sources: (kind: 'channel' | 'bridge' | 'endpoint' | 'device', count: number | 'all') => string;
  readonly gone: string;
  /** The lists are from then (ms since the epoch), and may be wrong by now. */
  readonly asOf: (at: number) => string;
  readonly playing: string;
  readonly recording: string;
  readonly liveChannels: (count: number) => string;
  readonly filtered: (text: string, matches: number) => string;
}

/** The tree's words in the language of the window. */
export function createWords(): Words {
  let number: Intl.NumberFormat | undefined;
  const count = (value: number): string => (number ??= new Intl.NumberFormat(vscode.env.language)).format(value);
  return {
    group: groupName,
    kind: kindName,
    serverState,
    explain,
    count,
    channels: (value) => (value === 1 ? vscode.l10n.t('1 channel') : vscode.l10n.t('{0} channels', count(value))),
    someOf: (visible, total) => vscode.l10n.t('{0} of {1}', count(visible), count(total)),
    more: (rest) => vscode.l10n.t('Show more… ({0})', count(rest)),
    ours: vscode.l10n.t('this window'),
    readOnly: vscode.l10n.t('read-only'),
    production: vscode.l10n.t('production'),
    anyCertificate: vscode.l10n.t('believes any certificate'),
    hearsEverything: vscode.l10n.t('hears everything'),
    hears: (sources) => vscode.l10n.t('hears {0}', sources.join(', ')),
    sources: sourcesName(count),
    liveChannels: (value) =>
      value === 1 ? vscode.l10n.t('1 live channel') : vscode.l10n.t('{0} live channels', count(value)),
    filtered: (text, matches) =>
      matches === 1
        ? vscode.l10n.t('Filter: “{0}” · 1 match', text)
        : vscode.l10n.t('Filter: “{0}” · {1} matches', text, count(matches)),
    playing: vscode.l10n.t('playing'),
    recording: vscode.l10n.t('recording'),
    gone: vscode.l10n.t('gone'),
    asOf: (at) => vscode.l10n.t('as of {0}', new Date(at).toLocaleTimeString(vscode.env.language)),
  };
}

function groupName(group: GroupId): string {
  switch (group) {
    case 'applications':
      return vscode.l10n.t('Applications');
    case 'channels':
      return vscode.l10n.t('Channels');
    case 'bridges':
      return vscode.l10n.t('Bridges');
    case 'endpoints':
      return vscode.l10n.t('Endpoints');
  }
}

function kindName(kind: NodeKind): string {
  switch (kind) {
    case 'server':
      return vscode.l10n.t('Server');
    case 'application':
      return vscode.l10n.t('Application');
    case 'channel':
      return vscode.l10n.t('Channel');
    case 'bridge':
      return vscode.l10n.t('Bridge');
    case 'endpoint':
      return vscode.l10n.t('Endpoint');
    case 'playback':
      return vscode.l10n.t('Playback');
    case 'recording':
      return vscode.l10n.t('Recording');
    case 'technology':
      return vscode.l10n.t('Technology');
    case 'failure':
      return vscode.l10n.t('Error');
    case 'group':
    case 'more':
      return '';
  }
}

function serverState({ state, application }: ServerView): string {
  if (state.kind !== 'replaced') return stateWord(state);
  return vscode.l10n.t('another program took “{0}” over', plain(application ?? ''));
}

function sourcesName(count: (value: number) => string): Words['sources'] {
  return (kind, amount) => {
    switch (kind) {
      case 'channel':
        if (amount === 'all') return vscode.l10n.t('all channels');
        return amount === 1 ? vscode.l10n.t('1 channel') : vscode.l10n.t('{0} channels', count(amount));
      case 'bridge':
        if (amount === 'all') return vscode.l10n.t('all bridges');
        return amount === 1 ? vscode.l10n.t('1 bridge') : vscode.l10n.t('{0} bridges', count(amount));
      case 'endpoint':
        if (amount === 'all') return vscode.l10n.t('all endpoints');
        return amount === 1 ? vscode.l10n.t('1 endpoint') : vscode.l10n.t('{0} endpoints', count(amount));
      case 'device':
        if (amount === 'all') return vscode.l10n.t('all device states');
        return amount === 1 ? vscode.l10n.t('1 device state') : vscode.l10n.t('{0} device states', count(amount));
    }
  };
}
