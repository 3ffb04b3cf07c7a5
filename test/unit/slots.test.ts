import assert from 'node:assert/strict';
import { Slots, unlessAborted } from '../../src/ari/slots';

const never = (): AbortSignal => new AbortController().signal;

describe('slots', () => {
  it('are given in order, and never more than there are', async () => {
    const slots = new Slots(2);
    let inside = 0;
    const order: number[] = [];
    const work = async (index: number): Promise<void> => {
      const release = await slots.take(never());
      inside += 1;
      assert.ok(inside <= 2);
      order.push(index);
      await new Promise(setImmediate);
      inside -= 1;
      release();
      release();
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(work));
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5]);
  });

  it('let go of who will not wait', async () => {
    const slots = new Slots(1);
    const release = await slots.take(never());
    const impatient = new AbortController();
    const first = assert.rejects(slots.take(impatient.signal), /enough/);
    const second = slots.take(never());
    impatient.abort(new Error('enough'));
    await first;
    release();
    (await second)();
    await assert.rejects(slots.take(impatient.signal), /enough/);
    (await slots.take(never()))();
  });

  it('are not lost on who gives up when called', async () => {
    const slots = new Slots(1);
    const release = await slots.take(never());
    const controller = new AbortController();
    const waiting = slots.take(controller.signal).then(
      (done) => done(),
      () => undefined,
    );
    controller.abort(new Error('enough'));
    release();
    await waiting;
    (await slots.take(never()))();
  });

  it('leave nothing unhandled when work fails after its signal', async () => {
    const controller = new AbortController();
    const work = new Promise<never>((_resolve, reject) => setImmediate(() => reject(new Error('late'))));
    const racing = assert.rejects(unlessAborted(work, controller.signal), /enough/);
    controller.abort(new Error('enough'));
    await racing;
    await new Promise(setImmediate);
  });
});
