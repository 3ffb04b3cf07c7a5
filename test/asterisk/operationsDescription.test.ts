import assert from 'node:assert/strict';
import * as applications from '../../src/ari/operations/applications';
import * as system from '../../src/ari/operations/asterisk';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import * as deviceStates from '../../src/ari/operations/deviceStates';
import * as endpoints from '../../src/ari/operations/endpoints';
import * as events from '../../src/ari/operations/events';
import * as playbacks from '../../src/ari/operations/playbacks';
import * as recordings from '../../src/ari/operations/recordings';
import * as sounds from '../../src/ari/operations/sounds';
import type { AriRequest, Requester } from '../../src/ari/rest';
import { Asterisk } from '../support/asterisk/asterisk';
import { carries, elementOf, literalsOf, operations, parametersOf } from './apiDocs/declarations';
import { describe as describeServer, operationOf } from './apiDocs/serverDescription';
import type { OperationDescription, ParameterDescription, ServerDescription } from './apiDocs/serverDescription';

const variables = { name: 'value' };
const object = { configClass: 'c', objectType: 't', id: 'i' };
const anything = { lang: 'en', offsetms: 1, skipms: 1, playbackId: 'p', media: ['sound:a'] };
const recording = { name: 'n', format: 'wav', maxDurationSeconds: 1, maxSilenceSeconds: 1, beep: true } as const;
const file = { ...recording, ifExists: 'fail', terminateOn: '#' } as const;
const created = { endpoint: 'e', channelId: 'c', otherChannelId: 'o', originator: 'r', formats: ['ulaw'], variables };
const called = { ...created, callerId: 'i', timeout: 1 };
const media = { encapsulation: 'rtp', transport: 'udp', connection_type: 'client', direction: 'both' } as const;
const outside = { ...media, app: 'a', format: 'f', channelId: 'c', external_host: 'h', data: 'd', transport_data: 't' };
const refer = { from: 'f', refer_to: 'r', to_self: true, variables };

