import fc from 'fast-check';
import { FairCache } from '../../lib/shared/fair-cache';

const HOUR_MS = 3_600_000;

function cacheOf(maxWeight: number) {
  return new FairCache<number>({ ttlMs: HOUR_MS, maxWeight });
}

/** Adds numbered entries for an owner. */
function fill(cache: FairCache<number>, owner: string, count: number): void {
  for (let index = 0; index < count; index += 1) cache.set(`${owner} ${String(index)}`, index, owner);
}

/** How many of the owner's first entries are kept. */
function kept(cache: FairCache<number>, owner: string, count: number): number {
  return Array.from({ length: count }, (_, index) => cache.get(`${owner} ${String(index)}`)).filter(
    (value) => value !== undefined,
  ).length;
}

afterEach(() => {
  jest.useRealTimers();
});

describe('FairCache', () => {
  it('lets one owner alone use everything', () => {
    const cache = cacheOf(100);
    fill(cache, 'a', 150);
    expect(cache.size).toBe(100);
    expect(cache.get('a 49')).toBeUndefined();
    expect(cache.get('a 50')).toBe(50);
  });

  it('forgets what was not seen for longest', () => {
    const cache = cacheOf(3);
    fill(cache, 'a', 3);
    cache.get('a 0');
    cache.set('b', 1, 'a');
    expect(cache.get('a 0')).toBe(0);
    expect(cache.get('a 1')).toBeUndefined();
  });

  it('keeps the entries of an owner within its share during a flood for another', () => {
    const cache = cacheOf(100);
    fill(cache, 'quiet', 50);
    fill(cache, 'loud', 10_000);
    expect(kept(cache, 'quiet', 50)).toBe(50);
    expect(kept(cache, 'loud', 10_000)).toBe(50);
  });

  it('takes from the flood what another owner needs', () => {
    const cache = cacheOf(100);
    fill(cache, 'loud', 10_000);
    fill(cache, 'quiet', 50);
    expect(kept(cache, 'quiet', 50)).toBe(50);
  });

  it('keeps the entries of thousands of owners during a flood for one', () => {
    const cache = cacheOf(20_000);
    const owners = Array.from({ length: 5000 }, (_, index) => `owner ${String(index)}`);
    for (const owner of owners) fill(cache, owner, 3);
    fill(cache, 'loud', 50_000);
    const later = Array.from({ length: 4000 }, (_, index) => `later owner ${String(index)}`);
    for (const owner of later) fill(cache, owner, 1);
    expect(owners.filter((owner) => kept(cache, owner, 3) < 3)).toEqual([]);
    expect(later.filter((owner) => kept(cache, owner, 1) < 1)).toEqual([]);
    expect(cache.size).toBe(20_000);
  });

  it('forgets the oldest entry if there are more owners than fit', () => {
    const cache = cacheOf(100);
    for (let index = 0; index < 1000; index += 1) fill(cache, String(index), 1);
    const found = Array.from({ length: 1000 }, (_, index) => index).filter(
      (index) => kept(cache, String(index), 1) === 1,
    );
    expect(found).toEqual(Array.from({ length: 100 }, (_, index) => 900 + index));
  });

  it('counts weights, and does not keep an entry that is heavier than everything', () => {
    const cache = cacheOf(10);
    cache.set('light', 1, 'a', 2);
    cache.set('heavy', 2, 'b', 9);
    expect(cache.get('light')).toBe(1);
    expect(cache.get('heavy')).toBeUndefined();
    cache.set('fits', 3, 'b', 8);
    cache.set('too heavy', 4, 'b', 11);
    expect([cache.get('light'), cache.get('fits'), cache.get('too heavy')]).toEqual([1, 3, undefined]);
  });

  it('removes an entry, but not one with the same value that has replaced it', () => {
    const cache = cacheOf(10);
    const first = cache.set('a', 2, 'owner');
    const second = cache.set('a', 2, 'owner');
    cache.remove(first);
    expect(cache.get('a')).toBe(2);
    cache.remove(second);
    expect(cache.get('a')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('forgets an entry after ttlMs, even if it was seen since', () => {
    jest.useFakeTimers();
    const cache = cacheOf(10);
    cache.set('a', 1, 'owner');
    jest.advanceTimersByTime(HOUR_MS);
    expect(cache.get('a')).toBe(1);
    jest.advanceTimersByTime(1);
    expect(cache.get('a')).toBeUndefined();
  });

  it('gives the place of expired entries to others, even if their owners add nothing more', () => {
    jest.useFakeTimers();
    const cache = cacheOf(1000);
    for (let owner = 0; owner < 100; owner += 1) fill(cache, `old ${String(owner)}`, 10);
    jest.advanceTimersByTime(HOUR_MS + 1);
    fill(cache, 'new', 1000);
    expect(kept(cache, 'new', 1000)).toBe(1000);
  });

  it('removes the expired entries of a lone owner, also of one that has replaced another', () => {
    jest.useFakeTimers();
    const cache = cacheOf(1000);
    fill(cache, 'first', 1);
    cache.delete('first 0');
    fill(cache, 'second', 100);
    jest.advanceTimersByTime(HOUR_MS + 1);
    for (let index = 0; index < 50; index += 1) cache.set(`new ${String(index)}`, index, 'second');
    expect(cache.size).toBe(50);
  });

  it('never exceeds its weight, and takes only from the heaviest owner', () => {
    const additions = fc.array(
      fc.record({
        key: fc.nat(40),
        owner: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        weight: fc.integer({ min: 1, max: 4 }),
        isLookup: fc.boolean(),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(additions, (steps) => {
        const cache = new FairCache<{ owner: string; weight: number }>({ ttlMs: HOUR_MS, maxWeight: 20 });
        const model = new Map<string, { owner: string; weight: number }>();
        const weightOf = (owner?: string) =>
          [...model.values()].reduce(
            (sum, entry) => sum + (owner === undefined || entry.owner === owner ? entry.weight : 0),
            0,
          );
        for (const { key, owner, weight, isLookup } of steps) {
          const name = `${owner}${String(key)}`;
          const known = model.get(name);
          expect(cache.get(name)).toEqual(known);
          if (known !== undefined) {
            model.delete(name);
            model.set(name, known); // now the last one seen
          }
          if (isLookup) continue;
          model.delete(name);
          cache.set(name, { owner, weight }, owner, weight);
          model.set(name, { owner, weight });
          while (weightOf() > 20) {
            // The keys of the model are in the order in which they were last seen.
            const heaviest = Math.max(...[...model.values()].map((entry) => weightOf(entry.owner)));
            const [victim = ''] = [...model].find(([, entry]) => weightOf(entry.owner) === heaviest) ?? [];
            model.delete(victim);
          }
          expect(cache.size).toBe(model.size);
        }
      }),
      { numRuns: 500 },
    );
  });
});
