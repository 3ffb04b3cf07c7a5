import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import type { AriFailure } from '../../src/ari/errors';
import type { Exchange } from '../../src/ari/rest';
import { reasonFor } from '../../src/live/explaining/explain';
import { similarEndpoints, whyNoChannel } from '../../src/live/explaining/knowledge';
import { parameter, readRequest } from '../../src/live/explaining/request';
import { LiveModel } from '../../src/live/model';
import { Allowance, BoundedMap } from '../../src/live/watchdogs/bounded';
import { OwnActions } from '../../src/live/watchdogs/ownActions';

type Listed = readonly [name: string, state: 'online' | 'offline'];

function modelWith(...endpoints: readonly Listed[]): LiveModel {
  return filled(new LiveModel({ application: 'ours', subscribeAll: true }), endpoints);
}

function filled(model: LiveModel, endpoints: readonly Listed[]): LiveModel {
  for (const [name, state] of endpoints) {
    const [technology = '', resource = ''] = name.split('/');
    model.endpoints.set(name, { technology, resource, state, channel_ids: [] });
  }
  return model;
}

describe('a failed request', () => {
  it('is taken apart: path, query and body, decoded', () => {
    const request = readRequest({
      method: 'POST',
      target: 'channels/a%3Bb%2Fc/play?lang=en&media=sound%3Aa%3Fb',
      requestBody: { media: ['sound:x', 'sound:y'], variables: { a: 'b' } },
    });
    assert.deepEqual(request.segments, ['channels', 'a;b/c', 'play']);
    assert.equal(parameter(request, 'lang'), 'en');
    assert.equal(parameter(request, 'media'), 'sound:a?b');
    assert.equal(parameter(request, 'variables'), undefined);
    assert.equal(parameter(request, 'toString'), undefined);
  });

  it('may be anything at all', () => {
    assert.deepEqual(readRequest({ method: 'GET', target: '%' }).segments, ['%']);
    assert.deepEqual(readRequest({ method: 'GET', target: '', requestBody: 'text' }).body, {});
  });
});

describe('a reason', () => {
  const of = (failure: AriFailure, returning = false): string =>
    reasonFor({
      error: new AriError({ failure, request: 'POST channels' }),
      request: readRequest({ method: 'POST', target: 'channels' }),
      returning,
    }).kind;

  it('is found for what never reached Asterisk', () => {
    assert.equal(of('unreachable'), 'unreachable');
    assert.equal(of('unreachable', true), 'notConnected');
    assert.equal(of('timeout'), 'unanswered');
    assert.equal(of('readOnly'), 'readOnlyHere');
    assert.equal(of('garbled'), 'garbled');
    assert.equal(of('untrusted'), 'untrusted');
  });

  it('is found for what Asterisk refuses before it looks', () => {
    const said = (status: number, serverMessage: string): string =>
      reasonFor({ error: new AriError({ failure: 'refused', request: 'GET channels', status, serverMessage }) }).kind;
    assert.equal(said(401, 'Authentication required'), 'wrongPassword');
    assert.equal(said(403, 'Write access denied'), 'readOnlyUser');
    assert.equal(said(403, 'Access denied by ACL'), 'accessList');
    assert.equal(said(503, 'Asterisk not booted'), 'starting');
    assert.equal(said(405, 'Invalid method'), 'unknownRequest');
    assert.equal(said(413, 'Request body too large'), 'tooLarge');
    assert.equal(said(400, 'Error parsing request body'), 'badBody');
    assert.equal(said(404, 'The requested URL was not found on this server.'), 'notAri');
    assert.equal(said(418, 'I am a teapot'), 'other');
  });

  it('survives names that are no strings of its own tables', () => {
    const error = new AriError({ failure: 'refused', request: 'x', status: 400, serverMessage: '__proto__' });
    const request = readRequest({ method: 'POST', target: 'channels/x/__proto__' });
    assert.equal(reasonFor({ error, request }).kind, 'parameter');
  });
});