/** Every operation, called with everything that it takes; more than once where something excludes another. */
const calls: Readonly<Record<string, (ari: Requester) => readonly Promise<unknown>[]>> = {
  'applications.list': (ari) => [applications.list(ari)],
  'applications.get': (ari) => [applications.get(ari, 'a')],
  'applications.subscribe': (ari) => [applications.subscribe(ari, 'a', ['channel:1'])],
  'applications.unsubscribe': (ari) => [applications.unsubscribe(ari, 'a', ['channel:1'])],
  'applications.setEventFilter': (ari) => [applications.setEventFilter(ari, 'a', {})],
  'asterisk.getInfo': (ari) => [system.getInfo(ari, ['build'])],
  'asterisk.ping': (ari) => [system.ping(ari)],
  'asterisk.getVariable': (ari) => [system.getVariable(ari, 'v')],
  'asterisk.setVariable': (ari) => [system.setVariable(ari, 'v', 'x')],
  'asterisk.listModules': (ari) => [system.listModules(ari)],
  'asterisk.getModule': (ari) => [system.getModule(ari, 'm')],
  'asterisk.loadModule': (ari) => [system.loadModule(ari, 'm')],
  'asterisk.unloadModule': (ari) => [system.unloadModule(ari, 'm')],
  'asterisk.reloadModule': (ari) => [system.reloadModule(ari, 'm')],
  'asterisk.listLogChannels': (ari) => [system.listLogChannels(ari)],
  'asterisk.addLogChannel': (ari) => [system.addLogChannel(ari, 'l', 'error')],
  'asterisk.deleteLogChannel': (ari) => [system.deleteLogChannel(ari, 'l')],
  'asterisk.rotateLogChannel': (ari) => [system.rotateLogChannel(ari, 'l')],
  'asterisk.getObject': (ari) => [system.getObject(ari, object)],
  'asterisk.updateObject': (ari) => [system.updateObject(ari, object, [])],
  'asterisk.deleteObject': (ari) => [system.deleteObject(ari, object)],
  'bridges.list': (ari) => [bridges.list(ari)],
  'bridges.get': (ari) => [bridges.get(ari, 'b')],
  'bridges.create': (ari) => [bridges.create(ari, { type: ['mixing'], bridgeId: 'b', name: 'n' })],
  'bridges.destroy': (ari) => [bridges.destroy(ari, 'b')],
  'bridges.addChannel': (ari) => {
    const options = { channel: ['c'], role: 'r', absorbDTMF: true, mute: true, inhibitConnectedLineUpdates: true };
    return [bridges.addChannel(ari, 'b', options)];
  },
  'bridges.removeChannel': (ari) => [bridges.removeChannel(ari, 'b', ['c'])],
  'bridges.setVideoSource': (ari) => [bridges.setVideoSource(ari, 'b', 'c')],
  'bridges.clearVideoSource': (ari) => [bridges.clearVideoSource(ari, 'b')],
  'bridges.startMoh': (ari) => [bridges.startMoh(ari, 'b', 'm')],
  'bridges.stopMoh': (ari) => [bridges.stopMoh(ari, 'b')],
  'bridges.play': (ari) => [bridges.play(ari, 'b', { ...anything, announcer_format: 'f' })],
  'bridges.record': (ari) => [bridges.record(ari, 'b', { ...file, recorder_format: 'f' })],
  'bridges.getVariable': (ari) => [bridges.getVariable(ari, 'b', 'v')],
  'bridges.setVariable': (ari) => [bridges.setVariable(ari, 'b', { variable: 'v', value: 'x', report_events: true })],
  'bridges.getVariables': (ari) => [bridges.getVariables(ari, 'b', ['v'])],
  'bridges.setVariables': (ari) => [bridges.setVariables(ari, 'b', variables)],
  'channels.list': (ari) => [channels.list(ari)],
  'channels.get': (ari) => [channels.get(ari, 'c')],
  'channels.originate': (ari) => [
    channels.originate(ari, { ...called, app: 'a', appArgs: 'x' }),
    channels.originate(ari, { ...called, extension: 'e', context: 'c', priority: 1, label: 'l' }),
  ],
  'channels.create': (ari) => [channels.create(ari, { ...created, app: 'a', appArgs: 'x' })],
  'channels.dial': (ari) => [channels.dial(ari, 'c', { caller: 'd', timeout: 1 })],
  'channels.hangup': (ari) => [channels.hangup(ari, 'c', 'busy'), channels.hangup(ari, 'c', 17)],
  'channels.continueInDialplan': (ari) => [
    channels.continueInDialplan(ari, 'c', { context: 'c', extension: 'e', priority: 1, label: 'l' }),
  ],
  'channels.move': (ari) => [channels.move(ari, 'c', { app: 'a', appArgs: 'x' })],
  'channels.redirect': (ari) => [channels.redirect(ari, 'c', 'e')],
  'channels.answer': (ari) => [channels.answer(ari, 'c')],
  'channels.ring': (ari) => [channels.ring(ari, 'c')],
  'channels.ringStop': (ari) => [channels.ringStop(ari, 'c')],
  'channels.progress': (ari) => [channels.progress(ari, 'c')],
  'channels.sendDtmf': (ari) => [
    channels.sendDtmf(ari, 'c', { dtmf: '1', before: 1, between: 1, duration: 1, after: 1 }),
  ],
  'channels.mute': (ari) => [channels.mute(ari, 'c', 'in')],
  'channels.unmute': (ari) => [channels.unmute(ari, 'c', 'in')],
  'channels.hold': (ari) => [channels.hold(ari, 'c')],
  'channels.unhold': (ari) => [channels.unhold(ari, 'c')],
  'channels.startMoh': (ari) => [channels.startMoh(ari, 'c', 'm')],
  'channels.stopMoh': (ari) => [channels.stopMoh(ari, 'c')],
  'channels.startSilence': (ari) => [channels.startSilence(ari, 'c')],
  'channels.stopSilence': (ari) => [channels.stopSilence(ari, 'c')],
  'channels.play': (ari) => [channels.play(ari, 'c', anything)],
  'channels.record': (ari) => [channels.record(ari, 'c', file)],
  'channels.getVariable': (ari) => [channels.getVariable(ari, 'c', 'v')],
  'channels.setVariable': (ari) => [channels.setVariable(ari, 'c', { variable: 'v', value: 'x', report_events: true })],
  'channels.getVariables': (ari) => [channels.getVariables(ari, 'c', ['v'])],
  'channels.setVariables': (ari) => [channels.setVariables(ari, 'c', variables)],
  'channels.snoop': (ari) => {
    return [channels.snoop(ari, 'c', { spy: 'in', whisper: 'out', app: 'a', appArgs: 'x', snoopId: 's' })];
  },
  'channels.rtpStatistics': (ari) => [channels.rtpStatistics(ari, 'c')],
  'channels.externalMedia': (ari) => [channels.externalMedia(ari, { ...outside, variables })],
  'channels.transferProgress': (ari) => [channels.transferProgress(ari, 'c', 's')],
  'deviceStates.list': (ari) => [deviceStates.list(ari)],
  'deviceStates.get': (ari) => [deviceStates.get(ari, 'd')],
  'deviceStates.set': (ari) => [deviceStates.set(ari, 'd', 'BUSY')],
  'deviceStates.remove': (ari) => [deviceStates.remove(ari, 'd')],
  'endpoints.list': (ari) => [endpoints.list(ari)],
  'endpoints.listByTechnology': (ari) => [endpoints.listByTechnology(ari, 't')],
  'endpoints.get': (ari) => [endpoints.get(ari, 't', 'r')],
  'endpoints.sendMessageTo': (ari) => [endpoints.sendMessageTo(ari, 't', 'r', { from: 'f', body: 'b', variables })],
  'endpoints.sendMessage': (ari) => [endpoints.sendMessage(ari, { to: 't', from: 'f', body: 'b', variables })],
  'endpoints.referEndpoint': (ari) => [endpoints.referEndpoint(ari, 't', 'r', refer)],
  'endpoints.refer': (ari) => [endpoints.refer(ari, { ...refer, to: 't' })],
  'events.userEvent': (ari) => [events.userEvent(ari, 'e', { application: 'a', source: ['channel:1'], variables })],
  'events.claim': (ari) => [events.claim(ari, { channelId: 'c', application: 'a' })],
  'playbacks.get': (ari) => [playbacks.get(ari, 'p')],
  'playbacks.stop': (ari) => [playbacks.stop(ari, 'p')],
  'playbacks.control': (ari) => [playbacks.control(ari, 'p', 'pause')],
  'recordings.listStored': (ari) => [recordings.listStored(ari)],
  'recordings.getStored': (ari) => [recordings.getStored(ari, 'r')],
  'recordings.download': (ari) => [recordings.download(ari, 'r')],
  'recordings.copyStored': (ari) => [recordings.copyStored(ari, 'r', 'd')],
  'recordings.deleteStored': (ari) => [recordings.deleteStored(ari, 'r')],
  'recordings.getLive': (ari) => [recordings.getLive(ari, 'r')],
  'recordings.stop': (ari) => [recordings.stop(ari, 'r')],
  'recordings.cancel': (ari) => [recordings.cancel(ari, 'r')],
  'recordings.pause': (ari) => [recordings.pause(ari, 'r')],
  'recordings.unpause': (ari) => [recordings.unpause(ari, 'r')],
  'recordings.mute': (ari) => [recordings.mute(ari, 'r')],
  'recordings.unmute': (ari) => [recordings.unmute(ari, 'r')],
  'sounds.list': (ari) => [sounds.list(ari, { lang: 'en', format: 'gsm' })],
  'sounds.get': (ari) => [sounds.get(ari, 's')],
};

