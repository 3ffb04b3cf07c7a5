import * as vscode from 'vscode';
import type { FailedRequest } from '../../live/explaining/request';
import { parameter } from '../../live/explaining/request';
import type { Reason } from '../../live/explaining/reason';
import type { Remedy } from '../common/report';
import { label } from '../common/text';
import type { Server } from '../servers/server';
import type { Target, TargetKind } from '../servers/target';

/** Where a failure happened: its buttons act there. */
export interface Scene {
  readonly server: Server;
  readonly request?: FailedRequest | undefined;
}

/** The next steps that make sense, as buttons, the likeliest first; at most two. */
export function remediesFor(reason: Reason, scene: Scene): readonly Remedy[] {
  return [...serverRemedies(reason, scene), ...callRemedies(reason, scene), ...mediaRemedies(reason, scene)].slice(
    0,
    2,
  );
}

/** A button that runs a command on something of the server. */
export function button(
  title: string,
  command: string,
  { server }: Pick<Scene, 'server'>,
  [kind, id]: readonly [TargetKind, string] = ['server', server.name],
  answers?: object,
): Remedy {
  const target: Target = { kind, serverName: server.name, id };
  return { title, run: () => vscode.commands.executeCommand(command, target, ...(answers ? [answers] : [])) };
}

function serverRemedies(reason: Reason, scene: Scene): readonly Remedy[] {
  const edit = (): Remedy => button(vscode.l10n.t('Edit Server…'), 'ari.server.edit', scene);
  const diagnose = (): Remedy => button(vscode.l10n.t('Diagnose'), 'ari.server.diagnose', scene);
  switch (reason.kind) {
    case 'notConnected':
      return reason.returning
        ? [button(vscode.l10n.t('Retry Now'), 'ari.server.retryNow', scene), diagnose()]
        : [button(vscode.l10n.t('Connect'), 'ari.server.connect', scene), diagnose()];
    case 'unreachable':
    case 'unanswered':
    case 'accessList':
      return [diagnose()];
    case 'garbled':
    case 'notAri':
    case 'untrusted':
      return [diagnose(), edit()];
    case 'wrongPassword':
    case 'readOnlyUser':
      return [edit()];
    case 'readOnlyHere':
      return [button(vscode.l10n.t('Allow Writing…'), 'ari.server.unmarkReadOnly', scene)];
    case 'noApplication':
      return reason.ours ? [button(vscode.l10n.t('Connect'), 'ari.server.connect', scene)] : [refresh(scene)];
    case 'gone':
    case 'noEndpoint':
    case 'noEventSource':
      return [refresh(scene)];
    default:
      return [];
  }
}

function refresh(scene: Scene): Remedy {
  return button(vscode.l10n.t('Refresh'), 'ari.explorer.refresh', scene);
}

function callRemedies(reason: Reason, scene: Scene): readonly Remedy[] {
  switch (reason.kind) {
    case 'notInStasis': {
      const { channel, where } = reason;
      const foreign = where.kind === 'application' && !where.ours && scene.server.application !== undefined;
      const title = vscode.l10n.t('Move to Our Application');
      const answers = { application: scene.server.application };
      const here = button(title, 'ari.channel.move', scene, ['channel', channel.id], answers);
      return [...(foreign ? [here] : []), ...show(scene, 'channel', channel.id)];
    }
    case 'notReady': {
      const { channel, state } = reason;
      const answer = button(vscode.l10n.t('Answer'), 'ari.channel.answer', scene, ['channel', channel.id]);
      return [...(state === 'Ring' ? [answer] : []), ...show(scene, 'channel', channel.id)];
    }
    case 'wrongTechnology': {
      const title = vscode.l10n.t('Another Endpoint…');
      return [button(title, 'ari.channel.redirect', scene, ['channel', reason.channel.id])];
    }
    case 'inBridge':
      return reason.bridge === undefined
        ? []
        : [button(vscode.l10n.t('Record the Bridge'), 'ari.bridge.record', scene, ['bridge', reason.bridge])];
    case 'notInBridge':
      return reason.bridge === undefined
        ? show(scene, 'channel', reason.channel.id)
        : show(scene, 'bridge', reason.bridge);
    case 'foreignBridge':
      return show(scene, 'bridge', reason.id);
    case 'idTaken':
      return reason.thing === 'log' ? [] : show(scene, reason.thing, reason.id);
    case 'noChannelMade':
      return callAgain(reason, scene);
    default:
      return [];
  }
}

