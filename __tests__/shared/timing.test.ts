import { getEventListeners } from 'node:events';
import { LATE, pause, runWithin, unlessAborted, withinTime } from '../../lib/shared/timing';
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

  it('does not start if the signal is already aborted', async () => {
    await expect(pause(1000, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('withinTime', () => {
  it('resolves with the result of the work and leaves no timer', async () => {
    jest.useFakeTimers();
    await expect(withinTime(Promise.resolve('done'), 1000)).resolves.toBe('done');
    await Promise.resolve();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('rejects as the work does', async () => {
    const failure = new Error('disk full');
    await expect(withinTime(Promise.reject(failure), 1000)).rejects.toBe(failure);
  });

  it('resolves with LATE if the work takes too long', async () => {
    await expect(withinTime(new Promise(() => undefined), 1)).resolves.toBe(LATE);
  });
});

describe('runWithin', () => {
  const never = () => new Promise<never>(() => undefined);

  it('resolves with the result, and aborts the signal of the work', async () => {
    const { signal } = new AbortController();
    let inner: AbortSignal | undefined;
    const work = (workSignal: AbortSignal) => {
      inner = workSignal;
      return Promise.resolve('done');
    };
    await expect(runWithin({ timeoutMs: 1000, signal }, work)).resolves.toBe('done');
    expect(inner?.aborted).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('resolves with undefined if the work takes too long', async () => {
    const { signal } = new AbortController();
    await expect(runWithin({ timeoutMs: 1, signal }, never)).resolves.toBeUndefined();
  });

  it("throws the signal's reason as soon as it is aborted", async () => {
    const controller = new AbortController();
    const running = runWithin({ timeoutMs: 10_000, signal: controller.signal }, never);
    controller.abort('enough');
    await expect(running).rejects.toBe('enough');
    await expect(runWithin({ timeoutMs: 10_000, signal: AbortSignal.abort('enough') }, never)).rejects.toBe(
      'enough',
    );
  });

  it('rejects as the work does', async () => {
    const failure = new Error('disk full');
    const { signal } = new AbortController();
    await expect(runWithin({ timeoutMs: 1000, signal }, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe('unlessAborted', () => {
  const never = new Promise(() => undefined);
  let controller: AbortController;

  beforeEach(() => {
    controller = new AbortController();
  });

  it('waits for the work, with and without a signal', async () => {
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

  it('ignores a later failure of the work', async () => {
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

  it('resolves if the work is done, even if the signal is aborted', async () => {
    await expect(unlessAborted(Promise.resolve(), AbortSignal.abort('enough'))).resolves.toBeUndefined();
  });

  it('leaves no listener behind', async () => {
    await unlessAborted(Promise.resolve(), controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