describe('why nobody can be called', () => {
  const model = modelWith(['PJSIP/1000', 'offline'], ['PJSIP/trunk', 'online'], ['IAX2/far', 'online']);

  it('finds the endpoint in what is dialled', () => {
    assert.deepEqual(whyNoChannel(model, 'PJSIP/1000'), { why: 'offline' });
    assert.deepEqual(whyNoChannel(model, 'pjsip/1000/sip:x@1.2.3.4'), { why: 'offline' });
    assert.deepEqual(whyNoChannel(model, 'PJSIP/0123@trunk'), { why: 'unclear' });
    assert.deepEqual(whyNoChannel(model, 'PJSIP/0123@trunc'), { why: 'unknown', similar: ['PJSIP/trunk'] });
    assert.deepEqual(whyNoChannel(model, 'SIP/1000'), {
      why: 'technology',
      technology: 'SIP',
      technologies: ['IAX2', 'PJSIP'],
    });
  });

  it('calls nobody offline who may have come since the list', () => {
    const listed = filled(new LiveModel({ application: 'ours', subscribeAll: false }), [['PJSIP/1000', 'offline']]);
    assert.deepEqual(whyNoChannel(listed, 'PJSIP/1000'), { why: 'unclear' });
  });

  it('claims nothing of what it cannot know', () => {
    assert.deepEqual(whyNoChannel(model, 'Local/1@nowhere'), { why: 'unclear' });
    assert.deepEqual(whyNoChannel(undefined, 'PJSIP/1000'), { why: 'unclear' });
    assert.deepEqual(whyNoChannel(modelWith(), 'PJSIP/1000'), { why: 'unclear' });
  });

  it('names three that look alike, the likest first, and none that does not', () => {
    const names = ['1009', '1001', '10011', '2222', '1002'].map((name) => [`PJSIP/${name}`, 'online'] as const);
    assert.deepEqual(similarEndpoints(modelWith(...names), 'PJSIP', '1001'), [
      'PJSIP/1001',
      'PJSIP/1009',
      'PJSIP/10011',
    ]);
    assert.deepEqual(similarEndpoints(modelWith(...names), 'PJSIP', 'x'.repeat(100_000)), []);
  });
});

describe('what this window did', () => {
  const post = (target: string, responseBody: unknown, more: Partial<Exchange> = {}): Exchange => ({
    at: 0,
    method: 'POST',
    target,
    responseBody,
    durationMs: 1,
    ...more,
  });

  it('is known by the ids that it was given', () => {
    const own = new OwnActions();
    assert.equal(own.take(post('channels?endpoint=Local%2F1%40x&app=a', { id: 'c' })), 'c');
    assert.equal(own.call('c')?.endpoint, 'Local/1@x');
    assert.equal(own.take(post('channels/c/play', { id: 'p' })), undefined);
    assert.ok(own.played('p') && !own.played('c'));
    own.take(post('bridges/b/record', { name: 'r' }));
    assert.ok(own.recorded('r'));
    own.take(post('channels/c', undefined, { method: 'DELETE' }));
    assert.ok(own.hungUp('c'));
  });

  it('is nothing that failed, that nobody asked for, or that calls nobody', () => {
    const own = new OwnActions();
    const error = new AriError({ failure: 'timeout', request: 'x' });
    assert.equal(own.take(post('channels', { id: 'c' }, { error })), undefined);
    assert.equal(own.take(post('channels', { id: 'c' }, { background: true })), undefined);
    assert.equal(own.take(post('channels/create', { id: 'c' })), undefined);
    assert.equal(own.call('c'), undefined);
  });

  it('is told of within an allowance where strangers can cause it', () => {
    const allowance = new Allowance(2, 60_000);
    assert.deepEqual([allowance.take(), allowance.take(), allowance.take()], [true, true, false]);
    const renewed = new Allowance(1, 0);
    assert.deepEqual([renewed.take(), renewed.take()], [true, true]);
  });

  it('is forgotten in the end', () => {
    const map = new BoundedMap<number, number>(3);
    for (let key = 0; key < 10; key += 1) map.set(key, key);
    assert.deepEqual([...map.keys()], [7, 8, 9]);
  });
});
