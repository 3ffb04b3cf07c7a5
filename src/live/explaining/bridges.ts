import { recordingExists } from './channels';
import type { Refusal } from './failure';
import { channelRef, whereabouts } from './knowledge';
import { forbiddenName, variableReason, wrongParameter } from './parameters';
import type { ChannelRef, Reason } from './reason';
import { parameter } from './request';

/** Why a request about bridges was refused (res/ari/resource_bridges.c). */
export function bridgeReason(refusal: Refusal): Reason | undefined {
  const { request } = refusal;
  const [, id, verb] = request.segments;
  if (request.method === 'POST' && verb === undefined) {
    const asked = id ?? parameter(request, 'bridgeId') ?? '';
    if (refusal.status === 409 || refusal.status === 500) return { kind: 'idTaken', thing: 'bridge', id: asked };
    return refusal.status === 400 ? wrongParameter(refusal, 'type') : undefined;
  }
  return id === undefined ? undefined : aboutBridge(refusal, id, verb ?? '');
}

function aboutBridge(refusal: Refusal, id: string, verb: string): Reason | undefined {
  const { status, said } = refusal;
  switch (status) {
    case 400:
      if (/Channel$/.test(verb)) return channelNotFound(refusal);
      if (verb === 'record' && /name/i.test(said)) return forbiddenName(refusal);
      return wrongParameter(refusal, verb.startsWith('variable') ? verb : 'name');
    case 404:
      return missing(refusal, id, verb);
    case 409:
      return conflict(refusal, id, verb);
    case 422:
      return unprocessable(refusal, id, verb);
    case 500:
      if (verb === 'record' && parameter(refusal.request, 'name')?.includes('..')) return forbiddenName(refusal);
      return verb.startsWith('variable') ? variableReason(refusal) : undefined;
    default:
      return undefined;
  }
}

function missing(refusal: Refusal, id: string, verb: string): Reason {
  const { said, model, request } = refusal;
  const isThere = model?.bridges.has(id) === true;
  if (verb.startsWith('variable') && /variable/i.test(said) && (!/bridge/i.test(said) || isThere)) {
    return variableReason(refusal) ?? gone(refusal, id);
  }
  const channel = request.segments[3];
  if (channel !== undefined && /channel/i.test(said) && (isThere || !/bridge/i.test(said))) {
    return { kind: 'gone', thing: 'channel', id: channel, ended: model?.channels.isBuried(channel) === true };
  }
  return gone(refusal, id);
}

function gone({ model }: Refusal, id: string): Reason {
  return { kind: 'gone', thing: 'bridge', id, ended: model?.bridges.isBuried(id) === true };
}

function conflict(refusal: Refusal, id: string, verb: string): Reason {
  const { said, model, application } = refusal;
  if (verb === 'videoSource' || /channel not in stasis/i.test(said)) {
    const [channel] = channelsIn(refusal);
    const ref = channel ?? channelRef(model, '');
    return { kind: 'notInStasis', channel: ref, where: whereabouts(model, ref.id, application) };
  }
  // The description lists all its reasons in one sentence; the server says one of them.
  const aboutBridge = /^bridge/i.test(said);
  const [first] = channelsIn(refusal);
  if (verb === 'addChannel' && first && !aboutBridge) return { kind: 'recording', channel: recorded(refusal) ?? first };
  if (verb === 'record' && !aboutBridge) return recordingExists(refusal);
  if (verb === 'moh' && /playing music/i.test(said)) return { kind: 'noMusic', id };
  return { kind: 'foreignBridge', id, creator: model?.bridges.get(id)?.creator };
}

function unprocessable(refusal: Refusal, id: string, verb: string): Reason | undefined {
  const { model, request, application } = refusal;
  const channels = channelsIn(refusal);
  const [first] = channels;
  if (verb === 'play' || verb === 'record') {
    const format = verb === 'play' ? 'announcer_format' : 'format';
    return { kind: 'noFormat', format: parameter(request, format) ?? parameter(request, 'recorder_format') };
  }
  if (verb === 'addChannel') {
    const outside = channels.find(({ id: one }) => model?.channels.get(one)?.application === undefined) ?? first;
    const channel = outside ?? channelRef(model, '');
    return { kind: 'notInStasis', channel, where: whereabouts(model, channel.id, application) };
  }
  const elsewhere = channels.find(({ id: one }) => model?.channels.get(one)?.bridgeId !== id) ?? first;
  const channel = elsewhere ?? channelRef(model, '');
  const bridge = model?.channels.get(channel.id)?.bridgeId;
  return { kind: 'notInBridge', channel, bridge: bridge === id ? undefined : bridge };
}

/** The channels that a request names; a 400 of `addChannel` is about the first one that is not there. */
function channelNotFound(refusal: Refusal): Reason {
  const { model } = refusal;
  const channels = channelsIn(refusal);
  const absent = channels.find(({ id }) => model?.channels.has(id) !== true) ?? channels[0];
  if (!absent) return wrongParameter(refusal, 'channel');
  return { kind: 'gone', thing: 'channel', id: absent.id, ended: model?.channels.isBuried(absent.id) === true };
}

function channelsIn({ request, model }: Refusal): readonly ChannelRef[] {
  const ids = parameter(request, 'channel')?.split(',') ?? request.segments.slice(3, 4);
  return ids.filter(Boolean).map((id) => channelRef(model, id));
}

/** Which of the channels is recorded now, if the model knows of it. */
function recorded(refusal: Refusal): ChannelRef | undefined {
  const targets = new Set([...(refusal.model?.recordings.values() ?? [])].map(({ target_uri }) => target_uri));
  return channelsIn(refusal).find(({ id }) => targets.has(`channel:${id}`));
}
