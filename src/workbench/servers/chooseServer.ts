import { askPick } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import { namedServer } from './namedServer';
import type { ServerRegistry } from './registry';
import type { Server } from './server';
import { describeState } from './statusBar';
import { targetFrom } from './target';

export interface ServerQuestion {
  /** The question, as the picker's placeholder. */
  readonly placeholder: string;
  /** Which servers make sense; a server that was named is not checked. */
  readonly fits: (server: Server) => boolean;
  /** What to say when none does. */
  readonly none: () => Error;
  /** Where the question stands in a dialog. */
  readonly position?: Position | undefined;
}

/**
 * The server that a command is about: the one that its argument names, the only one that fits, or the one picked.
 * @throws what `none` makes, UserError when the named one is gone, Cancelled
 */
export async function chooseServer(
  registry: Pick<ServerRegistry, 'get' | 'servers'>,
  argument: unknown,
  { placeholder, fits, none, position }: ServerQuestion,
): Promise<Server> {
  const target = targetFrom(argument);
  if (target) return namedServer(registry, target);
  const candidates = registry.servers.filter(fits);
  const [only] = candidates;
  if (!only) throw none();
  if (candidates.length === 1) return only;
  const items = candidates.map((server) => ({
    label: `$(server) ${label(server.name)}`,
    description: label(server.profile.url),
    detail: label(describeState(server)),
    server,
  }));
  return (await askPick({ items, placeholder }, position)).server;
}
