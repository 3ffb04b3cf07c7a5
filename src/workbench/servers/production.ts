import * as vscode from 'vscode';
import { targetOf } from '../../ari/path';
import type { AriRequest, Requester } from '../../ari/rest';
import { approveWrite } from '../common/commandRun';
import { Cancelled } from '../common/report';
import { message } from '../common/text';
import type { ServerProfile } from './profile';

interface Guarded {
  readonly name: string;
  readonly profile: Pick<ServerProfile, 'production' | 'readOnly'>;
}

/**
 * The requests of a server, which ask a person before a command's first write while it is marked as production. All that
 * the workbench sends goes through here. A read-only server is not asked about: its client refuses the write.
 */
export function guarded(server: Guarded, rest: Requester): Requester {
  const approve = async (request: AriRequest): Promise<void> => {
    const { production, readOnly } = server.profile;
    if (!production || readOnly || request.method === 'GET') return;
    await approveWrite(server.name, () => ask(server.name, request));
  };
  return {
    request: async <T>(request: AriRequest): Promise<T> => {
      await approve(request);
      return rest.request<T>(request);
    },
    download: async (request) => {
      await approve(request);
      return rest.download(request);
    },
  };
}

/** What a confirmation of a command's own says besides, on a production server. */
export function productionNote(name: string): string {
  return vscode.l10n.t('“{0}” is a production server.', message(name));
}

async function ask(name: string, request: AriRequest): Promise<void> {
  const send = vscode.l10n.t('Send');
  const body = request.body === undefined ? '' : message(JSON.stringify(request.body));
  const detail = [`${request.method} ${message(readable(targetOf(request)))}`, body].filter(Boolean).join('\n');
  const question = vscode.l10n.t('“{0}” is a production server. Send this command to it?', message(name));
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) !== send) throw new Cancelled();
}

/** Without percent signs, where that can be undone. */
function readable(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
