import { bridgeReason } from './bridges';
import { channelReason } from './channels';
import type { Failure, Refusal } from './failure';
import { mediaReason } from './media';
import type { Reason } from './reason';
import { systemReason } from './system';

/** Says what happened and why in this case. Never throws; what nobody foresaw is `other`. */
export function reasonFor(failure: Failure): Reason {
  const { error, request, model, application, returning = false } = failure;
  switch (error.failure) {
    case 'unreachable':
    case 'cancelled':
      return request && !returning ? { kind: 'unreachable' } : { kind: 'notConnected', returning };
    case 'timeout':
      return { kind: 'unanswered', method: request?.method };
    case 'garbled':
      return { kind: 'garbled' };
    case 'untrusted':
      return { kind: 'untrusted' };
    case 'readOnly':
      return { kind: 'readOnlyHere' };
    case 'refused': {
      const status = error.status ?? 0;
      const said = error.serverMessage ?? '';
      const general = beforeLooking(status, said, error.request);
      if (general) return general;
      const refusal = request && { status, said, request, model, application };
      return (refusal && byNoun(refusal)) ?? lastResort(status, said, error.request);
    }
  }
}

/** What Asterisk finds wrong before it looks at what is asked (res/res_ari.c, main/http.c). */
function beforeLooking(status: number, said: string, request: string): Reason | undefined {
  if (status === 401) return { kind: 'wrongPassword' };
  if (status === 403 && /write access/i.test(said)) return { kind: 'readOnlyUser' };
  if (status === 403 && /\bACL\b/i.test(said)) return { kind: 'accessList' };
  if (status === 503) return { kind: 'starting' };
  if (status === 413) return { kind: 'tooLarge' };
  if (status === 404 && /requested URL was not found/i.test(said)) return { kind: 'notAri' };
  const unknown = status === 405 || status === 501 || (status === 404 && /^(resource not found|invalid )/i.test(said));
  if (unknown || /do not end with a slash/i.test(said)) return { kind: 'unknownRequest', request };
  return status === 400 && /request body/i.test(said) ? { kind: 'badBody' } : undefined;
}

function byNoun(refusal: Refusal): Reason | undefined {
  switch (refusal.request.segments[0]) {
    case 'channels':
      return channelReason(refusal);
    case 'bridges':
      return bridgeReason(refusal);
    case 'playbacks':
    case 'recordings':
    case 'sounds':
      return mediaReason(refusal);
    default:
      return systemReason(refusal);
  }
}

function lastResort(status: number, said: string, request: string): Reason {
  if (status === 400) return { kind: 'parameter', name: undefined, value: undefined };
  // An HTML page, or a path of ARI's that no module serves.
  if (status === 404) return { kind: said ? 'unknownRequest' : 'notAri', request };
  return status === 500 ? { kind: 'internal' } : { kind: 'other', status };
}
