import { getEventListeners } from 'node:events';
import { pause, unlessAborted } from '../../lib/shared/timing';
import { nextTurn } from '../fixtures/conditions';

describe('pause', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('resolves after its time and not before', async () => {
    let isOver = false;
    const over = pause(1000, undefined).then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await over;
    expect(isOver).toBe(true);
  });

  it("throws the signal's reason as soon as it is aborted, and leaves no timer", async () => {
    const controller = new AbortController();
    const over = pause(1000, controller.signal);
    controller.abort('enough');
    await expect(over).rejects.toBe('enough');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin once the signal is aborted', async () => {
    await expect(pause(1000, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(jest.getTimerCount()).toBe(0);
  });
});

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
