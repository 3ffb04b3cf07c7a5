import { l10n } from 'vscode';
import { plain } from '../../ari/text';
import type { Meanings } from './meaning';
import { moreSessions } from './webMeanings';
import { seconds } from './words';

/** What the layers from the event socket to the first event found. */
export const eventMeanings: Meanings<
  | 'eventsModuleMissing'
  | 'upgradeDropped'
  | 'upgradeClosed'
  | 'applicationsStuck'
  | 'applicationTooLong'
  | 'notRegistered'
  | 'applicationFree'
  | 'applicationInUse'
  | 'notCheckable'
  | 'arrived'
  | 'noEvent'
  | 'cannotCause'
> = {
  eventsModuleMissing: ({ module }) => ({
    means: l10n.t('ARI answers requests but gives no events: {0} is not loaded.', module),
    changes: [
      {
        advice: l10n.t('In modules.conf (with autoload = yes, look for “noload”):'),
        lines: ['[modules]', 'load = res_http_websocket.so', 'load = res_ari_events.so'],
      },
      {
        advice: l10n.t('Then restart Asterisk, or load them now:'),
        lines: ['*CLI> module load res_http_websocket.so', '*CLI> module load res_ari_events.so'],
      },
    ],
  }),
  upgradeDropped: ({ server }) => ({
    means:
      server === undefined || /asterisk/i.test(server)
        ? l10n.t(
            'Requests arrive, but that for a WebSocket without its Upgrade header: a proxy in between takes it off.',
          )
        : l10n.t(
            'Requests arrive, but that for a WebSocket without its Upgrade header: {0} takes it off.',
            plain(server, 100),
          ),
    changes: [
      {
        advice: l10n.t('In nginx, in the “location” that leads to Asterisk (other proxies have the like):'),
        lines: [
          'proxy_http_version 1.1;',
          'proxy_set_header Upgrade $http_upgrade;',
          'proxy_set_header Connection "upgrade";',
          'proxy_read_timeout 1d;',
        ],
      },
    ],
  }),
  upgradeClosed: () => ({
    means: l10n.t(
      'Requests are answered, but the event socket is ended at once. Asterisk does that when it has as many HTTP sessions as it may.',
    ),
    changes: moreSessions(),
  }),
  applicationsStuck: () => ({
    means: l10n.t(
      'Requests are answered, but no event socket is opened, and nothing is said of applications: Asterisk’s applications are locked up. It happens when a program that hears of device states disconnects just as a device changes its state, and does not pass by itself.',
    ),
    changes: [
      {
        advice: l10n.t('Calls in the dialplan go on. Restart Asterisk when no call is left, or at once:'),
        lines: ['*CLI> core restart when convenient', '*CLI> core restart now'],
      },
      { advice: l10n.t('About the fault: https://github.com/asterisk/asterisk/issues/2170') },
    ],
  }),
  applicationTooLong: ({ length, limit }) => ({
    means: l10n.t(
      'The application’s name has {0} characters; this Asterisk registers no more than {1}.',
      length,
      limit,
    ),
    changes: [
      {
        advice: l10n.t(
          'Edit the server and give the application a shorter name (in the dialplan’s Stasis(…) too), or leave it empty to watch only.',
        ),
      },
    ],
  }),
  notRegistered: ({ application }) => ({
    means: l10n.t(
      'The event socket is open, but Asterisk does not know its application “{0}”: a proxy may have opened it elsewhere.',
      plain(application),
    ),
    changes: [{ advice: l10n.t('See which applications Asterisk has:'), lines: ['*CLI> ari show apps'] }],
  }),
  applicationFree: ({ application }) => ({
    means: l10n.t('Asterisk registers applications, and nobody has the name “{0}”.', plain(application)),
  }),
  applicationInUse: ({ application }) => ({
    means: l10n.t(
      'Asterisk registers applications. “{0}” is in use: connecting under this name makes the program that has it deaf.',
      plain(application),
    ),
    changes: [
      {
        advice: l10n.t(
          'To watch without harm, leave the application empty in the server’s settings. (Asterisk 16 also keeps names of connections that have ended.)',
        ),
      },
      { advice: l10n.t('See who is connected:'), lines: ['*CLI> ari show apps', '*CLI> ari show websocket sessions'] },
    ],
  }),
  notCheckable: ({ module }) => ({ means: l10n.t('Cannot be asked: {0} is not loaded.', module) }),
  arrived: ({ type, tookMs }) => ({
    means: l10n.t('An event arrived after {0}: {1}.', seconds(tookMs), plain(type, 60)),
  }),
  noEvent: ({ ms }) => ({
    means: l10n.t(
      'The event socket is open, but an event that was caused on purpose did not arrive within {0}.',
      seconds(ms),
    ),
    changes: [
      { advice: l10n.t('A proxy in between may hold back what it gets: let it pass WebSockets through unbuffered.') },
      {
        advice: l10n.t('Or Asterisk’s message bus is stuck; see whether its queues grow:'),
        lines: ['*CLI> core show taskprocessors'],
      },
    ],
  }),
  cannotCause: () => ({
    means: l10n.t('The event socket is open. This user cannot cause an event, so none was waited for.'),
  }),
};