const SHOW: Partial<Record<TargetKind, () => string>> = {
  channel: () => vscode.l10n.t('Show Channel'),
  bridge: () => vscode.l10n.t('Show Bridge'),
  endpoint: () => vscode.l10n.t('Show Endpoint'),
};

function show(scene: Scene, kind: 'channel' | 'bridge' | 'endpoint', id: string): readonly Remedy[] {
  const { model } = scene.server;
  const known = { channel: model?.channels, bridge: model?.bridges, endpoint: model?.endpoints }[kind];
  return known?.has(id) === true ? [button(SHOW[kind]?.() ?? '', 'ari.explorer.reveal', scene, [kind, id])] : [];
}

/** Once more, to what was meant or to somebody else; all that was said about the call before stays said. */
function callAgain(reason: Extract<Reason, { kind: 'noChannelMade' }>, scene: Scene): readonly Remedy[] {
  const { request } = scene;
  const isCall = request?.segments[0] === 'channels' && request.segments[1] === undefined;
  if (!isCall) return reason.why === 'offline' ? show(scene, 'endpoint', reason.endpoint) : [];
  const said = {
    application: parameter(request, 'app'),
    arguments: parameter(request, 'appArgs'),
    extension: parameter(request, 'extension'),
    context: parameter(request, 'context'),
    priority: parameter(request, 'priority') ?? parameter(request, 'label'),
    callerId: parameter(request, 'callerId'),
  };
  const server: readonly [TargetKind, string] = ['server', scene.server.name];
  const call = (title: string, endpoint?: string): Remedy =>
    button(title, 'ari.channel.originate', scene, server, { ...said, ...(endpoint === undefined ? {} : { endpoint }) });
  const similar = reason.why === 'unknown' ? reason.similar[0] : undefined;
  return [
    ...(similar === undefined ? [] : [call(vscode.l10n.t('Call {0}', label(similar, 60)), similar)]),
    call(vscode.l10n.t('Pick an Endpoint…')),
    ...(reason.why === 'offline' ? show(scene, 'endpoint', reason.endpoint) : []),
  ];
}

function mediaRemedies(reason: Reason, scene: Scene): readonly Remedy[] {
  const again = recordAgain(scene);
  switch (reason.kind) {
    case 'recordingExists': {
      const title = vscode.l10n.t('Stop That Recording');
      const stop = button(title, 'ari.recording.stop', scene, ['recording', reason.name]);
      return [...again, ...(reason.running ? [stop] : [])];
    }
    case 'noFormat':
    case 'forbiddenName':
      return again;
    case 'recording': {
      const source = `channel:${reason.channel.id}`;
      const running = [...(scene.server.model?.recordings.values() ?? [])].find(
        ({ target_uri }) => target_uri === source,
      );
      const title = vscode.l10n.t('Stop the Recording');
      return running ? [button(title, 'ari.recording.stop', scene, ['recording', running.name])] : [];
    }
    default:
      return [];
  }
}

/** Asks anew how to record, where recording was what failed. */
function recordAgain(scene: Scene): readonly Remedy[] {
  const [noun, id, verb] = scene.request?.segments ?? [];
  if (verb !== 'record' || id === undefined || (noun !== 'channels' && noun !== 'bridges')) return [];
  const kind = noun === 'channels' ? 'channel' : 'bridge';
  return [button(vscode.l10n.t('Record Otherwise…'), `ari.${kind}.record`, scene, [kind, id])];
}
