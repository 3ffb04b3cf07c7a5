import assert from 'node:assert/strict';
import {
  describeDestination,
  describeOptions,
  isPlan,
  revivePlan,
  toPlan,
  toRequest,
} from '../../src/workbench/commands/originatePlan';

describe('the plan of a call', () => {
  it('is complete with an endpoint and somewhere to go', () => {
    assert.equal(isPlan({ endpoint: 'PJSIP/1' }), false);
    assert.equal(isPlan({ application: 'hello' }), false);
    assert.equal(isPlan({ endpoint: 'PJSIP/1', application: 'hello' }), true);
    assert.equal(isPlan({ endpoint: 'PJSIP/1', extension: '1000' }), true);
  });

  it('forgets the other kind of destination and what is empty', () => {
    const draft = {
      endpoint: 'PJSIP/1',
      arguments: '',
      context: 'default',
      extension: '5',
      callerId: '',
      variables: {},
    };
    assert.deepEqual(toPlan({ ...draft, application: 'hello' }), { endpoint: 'PJSIP/1', application: 'hello' });
    assert.deepEqual(toPlan({ ...draft, arguments: 'x' }), { endpoint: 'PJSIP/1', context: 'default', extension: '5' });
  });

  it('becomes a request to an application', () => {
    const plan = { endpoint: 'PJSIP/1', application: 'hello', arguments: 'a,b', callerId: 'A <1>', timeout: 5 };
    assert.deepEqual(toRequest({ ...plan, variables: { X: '1' } }), {
      endpoint: 'PJSIP/1',
      app: 'hello',
      appArgs: 'a,b',
      callerId: 'A <1>',
      timeout: 5,
      variables: { X: '1' },
    });
  });

  it('becomes a request to the dialplan, with a priority or a label', () => {
    const plan = { endpoint: 'PJSIP/1', context: 'default', extension: '1000' };
    const request = toRequest({ ...plan, priority: '3' });
    assert.equal(request.priority, 3);
    assert.equal(request.label, undefined);
    assert.equal(toRequest({ ...plan, priority: 'again' }).label, 'again');
    assert.equal(toRequest({ ...plan, priority: 'again' }).priority, undefined);
    assert.equal(toRequest(plan).priority, undefined);
  });

  it('is remembered as it was, and nothing else is', () => {
    const plan = toPlan({ endpoint: 'PJSIP/1', application: 'hello', variables: { X: '1' }, timeout: -1 });
    assert.deepEqual(revivePlan(JSON.parse(JSON.stringify(plan))), plan);
    for (const stored of [undefined, null, 'PJSIP/1', {}, { endpoint: 1, application: 'x' }, { endpoint: 'PJSIP/1' }]) {
      assert.equal(revivePlan(stored), undefined, JSON.stringify(stored));
    }
    assert.deepEqual(revivePlan({ endpoint: 'X/1', extension: 's', variables: { A: 1, B: 'b' }, timeout: '3' }), {
      endpoint: 'X/1',
      extension: 's',
      variables: { B: 'b' },
    });
  });

  it('is described in the notation of the dialplan', () => {
    assert.equal(describeDestination({ application: 'hello', arguments: 'a,b' }), 'Stasis(hello,a,b)');
    assert.equal(describeDestination({ application: 'hello' }), 'Stasis(hello)');
    assert.equal(describeDestination({ context: 'in', extension: '5', priority: 'x' }), 'in,5,x');
    assert.equal(describeDestination({ extension: '5' }), 'default,5,1');
    assert.equal(describeOptions({ callerId: 'A <1>', variables: { X: '1' }, timeout: 20 }), 'A <1> · X=1 · 20 s');
    assert.equal(describeOptions({}), '');
  });
});