/** What the server describes and we have no function for. */
const LEFT_OUT = new Map([
  ['GET /events', 'the event socket: src/ari/eventSocket.ts'],
  ['POST /channels/{channelId}', 'POST /channels with channelId'],
  ['POST /channels/{channelId}/play/{playbackId}', 'POST …/play with playbackId'],
  ['POST /channels/{channelId}/snoop/{snoopId}', 'POST …/snoop with snoopId'],
  ['POST /bridges/{bridgeId}', 'POST /bridges with bridgeId'],
  ['POST /bridges/{bridgeId}/play/{playbackId}', 'POST …/play with playbackId'],
  ['GET /mailboxes', 'described by Debian’s packages, but 404'],
  ['GET /mailboxes/{mailboxName}', 'described by Debian’s packages, but 404'],
  ['PUT /mailboxes/{mailboxName}', 'described by Debian’s packages, but 404'],
  ['DELETE /mailboxes/{mailboxName}', 'described by Debian’s packages, but 404'],
]);

/** Parameters that the server describes and refuses. */
const REFUSED = new Set([
  // 400 "Each object value in 'variables' must include string field 'value'", even to the description's own example.
  'POST /bridges variables',
]);

/** The requests that a function sends. */
function requestsOf(call: (ari: Requester) => readonly Promise<unknown>[]): readonly AriRequest[] {
  const requests: AriRequest[] = [];
  const note = <T>(request: AriRequest, answer: T): Promise<T> => {
    requests.push(request);
    return Promise.resolve(answer);
  };
  const ari: Requester = {
    request: <T>(request: AriRequest) => note(request, undefined as T),
    download: (request) => note(request, { contentType: '', body: new Uint8Array() }),
  };
  void Promise.all(call(ari));
  return requests;
}

