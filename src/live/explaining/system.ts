import type { Refusal } from './failure';
import { channelRef, similarEndpoints, technologiesOf } from './knowledge';
import { wrongParameter } from './parameters';
import type { ModuleAction, Reason, Thing } from './reason';
import { parameter } from './request';

/** Why a request about anything but calls and media was refused. */
export function systemReason(refusal: Refusal): Reason | undefined {
  switch (refusal.request.segments[0]) {
    case 'applications':
      return applicationReason(refusal);
    case 'events':
      return refusal.request.segments[1] === 'claim' ? claimReason(refusal) : userEventReason(refusal);
    case 'endpoints':
      return endpointReason(refusal);
    case 'deviceStates':
      return deviceReason(refusal);
    case 'mailboxes':
      return refusal.status === 404 ? missing('mailbox', refusal.request.segments[1]) : undefined;
    case 'asterisk':
      return asteriskReason(refusal);
    default:
      return undefined;
  }
}

function missing(thing: Thing, id = ''): Reason {
  return { kind: 'gone', thing, id, ended: false };
}

function applicationReason(refusal: Refusal): Reason | undefined {
  const { status, request, application } = refusal;
  const name = request.segments[1] ?? '';
  const source = parameter(request, 'eventSource');
  switch (status) {
    case 400:
      return wrongParameter(refusal, request.segments[2] === 'eventFilter' ? 'filter' : 'eventSource');
    case 404:
      return { kind: 'noApplication', name, ours: name === application };
    case 409:
      return { kind: 'notSubscribed', application: name, source };
    case 422:
      // Measured: an end of what was never subscribed is 422 too, though 409 is documented.
      return request.method === 'DELETE' && isThere(refusal, source)
        ? { kind: 'notSubscribed', application: name, source }
        : { kind: 'noEventSource', source };
    default:
      return undefined;
  }
}

function isThere({ model }: Refusal, source = ''): boolean {
  const colon = source.indexOf(':');
  const id = source.slice(colon + 1);
  const known = { channel: model?.channels, bridge: model?.bridges, endpoint: model?.endpoints };
  return known[source.slice(0, colon) as keyof typeof known]?.has(id) === true;
}

function userEventReason(refusal: Refusal): Reason | undefined {
  const { status, request, application } = refusal;
  const name = parameter(request, 'application') ?? '';
  if (status === 404) return { kind: 'noApplication', name, ours: name === application };
  if (status === 422) return { kind: 'noEventSource', source: parameter(request, 'source') };
  if (status !== 400) return undefined;
  const reason = wrongParameter(refusal, 'variables');
  // Here the parameter has another name than in subscriptions, and the server's words are the same.
  return reason.kind === 'parameter' && reason.name === 'eventSource'
    ? { ...reason, name: 'source', value: parameter(request, 'source') }
    : reason;
}

function claimReason(refusal: Refusal): Reason | undefined {
  const channel = channelRef(refusal.model, parameter(refusal.request, 'channelId') ?? '');
  if (refusal.status === 404) return { kind: 'notOffered', channel };
  return refusal.status === 409 ? { kind: 'claimed', channel } : undefined;
}

function endpointReason(refusal: Refusal): Reason | undefined {
  const { status, request, model } = refusal;
  const [, first = '', resource] = request.segments;
  if (status === 400) return wrongParameter(refusal, 'from');
  if (status !== 404) return undefined;
  const anywhere = first === 'sendMessage' || first === 'refer';
  if (anywhere) return { kind: 'noEndpoint', endpoint: parameter(request, 'to') ?? '', similar: [] };
  const technologies = technologiesOf(model);
  if (resource === undefined || (technologies.length && !technologies.includes(first))) {
    return { kind: 'noTechnology', technology: first, technologies };
  }
  const similar = similarEndpoints(model, first, resource);
  return { kind: 'noEndpoint', endpoint: `${first}/${resource}`, similar };
}

function deviceReason(refusal: Refusal): Reason | undefined {
  const { status, said, request } = refusal;
  const device = request.segments[1] ?? '';
  if (status === 404) return device ? missing('device', device) : wrongParameter(refusal, 'deviceName');
  if (status === 400) return wrongParameter(refusal, 'deviceState');
  if (status !== 409) return undefined;
  return { kind: /subscribers/i.test(said) ? 'watchedDevice' : 'foreignDevice', device };
}

function asteriskReason(refusal: Refusal): Reason | undefined {
  const { segments } = refusal.request;
  switch (segments[1]) {
    case 'modules':
      return moduleReason(refusal, segments[2] ?? '');
    case 'logging':
      return logReason(refusal, segments[2] ?? '');
    case 'config':
      return objectReason(refusal, segments.slice(3).join('/'));
    case 'variable':
      if (refusal.status === 400) return wrongParameter(refusal, 'variable');
      return refusal.status === 500
        ? { kind: 'functionFailed', variable: parameter(refusal.request, 'variable') }
        : undefined;
    default:
      return undefined;
  }
}

const MODULE_ACTIONS: Readonly<Record<string, ModuleAction>> = { POST: 'load', DELETE: 'unload', PUT: 'reload' };

function moduleReason({ status, said, request }: Refusal, module: string): Reason | undefined {
  if (status === 404) return missing('module', module);
  const action = MODULE_ACTIONS[request.method] ?? 'read';
  return status === 409 || (status === 500 && said) ? { kind: 'moduleRefused', module, action } : undefined;
}

function logReason(refusal: Refusal, log: string): Reason | undefined {
  if (refusal.status === 404) return missing('log', log);
  if (refusal.status === 409) return { kind: 'idTaken', thing: 'log', id: log };
  return refusal.status === 400 ? wrongParameter(refusal, 'configuration') : undefined;
}

function objectReason(refusal: Refusal, object: string): Reason | undefined {
  const { status, request } = refusal;
  if (status === 404) return missing('configObject', object);
  if (status === 403) return { kind: 'objectRefused', object, deleting: request.method === 'DELETE' };
  return status === 400 ? wrongParameter(refusal, 'fields') : undefined;
}
