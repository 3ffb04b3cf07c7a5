import type { Asterisk } from '../asterisk/asterisk';
import { ask } from '../faults/truth';

/** Where the calls of a storm run, and the variable in which they count. */
export const STORM_CONTEXT = 'storm';
export const STORM_VARIABLE = 'I';

/** A call to N goes round a loop N times, as fast as Asterisk can: three events each time, and three more. */
export const STORM_DIALPLAN = `
[${STORM_CONTEXT}]
exten => _X.,1,Set(${STORM_VARIABLE}=0)
 same => n(loop),Set(${STORM_VARIABLE}=$[\${${STORM_VARIABLE}}+1])
 same => n,GotoIf($[\${${STORM_VARIABLE}}<\${EXTEN}]?loop)
 same => n,Hangup()
`;

/** What somebody heard of a storm. */
export interface Counts {
  /** All events, by their types. */
  readonly byType: Record<string, number>;
  /** How often the storm's variable was set. */
  values: number;
  /** Steps of the storm's dialplan. */
  steps: number;
}

/** A storm is as long as its calls are: not a time, so that nothing depends on how fast the machine is. */
export interface StormSize {
  /** At once, each with a thread of Asterisk's own. */
  readonly calls: number;
  /** Of each call. */
  readonly rounds: number;
}

/**
 * What whoever missed nothing heard of a storm. One step of each call is its other half's, which Asterisk originates
 * (AppDial2) from the same place.
 */
export function eventsOf({ calls, rounds }: StormSize): Pick<Counts, 'values' | 'steps'> {
  return { values: calls * (rounds + 1), steps: calls * (2 * rounds + 3) };
}

/** Channels that begin and end with a storm: two for each call. */
export function channelsOf({ calls }: StormSize): number {
  return 2 * calls;
}

/** Lets a storm begin; it ends by itself. The server needs {@link STORM_DIALPLAN}. */
export async function beginStorm(asterisk: Asterisk, { calls, rounds }: StormSize): Promise<void> {
  const call = `channels?endpoint=Local/${rounds}@${STORM_CONTEXT}/n&context=wait&extension=s&priority=1`;
  await Promise.all(Array.from({ length: calls }, () => ask(asterisk, call, 'POST')));
}
