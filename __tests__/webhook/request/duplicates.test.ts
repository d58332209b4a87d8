import type { Acknowledgement } from '../../../lib/webhook/dispatch/welcome';
import { Duplicates } from '../../../lib/webhook/request/duplicates';

const memory = { ttlMs: 1000, max: 3 };

/** The dispatch of a callback that was acknowledged, and what happened afterwards. */
function acknowledged(acknowledgement: Acknowledgement = {}, succeeded = Promise.resolve(true)) {
  return { acknowledgement: Promise.resolve(acknowledgement), succeeded };
}

describe('Duplicates', () => {
  it('finds nothing for a new callback', () => {
    expect(new Duplicates(memory).find('a')).toBeUndefined();
  });

  it('returns the acknowledgement of a callback that is in flight or was handled', async () => {
    const duplicates = new Duplicates(memory);
    const dispatch = acknowledged({ welcome: '{}' });
    const remembered = duplicates.remember('a', dispatch);
    expect(duplicates.find('a')).toBe(dispatch.acknowledgement);
    await remembered;
    expect(duplicates.find('a')).toEqual({ welcome: '{}' });
  });

  it('forgets one that failed before the acknowledgement', async () => {
    const duplicates = new Duplicates(memory);
    const acknowledgement = Promise.reject<Acknowledgement>(new Error('no database'));
    await duplicates.remember('a', { acknowledgement, succeeded: Promise.resolve(false) });
    expect(duplicates.find('a')).toBeUndefined();
  });

  it('forgets one that failed after it', async () => {
    const duplicates = new Duplicates(memory);
    await duplicates.remember('a', acknowledged({}, Promise.resolve(false)));
    expect(duplicates.find('a')).toBeUndefined();
  });

  it('does not forget a later success for an earlier failure', async () => {
    const duplicates = new Duplicates({ ttlMs: 1000, max: 1 });
    let fail: (succeeded: boolean) => void = () => undefined;
    const first = duplicates.remember('a', acknowledged({}, new Promise((resolve) => (fail = resolve))));
    await Promise.resolve();
    await duplicates.remember('b', acknowledged());
    await duplicates.remember('a', acknowledged());
    fail(false);
    await first;
    expect(duplicates.find('a')).toEqual({});
  });

  it('forgets the least recently seen beyond max, but nothing in flight', async () => {
    const duplicates = new Duplicates(memory);
    const running = new Promise<Acknowledgement>(() => undefined);
    void duplicates.remember('running', { acknowledgement: running, succeeded: Promise.resolve(true) });
    for (const key of ['a', 'b', 'c', 'd']) await duplicates.remember(key, acknowledged());
    expect(duplicates.find('a')).toBeUndefined();
    expect(duplicates.find('d')).toBeDefined();
    expect(duplicates.find('running')).toBe(running);
  });

  it('forgets large welcomes before they fill the memory', async () => {
    const duplicates = new Duplicates({ ttlMs: 1000, max: 50_000 });
    const welcome = 'x'.repeat(15 * 1024 * 1024);
    for (const key of ['a', 'b', 'c']) await duplicates.remember(key, acknowledged({ welcome }));
    expect(duplicates.find('a')).toBeUndefined();
    expect(duplicates.find('c')).toBeDefined();
  });

  it('forgets after ttlMs', async () => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(1); // to the cache, an entry made at 0 has no age
    try {
      const duplicates = new Duplicates({ ttlMs: 7_200_000, max: 3 });
      await duplicates.remember('a', acknowledged());
      jest.advanceTimersByTime(7_200_000);
      expect(duplicates.find('a')).toBeDefined();
      jest.advanceTimersByTime(1001);
      expect(duplicates.find('a')).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});
