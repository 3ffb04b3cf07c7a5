import * as vscode from 'vscode';
import * as channels from '../../ari/operations/channels';
import type { Requester } from '../../ari/rest';
import type { LiveChannel, LiveModel } from '../../live/model';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { isInStasis, pickChannel, targetOf } from './pick';

/** A command that needs to know the channel and nothing else. */
interface Action {
  readonly id: string;
  readonly placeholder: string;
  readonly fits: (channel: LiveChannel, model: LiveModel) => boolean;
  readonly run: (ari: Requester, channelId: string) => Promise<void>;
}

/** Answer, ring, hold and the like: what needs no question but which channel. */
export function registerChannelActions(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    ...actions().map(({ id, run, placeholder, fits }) =>
      workbench.reporter.command(id, async (argument): Promise<Target> => {
        const found = await pickChannel(workbench, argument, { placeholder, fits });
        await run(found.server.rest, found.id);
        return targetOf('channel', found);
      }),
    ),
  );
}

function actions(): readonly Action[] {
  const unanswered = (channel: LiveChannel): boolean => isInStasis(channel) && channel.resource.state !== 'Up';
  const make = (verb: string, placeholder: string, run: Action['run'], fits = isInStasis): Action => ({
    id: `ari.channel.${verb}`,
    placeholder,
    run,
    fits,
  });
  return [
    make('answer', vscode.l10n.t('Which channel should be answered?'), channels.answer, unanswered),
    make('ring', vscode.l10n.t('Which channel should hear ringing?'), channels.ring, unanswered),
    make('ringStop', vscode.l10n.t('Which channel should hear ringing no more?'), channels.ringStop, unanswered),
    make('hold', vscode.l10n.t('Which channel should be put on hold?'), channels.hold),
    make('unhold', vscode.l10n.t('Which channel should be taken off hold?'), channels.unhold),
    make('mohStop', vscode.l10n.t('On which channel should the music stop?'), channels.stopMoh),
    make('silence', vscode.l10n.t('To which channel should silence be sent?'), channels.startSilence),
    make('silenceStop', vscode.l10n.t('On which channel should the silence end?'), channels.stopSilence),
  ];
}
