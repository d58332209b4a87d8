import type { Answer } from '../../../lib/webhook/request/response';
import { HandledCallbacks } from '../../../lib/webhook/request/duplicates';

const memory = { ttlMs: 1000, max: 3 };

/** A callback that was handled and acknowledged, with what went on after that. */
function acknowledged(answer: Answer = {}, succeeded: Promise<boolean> = Promise.resolve(true)) {
  return { finished: false, answer: Promise.resolve(answer), succeeded } as const;
}

describe('HandledCallbacks', () => {
  it('knows nothing of a new callback', () => {
    expect(new HandledCallbacks(memory).find('a')).toBeUndefined();
  });

  it('gives the very answer of a callback that is running or was handled', async () => {
    const handled = new HandledCallbacks(memory);
    const handling = acknowledged({ welcome: '{}' });
    const remembered = handled.remember('a', handling);
    expect(handled.find('a')).toBe(handling.answer);
    await remembered;
    expect(handled.find('a')).toEqual({ welcome: '{}' });
  });

  it('remembers at once what was done on the spot', () => {
    const handled = new HandledCallbacks(memory);
    const answer = { welcome: '{}' };
    void handled.remember('a', { finished: true, answer });
    expect(handled.find('a')).toBe(answer);
  });

  it('forgets one that failed before the acknowledgement', async () => {
    const handled = new HandledCallbacks(memory);
    const answer = Promise.reject(new Error('no database'));
    await handled.remember('a', { finished: false, answer, succeeded: Promise.resolve(false) });
    expect(handled.find('a')).toBeUndefined();
  });

  it('forgets one that failed after it', async () => {
    const handled = new HandledCallbacks(memory);
    await handled.remember('a', acknowledged({}, Promise.resolve(false)));
    expect(handled.find('a')).toBeUndefined();
  });

  it('does not forget a later success for an earlier failure', async () => {
    const handled = new HandledCallbacks({ ttlMs: 1000, max: 1 });
    let fail: (succeeded: boolean) => void = () => undefined;
    const first = handled.remember('a', acknowledged({}, new Promise((resolve) => (fail = resolve))));
    await Promise.resolve();
    await handled.remember('b', acknowledged());
    await handled.remember('a', acknowledged());
    fail(false);
    await first;
    expect(handled.find('a')).toEqual({});
  });

  it('forgets the least recently seen beyond max, but nothing that is running', async () => {
    const handled = new HandledCallbacks(memory);
    const running = new Promise<Answer>(() => undefined);
    void handled.remember('running', { finished: false, answer: running, succeeded: Promise.resolve(true) });
    for (const key of ['a', 'b', 'c', 'd']) await handled.remember(key, acknowledged());
    expect(handled.find('a')).toBeUndefined();
    expect(handled.find('d')).toBeDefined();
    expect(handled.find('running')).toBe(running);
  });

  it('forgets large welcomes before they fill the memory', async () => {
    const handled = new HandledCallbacks({ ttlMs: 1000, max: 50_000 });
    const welcome = 'x'.repeat(15 * 1024 * 1024);
    for (const key of ['a', 'b', 'c']) await handled.remember(key, acknowledged({ welcome }));
    expect(handled.find('a')).toBeUndefined();
    expect(handled.find('c')).toBeDefined();
  });

  it('forgets after ttlMs', async () => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(1); // to the cache, an entry made at 0 has no age
    try {
      const handled = new HandledCallbacks({ ttlMs: 7_200_000, max: 3 });
      await handled.remember('a', acknowledged());
      jest.advanceTimersByTime(7_200_000);
      expect(handled.find('a')).toBeDefined();
      jest.advanceTimersByTime(1001);
      expect(handled.find('a')).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});
