import * as applications from '../../ari/operations/applications';
import * as bridges from '../../ari/operations/bridges';
import * as channels from '../../ari/operations/channels';
import * as endpoints from '../../ari/operations/endpoints';
import * as playbacks from '../../ari/operations/playbacks';
import * as recordings from '../../ari/operations/recordings';
import { AriError } from '../../ari/errors';
import type { Requester } from '../../ari/rest';
import type { LiveModel } from '../../live/model';
import type { Target } from '../servers/target';
import type { ResourceKind, ServerView } from './view';

/** A resource as ARI writes it, and whether it is still there. */
export interface ResourceState {
  /** The newest that is known; nothing when it was never seen. */
  readonly value: unknown;
  readonly isGone: boolean;
}

/** What the model holds of a target. */
export function snapshotOf(view: ServerView, { kind, id }: Target): unknown {
  const { model } = view;
  if (kind === 'server') return view.live?.info;
  return model && inModel(model, kind, id);
}

/** Asks the server, and falls back on what the model holds when it cannot be asked. */
export async function freshResource(
  view: ServerView & { readonly rest: Requester },
  target: Target,
): Promise<ResourceState> {
  const known = snapshotOf(view, target);
  if (target.kind === 'server' || view.state.kind !== 'connected') return { value: known, isGone: known === undefined };
  try {
    return { value: await get(view.rest, target.kind, target.id), isGone: false };
  } catch (error) {
    if (!(error instanceof AriError)) throw error;
    return { value: known, isGone: error.status === 404 || known === undefined };
  }
}

function inModel(model: LiveModel, kind: ResourceKind, id: string): unknown {
  switch (kind) {
    case 'application':
      return model.applications.get(id);
    case 'channel':
      return model.channels.get(id)?.resource;
    case 'bridge':
      return model.bridges.get(id);
    case 'endpoint':
      return model.endpoints.get(id);
    case 'playback':
      return model.playbacks.get(id);
    case 'recording':
      return model.recordings.get(id);
  }
}

function get(ari: Requester, kind: ResourceKind, id: string): Promise<unknown> {
  switch (kind) {
    case 'application':
      return applications.get(ari, id);
    case 'channel':
      return channels.get(ari, id);
    case 'bridge':
      return bridges.get(ari, id);
    case 'endpoint': {
      const slash = id.indexOf('/');
      return endpoints.get(ari, id.slice(0, slash), id.slice(slash + 1));
    }
    case 'playback':
      return playbacks.get(ari, id);
    case 'recording':
      return recordings.getLive(ari, id);
  }
}
