import { getEventListeners } from 'node:events';
import { unlessAborted } from '../../lib/client/unless-aborted';
import { nextTurn } from '../fixtures/conditions';

describe('unlessAborted', () => {
  const never = new Promise(() => undefined);
  let controller: AbortController;

  beforeEach(() => {
    controller = new AbortController();
  });

  it('waits for the work, with a signal and without', async () => {
    const order: string[] = [];
    const work = async () => {
      await nextTurn();
      order.push('done');
    };
    await unlessAborted(work(), controller.signal);
    await unlessAborted(work(), undefined);
    expect(order).toEqual(['done', 'done']);
  });

  it('rejects as the work does', async () => {
    const failure = new Error('disk full');
    await expect(unlessAborted(Promise.reject(failure), controller.signal)).rejects.toBe(failure);
    await expect(unlessAborted(Promise.reject(failure), undefined)).rejects.toBe(failure);
  });

  it("throws the signal's reason as soon as it is aborted, whatever the reason", async () => {
    const waiting = unlessAborted(never, controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await expect(unlessAborted(never, AbortSignal.abort(null))).rejects.toBeNull();
  });

  it('does not care what comes of the work afterwards', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise((_, reject) => {
      fail = reject;
    });
    const waiting = unlessAborted(work, controller.signal);
    controller.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    fail(new Error('Nobody listens.'));
    await nextTurn();
  });

  it('lets work that is done win over a signal that is aborted meanwhile', async () => {
    await expect(unlessAborted(Promise.resolve(), AbortSignal.abort('enough'))).resolves.toBeUndefined();
  });

  it('leaves no listener behind', async () => {
    await unlessAborted(Promise.resolve(), controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
