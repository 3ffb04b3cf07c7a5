import type { LiveModel } from '../model';
import type { ChannelRef, NoChannelWhy, Whereabouts } from './reason';

/** Technologies that have no list of endpoints: that none is known says nothing. */
const UNLISTED = new Set(
  ['Local', 'AudioSocket', 'WebSocket', 'UnicastRTP', 'MulticastRTP', 'DAHDI', 'Console', 'Snoop', 'Surrogate'].map(
    (name) => name.toLowerCase(),
  ),
);

/** How many endpoints that look alike are named. */
const SIMILAR = 3;

/** A channel with the name that the model knows for it. */
export function channelRef(model: LiveModel | undefined, id: string): ChannelRef {
  return { id, name: model?.channels.get(id)?.resource.name };
}

/** Where a channel is now. */
export function whereabouts(model: LiveModel | undefined, id: string, ours: string | undefined): Whereabouts {
  const channel = model?.channels.get(id);
  if (!channel) return { kind: model?.channels.isBuried(id) === true ? 'ended' : 'unknown' };
  const { application } = channel;
  if (application !== undefined) {
    const listed = model?.applications.has(application) === true;
    return { kind: 'application', name: application, ours: application === ours, listed };
  }
  const { context, exten, priority, app_name: app, app_data: data } = channel.resource.dialplan;
  if (app === 'AppDial2') return { kind: 'originated' };
  if (app === 'AppDial') return { kind: 'dialled' };
  if (!context) return { kind: 'unknown' };
  return { kind: 'dialplan', context, exten, priority, app, data };
}

/** Why Asterisk could not make a channel to an endpoint, `TECH/resource`, from what it lists. */
export function whyNoChannel(model: LiveModel | undefined, endpoint: string): NoChannelWhy {
  const { technology, resource } = splitEndpoint(endpoint);
  const technologies = technologiesOf(model);
  if (!model || !technologies.length || UNLISTED.has(technology.toLowerCase())) return { why: 'unclear' };
  const known = technologies.find((name) => name.toLowerCase() === technology.toLowerCase());
  if (known === undefined) return { why: 'technology', technology, technologies };
  const found = model.endpoints.get(`${known}/${resource}`);
  if (!found) return { why: 'unknown', similar: similarEndpoints(model, known, resource) };
  // A phone may have registered since the list.
  return { why: model.hearsEndpoints && found.state === 'offline' ? 'offline' : 'unclear' };
}

/** The technologies that some listed endpoint has. */
export function technologiesOf(model: LiveModel | undefined): readonly string[] {
  return [...new Set([...(model?.endpoints.values() ?? [])].map(({ technology }) => technology))].sort();
}

/** Up to three endpoints of a technology whose names look like this one, the likest first. */
export function similarEndpoints(
  model: LiveModel | undefined,
  technology: string,
  resource: string,
): readonly string[] {
  return [...(model?.endpoints.values() ?? [])]
    .filter((endpoint) => endpoint.technology.toLowerCase() === technology.toLowerCase())
    .map((endpoint) => ({ endpoint, distance: distanceOf(resource.toLowerCase(), endpoint.resource.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(resource.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SIMILAR)
    .map(({ endpoint }) => `${endpoint.technology}/${endpoint.resource}`);
}

/** `PJSIP/number@trunk` and `PJSIP/name/sip:…` call the endpoints `trunk` and `name`. */
function splitEndpoint(endpoint: string): { technology: string; resource: string } {
  const [technology = '', resource = ''] = endpoint.split('/');
  return { technology, resource: resource.slice(resource.lastIndexOf('@') + 1) };
}

/** How many letters have to be typed, deleted or changed to get from one to the other. */
function distanceOf(from: string, to: string): number {
  // Names so different in length are no slip of the pen, and hostile ones would be slow to compare.
  if (Math.abs(from.length - to.length) > 3 || from.length > 80) return Infinity;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 0; line < from.length; line += 1) {
    const next = [line + 1];
    for (let column = 0; column < to.length; column += 1) {
      const change = (row[column] ?? 0) + (from[line] === to[column] ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? Infinity;
}
