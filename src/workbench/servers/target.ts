/** What a command can be told to act on. A tree node is one; so is what a link in the event stream names. */
export interface Target {
  readonly kind: TargetKind;
  readonly serverName: string;
  /** Channel, bridge or playback id; `TECH/resource`; application or recording name; the server's name itself. */
  readonly id: string;
}

const KINDS = ['server', 'application', 'channel', 'bridge', 'endpoint', 'playback', 'recording'] as const;
export type TargetKind = (typeof KINDS)[number];

/** A command's argument, if it is a target of that kind. Arguments come from anywhere: keybindings, links, other extensions. */
export function targetFrom(argument: unknown, kind?: TargetKind): Target | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { kind: found, serverName, id } = argument as Partial<Record<keyof Target, unknown>>;
  if (typeof serverName !== 'string' || typeof id !== 'string') return undefined;
  const known = KINDS.find((candidate) => candidate === found);
  return known && (kind === undefined || known === kind) ? { kind: known, serverName, id } : undefined;
}

/** A server as a target. */
export function targetOf({ name }: { readonly name: string }): Target {
  return { kind: 'server', serverName: name, id: name };
}
