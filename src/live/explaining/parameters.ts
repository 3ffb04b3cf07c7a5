import type { Refusal } from './failure';
import type { Reason } from './reason';
import { parameter } from './request';

/** The server's words that name a parameter (res/ari/resource_*.c), each with the parameter's name. */
const NAMED: readonly (readonly [words: RegExp, name: string])[] = [
  [/^too many values for (\w+)/i, ''],
  [/^missing parameter (\w+)/i, ''],
  [/^required parameter '(\w+)'/i, ''],
  [/originator and formats/i, 'originator'],
  [/originator channel/i, 'originator'],
  [/format \(/i, 'formats'],
  [/uniqueid|channel id is required/i, 'channelId'],
  [/bridge id is required/i, 'bridgeId'],
  [/application or extension/i, 'app'],
  [/application name is required/i, 'app'],
  [/endpoint/i, 'endpoint'],
  [/priority/i, 'priority'],
  [/label/i, 'label'],
  [/both be specified|reason/i, 'reason'],
  [/dtmf/i, 'dtmf'],
  [/for whisper/i, 'whisper'],
  [/for spy|spy or whisper/i, 'spy'],
  [/direction/i, 'direction'],
  [/encapsulation/i, 'encapsulation'],
  [/states/i, 'states'],
  [/eventsource|event source|event tsource/i, 'eventSource'],
  [/operation/i, 'operation'],
  [/configuration levels/i, 'configuration'],
  [/^to must/i, 'to'],
  [/'?variables'?|userevent/i, 'variables'],
  [/variable/i, 'variable'],
  [/fields/i, 'fields'],
];

/** A 400: which parameter is missing or wrong. @param usual the one that it is about where the server does not say. */
export function wrongParameter({ said, request }: Refusal, usual?: string): Reason {
  const found = NAMED.find(([words]) => words.test(said));
  const name = found ? found[1] || found[0].exec(said)?.[1] : usual;
  return { kind: 'parameter', name, value: name === undefined ? undefined : parameter(request, name) };
}

/** A name of a recording that Asterisk does not take: it says 400, and 500 for one with `..` (measured). */
export function forbiddenName({ request }: Refusal, key = 'name'): Reason {
  return { kind: 'forbiddenName', name: parameter(request, key) };
}

/** The variables that a request was about. */
export function variableOf({ request }: Refusal): string | undefined {
  return parameter(request, 'variable') ?? parameter(request, 'variables');
}

/** 404 of `…/variable` and `…/variables`, 409 and 500 of a function that could not be run. */
export function variableReason(refusal: Refusal): Reason | undefined {
  const { status, said } = refusal;
  const variable = variableOf(refusal);
  if (status === 404 && /variable/i.test(said)) return { kind: 'noVariable', variable };
  return status === 500 ? { kind: 'functionFailed', variable } : undefined;
}
