import type { Refusal } from './failure';
import { channelRef, whereabouts, whyNoChannel } from './knowledge';
import { forbiddenName, variableReason, wrongParameter } from './parameters';
import type { Reason } from './reason';
import { parameter } from './request';

/** The parameter that a 400 is about where the server does not say. */
const USUAL = new Map([
  ['redirect', 'endpoint'],
  ['dtmf', 'dtmf'],
  ['variable', 'variable'],
  ['variables', 'variables'],
  ['snoop', 'spy'],
  ['transfer_progress', 'states'],
  ['mute', 'direction'],
  ['record', 'name'],
  ['externalMedia', 'external_host'],
  ['hangup', 'reason'],
]);

/** Why a request about channels was refused (res/ari/resource_channels.c). */
export function channelReason(refusal: Refusal): Reason | undefined {
  const { method, segments } = refusal.request;
  const [, id, verb] = segments;
  const makes = method === 'POST' && verb === undefined;
  if (makes) return originateReason(refusal, id === 'create' || id === 'externalMedia' ? undefined : id);
  if (id === undefined) return undefined;
  return aboutChannel(refusal, id, verb ?? (method === 'DELETE' ? 'hangup' : ''));
}

function originateReason(refusal: Refusal, pathId: string | undefined): Reason | undefined {
  const { status, said, request, model } = refusal;
  const endpoint = parameter(request, 'endpoint') ?? parameter(request, 'external_host') ?? '';
  const id = pathId ?? parameter(request, 'channelId');
  const otherId = parameter(request, 'otherChannelId');
  switch (status) {
    case 400:
      return wrongParameter(refusal, request.segments[1] === 'externalMedia' ? 'external_host' : 'endpoint');
    case 404:
      return { kind: 'noLabel', label: parameter(request, 'label'), context: parameter(request, 'context') };
    case 409: {
      const taken = [id, otherId].find((candidate) => candidate !== undefined && model?.channels.has(candidate));
      const named = taken ?? id ?? otherId;
      // Asterisk 16 says 409 for any channel that could not be made, if that was its last error on this connection.
      if (named === undefined || (taken === undefined && isHopeless(refusal, endpoint))) {
        return { kind: 'noChannelMade', endpoint, ...whyNoChannel(model, endpoint) };
      }
      return { kind: 'idTaken', thing: 'channel', id: named };
    }
    case 500:
      return /allocation failed|^internal|^$/i.test(said)
        ? { kind: 'noChannelMade', endpoint, ...whyNoChannel(model, endpoint) }
        : undefined;
    default:
      return undefined;
  }
}

function isHopeless({ model }: Refusal, endpoint: string): boolean {
  return whyNoChannel(model, endpoint).why !== 'unclear';
}

function aboutChannel(refusal: Refusal, id: string, verb: string): Reason | undefined {
  const { status, said, request, model, application } = refusal;
  const channel = channelRef(model, id);
  switch (status) {
    case 400:
      if (verb === 'record' && /name/i.test(said)) return forbiddenName(refusal);
      return wrongParameter(refusal, USUAL.get(verb));
    case 403:
      return { kind: 'noStatistics', why: 'technology' };
    case 404:
      return missing(refusal, id, verb);
    case 409:
      return conflict(refusal, id, verb);
    case 412:
      return { kind: 'notReady', channel, state: model?.channels.get(id)?.resource.state };
    case 422:
      if (verb === 'redirect') return { kind: 'wrongTechnology', channel, endpoint: parameter(request, 'endpoint') };
      if (verb === 'record') return { kind: 'noFormat', format: parameter(request, 'format') };
      return { kind: 'notInStasis', channel, where: whereabouts(model, id, application) };
    case 500:
      if (verb === 'record' && parameter(request, 'name')?.includes('..') === true) return forbiddenName(refusal);
      return verb.startsWith('variable') ? variableReason(refusal) : undefined;
    default:
      return undefined;
  }
}

function missing(refusal: Refusal, id: string, verb: string): Reason {
  const { said, request, model } = refusal;
  if (
    verb === 'rtp_statistics' &&
    (/(RTP info|statistics) not found/i.test(said) || model?.channels.has(id) === true)
  ) {
    return { kind: 'noStatistics', why: 'notYet' };
  }
  if (verb.startsWith('variable') && /variable/i.test(said) && (!/channel/i.test(said) || model?.channels.has(id))) {
    return variableReason(refusal) ?? gone(refusal, id);
  }
  const endpoint = parameter(request, 'endpoint');
  if (verb === 'redirect' && /endpoint/i.test(said) && endpoint !== undefined && model?.channels.has(id) === true) {
    const why = whyNoChannel(model, endpoint);
    return { kind: 'noEndpoint', endpoint, similar: why.why === 'unknown' ? why.similar : [] };
  }
  return gone(refusal, id);
}

function gone({ model }: Refusal, id: string): Reason {
  return { kind: 'gone', thing: 'channel', id, ended: model?.channels.isBuried(id) === true };
}

function conflict(refusal: Refusal, id: string, verb: string): Reason {
  const { said, request, model, application } = refusal;
  const channel = channelRef(model, id);
  const live = model?.channels.get(id);
  if (verb === 'dial') return { kind: 'notDialable', channel, why: /not created by/i.test(said) ? 'foreign' : 'state' };
  // The description lists all its reasons in one sentence; the server says one of them.
  if (verb === 'record' && !/^channel.*not in.*stasis/i.test(said)) {
    if (/already exists/i.test(said)) return recordingExists(refusal);
    if (/bridge/i.test(said)) return { kind: 'inBridge', channel, bridge: live?.bridgeId };
  }
  if (/already exists/i.test(said))
    return { kind: 'idTaken', thing: 'channel', id: parameter(request, 'snoopId') ?? id };
  return { kind: 'notInStasis', channel, where: whereabouts(model, id, application) };
}

/** A recording's name that is in use, on the disk or by a recording that runs. */
export function recordingExists({ request, model }: Refusal, key = 'name'): Reason {
  const name = parameter(request, key) ?? '';
  return { kind: 'recordingExists', name, running: model?.recordings.has(name) === true };
}
