import type { OriginateOptions } from '../../ari/operations/channels';

/** A call to make: to whom, and what is to be done with it when it is answered. Holds no secret; it is remembered. */
export interface Plan {
  /** `TECH/resource`, or `Local/exten@context`. */
  readonly endpoint: string;
  /** The application that gets the call; else the dialplan does. */
  readonly application?: string;
  /** Arguments for the application, separated by commas. */
  readonly arguments?: string;
  readonly context?: string;
  readonly extension?: string;
  /** A number, or a label. */
  readonly priority?: string;
  /** `Name <number>`. */
  readonly callerId?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** How long it may ring, in seconds; -1 for ever. Asterisk takes 30 when not given. */
  readonly timeout?: number;
}

/** What is known of a plan while it is being made. */
export type Draft = { -readonly [Key in keyof Plan]?: Plan[Key] | undefined };

/** Whether a draft says all that a call needs. */
export function isPlan(draft: Draft): draft is Draft & Plan {
  return draft.endpoint !== undefined && (draft.application !== undefined || draft.extension !== undefined);
}

/** The draft without what is not known, so that equal plans are written alike. */
export function toPlan(draft: Draft & { endpoint: string }): Plan {
  const inApplication = draft.application !== undefined;
  const variables = Object.keys(draft.variables ?? {}).length ? draft.variables : undefined;
  const all = {
    endpoint: draft.endpoint,
    application: draft.application,
    arguments: inApplication ? draft.arguments || undefined : undefined,
    context: inApplication ? undefined : draft.context,
    extension: inApplication ? undefined : draft.extension,
    priority: inApplication ? undefined : draft.priority,
    callerId: draft.callerId || undefined,
    variables,
    timeout: draft.timeout,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Plan;
}

/** A plan that was remembered, if it still is one. */
export function revivePlan(stored: unknown): Plan | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { variables, timeout, ...texts } = stored as Record<string, unknown>;
  const draft: Draft = Object.fromEntries(Object.entries(texts).filter(([, value]) => typeof value === 'string'));
  if (typeof timeout === 'number') draft.timeout = timeout;
  if (typeof variables === 'object' && variables !== null) {
    draft.variables = Object.fromEntries(
      Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }
  return isPlan(draft) ? toPlan(draft) : undefined;
}

/** The request that carries the plan out. */
export function toRequest(plan: Plan): OriginateOptions {
  const { endpoint, callerId, variables, timeout } = plan;
  const call = { endpoint, callerId, variables, timeout };
  if (plan.application !== undefined) return { ...call, app: plan.application, appArgs: plan.arguments };
  const isNumber = plan.priority !== undefined && /^\d+$/.test(plan.priority);
  return {
    ...call,
    context: plan.context,
    extension: plan.extension ?? 's',
    ...(isNumber ? { priority: Number(plan.priority) } : { label: plan.priority }),
  };
}

/** What happens to the call, in a few characters of the dialplan's own notation; not yet cleaned for display. */
export function describeDestination(plan: Draft): string {
  if (plan.application !== undefined) {
    return `Stasis(${[plan.application, plan.arguments].filter(Boolean).join(',')})`;
  }
  return [plan.context ?? 'default', plan.extension ?? 's', plan.priority ?? '1'].join(',');
}

/** The rest of a plan, as `caller id · NAME=value · 20 s`; not yet cleaned for display. */
export function describeOptions({ callerId, variables, timeout }: Draft): string {
  const assignments = Object.entries(variables ?? {}).map(([name, value]) => `${name}=${value}`);
  return [callerId, ...assignments, timeout === undefined ? undefined : `${timeout} s`].filter(Boolean).join(' · ');
}