/** The names that a request sends, in its query or as keys of its body: Asterisk takes either place. */
function namesIn({ query = {}, body = {} }: AriRequest): readonly string[] {
  return [...Object.keys(query), ...Object.keys(body as object)].filter(
    (name) => query[name] !== undefined || !(name in query),
  );
}

function nameOf({ httpMethod, path }: OperationDescription): string {
  return `${httpMethod} ${path}`;
}

/** The parameters that are not in the path. The event filter is the body, not a key of it. */
function sentParameters({ parameters = [] }: OperationDescription): readonly ParameterDescription[] {
  return parameters.filter(({ paramType, dataType }) => paramType !== 'path' && dataType !== 'object');
}

/** How the type of our parameter contradicts the server's; nothing when it does not, or when we call it otherwise. */
function contradiction(operation: string, described: ParameterDescription): string | undefined {
  const ours = parametersOf(operations.get(operation)!).get(described.name);
  if (!ours || described.paramType === 'body') return undefined;
  const place = `${operation} ${described.name}`;
  if (described.required === true && ours.optional) return `${place} is required`;
  // A list may also stand for a text with commas: `formats`, the type of a bridge.
  const literals = literalsOf(elementOf(ours.type));
  const values = described.allowableValues?.values;
  if (values && literals.slice().sort().join() !== values.slice().sort().join())
    return `${place} is one of ${values.join()}`;
  const fits = carries(elementOf(ours.type), described.dataType) || described.name === 'reason';
  return fits ? undefined : `${place} is a ${described.dataType}`;
}

for (const version of ['22', '16'] as const) {
  describe(`our operations and the API description of Asterisk ${version}`, function () {
    this.timeout(60_000);
    let asterisk: Asterisk;
    let server: ServerDescription;
    /** What the server describes of each of ours, and the names that ours sends. */
    let compared: readonly { name: string; described: OperationDescription | undefined; sent: ReadonlySet<string> }[];

    before(async () => {
      asterisk = await Asterisk.start({ version });
      server = await describeServer(asterisk);
      compared = Object.entries(calls).map(([name, call]) => {
        const requests = requestsOf(call);
        const [first] = requests;
        assert.ok(first, `${name} sends nothing`);
        const described = operationOf(server, first.method, first.path);
        return { name, described, sent: new Set(requests.flatMap(namesIn)) };
      });
    });
    after(() => asterisk.stop());

    it('agree on the names of parameters', () => {
      for (const { name, described, sent } of compared) {
        if (!described) continue;
        const theirs = sentParameters(described)
          .map((parameter) => parameter.name)
          .filter((parameter) => !REFUSED.has(`${nameOf(described)} ${parameter}`));
        const unsent = theirs.filter((parameter) => !sent.has(parameter));
        assert.deepEqual(unsent, [], `${name} lacks parameters`);
        if (version === '22') assert.deepEqual([...sent].sort(), theirs.sort(), `${name} sends others`);
      }
    });

    it('agree on the types and values of parameters', () => {
      const contradictions = compared.flatMap(({ name, described }) =>
        (described ? sentParameters(described) : []).map((parameter) => contradiction(name, parameter)),
      );
      const found = contradictions.filter((text) => text !== undefined);
      // 16 lacks values that came later.
      assert.deepEqual(version === '22' ? found : found.filter((text) => !text.includes(' is one of ')), []);
    });

    it('agree on what an operation answers', () => {
      for (const { name, described } of compared) {
        if (!described || described.responseClass === 'binary' || described.responseClass === 'void') continue;
        const promised = operations.get(name)!.getReturnType();
        const answer = (promised as unknown as { resolvedTypeArguments: Parameters<typeof carries>[0][] })
          .resolvedTypeArguments[0]!;
        assert.ok(carries(answer, described.responseClass), `${name} answers ${described.responseClass}`);
      }
    });

    it('cover what it describes', () => {
      const covered = new Set(compared.flatMap(({ described }) => (described ? [nameOf(described)] : [])));
      const rest = server.operations.map(nameOf).filter((name) => !covered.has(name) && !LEFT_OUT.has(name));
      assert.deepEqual(rest, []);
    });

    if (version === '22') {
      it('name nothing that it does not describe', () => {
        const unknown = compared.filter(({ described }) => !described).map(({ name }) => name);
        assert.deepEqual(unknown, []);
        assert.deepEqual(Object.keys(calls).sort(), [...operations.keys()].sort(), 'every function is in the table');
      });
    }
  });
}
