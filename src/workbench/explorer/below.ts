import type { Holder, Listing } from './listing';
import { kindOf, technologyOf } from './listing';
import { GROUPS } from './nodes';
import type { GroupId, NodeKind, Step, TreeNode } from './nodes';
import type { ResourceKind, ServerView } from './view';

/** What stands below a node. */
export interface Below {
  /** Before the list, never many: what plays and records. */
  readonly first: readonly Step[];
  /** The list's kind. */
  readonly kind: NodeKind;
  /** The list, shown in pages; may be long, so it is not made before it is asked for. */
  readonly list: Iterable<string>;
  /** How long the list is, where that is known without going through it. */
  readonly size?: number | undefined;
}

const NOTHING: Below = { first: [], kind: 'channel', list: [] };

export function below(node: TreeNode, listing: Listing, view: ServerView): Below {
  switch (node.kind) {
    case 'server':
      return { ...NOTHING, kind: 'group', list: GROUPS };
    case 'group':
      return belowGroup(node.id as GroupId, listing, view);
    case 'technology':
      return { ...NOTHING, kind: 'endpoint', ...sized(listing.endpointsOf(node.id)) };
    case 'application':
    case 'endpoint':
      return belowHolder(node.kind, node.id, listing);
    case 'bridge':
      return { ...belowHolder('bridge', node.id, listing), first: media('bridge', node.id, listing) };
    case 'channel':
      return belowChannel(node, listing);
    default:
      return NOTHING;
  }
}

/** The nodes to open, from the server on, to come to a resource where it is looked for first: in its own group. */
export function wayTo(kind: ResourceKind, id: string, listing: Listing): readonly Step[] {
  switch (kind) {
    case 'application':
      return [
        ['group', 'applications'],
        [kind, id],
      ];
    case 'bridge':
      return [
        ['group', 'bridges'],
        [kind, id],
      ];
    case 'endpoint': {
      const technology: Step = ['technology', technologyOf(id)];
      return [['group', 'endpoints'], ...(listing.technologies().length > 1 ? [technology] : []), [kind, id]];
    }
    case 'channel': {
      const first = listing.firstHalf(id, () => true);
      const half: Step | undefined = first === undefined ? undefined : ['channel', first];
      return [['group', 'channels'], ...(half ? [half] : []), [kind, id]];
    }
    case 'playback':
    case 'recording': {
      const owner = listing.ownerOf(kind, id);
      return owner ? [...wayTo(owner.kind, owner.id, listing), [kind, id]] : [[kind, id]];
    }
  }
}

function belowGroup(group: GroupId, listing: Listing, view: ServerView): Below {
  const kind = kindOf(group);
  if (view.live?.failure(kind)) return { ...NOTHING, first: [['failure', group]] };
  const size = listing.lengthOf(group);
  if (group === 'channels') {
    return { ...NOTHING, list: listing.entries(listing.visible('channel'), () => true), size };
  }
  if (group === 'endpoints') {
    const technologies = listing.technologies();
    if (technologies.length > 1) return { ...NOTHING, kind: 'technology', ...sized(technologies) };
  }
  return { ...NOTHING, kind, list: listing.visible(kind), size };
}

function belowChannel({ id, parent }: TreeNode, listing: Listing): Below {
  const isListed = (channel: string): boolean => {
    if (parent?.kind === 'group') return true;
    if (parent?.kind !== 'application' && parent?.kind !== 'bridge' && parent?.kind !== 'endpoint') return false;
    return listing.isIn(parent.kind, parent.id, channel);
  };
  const second = listing.secondHalf(id, isListed);
  return { first: media('channel', id, listing), kind: 'channel', list: second === undefined ? [] : [second] };
}

function belowHolder(kind: Holder, id: string, listing: Listing): Below {
  const list = listing.entries(listing.channelsIn(kind, id), (channel) => listing.isIn(kind, id, channel));
  return { ...NOTHING, list, size: listing.lengthIn(kind, id) };
}

function sized(list: readonly string[]): Pick<Below, 'list' | 'size'> {
  return { list, size: list.length };
}

function media(kind: 'channel' | 'bridge', id: string, listing: Listing): readonly Step[] {
  return [
    ...listing.playbacksOn(kind, id).map((playback): Step => ['playback', playback]),
    ...listing.recordingsOn(kind, id).map((recording): Step => ['recording', recording]),
  ];
}
