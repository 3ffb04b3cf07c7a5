import * as vscode from 'vscode';
import type { Application, Bridge, Endpoint, LiveRecording, Playback } from '../../ari/resources';
import type { LiveChannel, LiveModel } from '../../live/model';
import { label } from '../common/text';
import type { TargetKind } from '../servers/target';

/** Where the things of a kind are found in the model, and how a picker shows one. */
export interface Describes<T> {
  readonly kind: TargetKind;
  readonly collection: (model: LiveModel) => { get(id: string): T | undefined; ids(): IterableIterator<string> };
  readonly describe: (resource: T, model: LiveModel) => vscode.QuickPickItem;
}

export const CHANNELS: Describes<LiveChannel> = {
  kind: 'channel',
  collection: (model) => model.channels,
  describe: ({ resource, application }) => ({
    label: `$(call-outgoing) ${label(resource.name)}`,
    description: label([resource.state, callerOf(resource.caller)].filter(Boolean).join(' · ')),
    detail: label(application === undefined ? placeOf(resource.dialplan) : `Stasis(${application})`),
  }),
};

export const BRIDGES: Describes<Bridge> = {
  kind: 'bridge',
  collection: (model) => model.bridges,
  describe: (bridge) => ({
    label: `$(git-merge) ${label(bridge.name || bridge.id)}`,
    description: label(`${bridge.bridge_type} · ${bridge.technology}`),
    detail: vscode.l10n.t('Channels: {0}', bridge.channels.length),
  }),
};

export const ENDPOINTS: Describes<Endpoint> = {
  kind: 'endpoint',
  collection: (model) => model.endpoints,
  describe: (endpoint) => ({
    label: `$(device-mobile) ${label(`${endpoint.technology}/${endpoint.resource}`)}`,
    description: label(endpoint.state ?? ''),
  }),
};

export const APPLICATIONS: Describes<Application> = {
  kind: 'application',
  collection: (model) => model.applications,
  describe: ({ name }) => ({ label: `$(symbol-event) ${label(name)}` }),
};

export const PLAYBACKS: Describes<Playback> = {
  kind: 'playback',
  collection: (model) => model.playbacks,
  describe: (playback, model) => ({
    label: `$(play) ${label(playback.media_uri)}`,
    description: label(`${playback.state} · ${nameOfUri(playback.target_uri, model)}`),
  }),
};

export const RECORDINGS: Describes<LiveRecording> = {
  kind: 'recording',
  collection: (model) => model.recordings,
  describe: (recording, model) => ({
    label: `$(record) ${label(recording.name)}`,
    description: label(`${recording.state} · ${nameOfUri(recording.target_uri, model)}`),
  }),
};

function callerOf({ name, number }: { name: string; number: string }): string {
  return name && number ? `${name} <${number}>` : name || number;
}

function placeOf({ context, exten, priority }: { context: string; exten: string; priority: number }): string {
  return exten ? `${context},${exten},${priority}` : context;
}

/** `channel:ID` or `bridge:ID`, by the name that people know. */
function nameOfUri(uri: string, model: LiveModel): string {
  const [kind, ...rest] = uri.split(':');
  const id = rest.join(':');
  if (kind === 'channel') return model.channels.get(id)?.resource.name ?? id;
  return model.bridges.get(id)?.name || id;
}
