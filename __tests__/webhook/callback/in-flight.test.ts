import { InFlight } from '../../../lib/webhook/callback/in-flight';
import { receivedCallback } from '../received-callback';

let keys = 0;

const CALLBACK = { account: 'default', event: 'message', receivedAt: new Date(0) };

/** Adds a number of callbacks, and returns the functions that remove them. */
function addCallbacks(inFlight: InFlight, count: number): (() => void)[] {
  return Array.from({ length: count }, () => inFlight.add(receivedCallback(), `key-${String((keys += 1))}`));
}

describe('InFlight', () => {
  describe('hasRoomFor', () => {
    it('is always true without a limit', () => {
      const inFlight = new InFlight(Infinity);
      addCallbacks(inFlight, 1000);
      expect(inFlight.hasRoomFor('delivered')).toBe(true);
    });

    it.each([
      [1, 1, 1],
      [2, 1, 2],
      [5, 3, 5],
      [10, 5, 10],
    ])('allows with a limit of %i: %i receipts, %i other callbacks', (max, receipts, messages) => {
      for (const [event, count] of [
        ['delivered', receipts],
        ['seen', receipts],
        ['message', messages],
        ['failed', messages],
        ['unrecognized', messages],
      ] as const) {
        const inFlight = new InFlight(max);
        let taken = 0;
        for (; inFlight.hasRoomFor(event); taken += 1) addCallbacks(inFlight, 1);
        expect([event, taken]).toEqual([event, count]);
      }
    });

    it('has room again for each removed callback', () => {
      const inFlight = new InFlight(2);
      const [first] = addCallbacks(inFlight, 2);
      expect(inFlight.hasRoomFor('message')).toBe(false);
      first?.();
      expect(inFlight.hasRoomFor('message')).toBe(true);
    });
  });

  it('counts deliveries of one callback once, until the last has settled', () => {
    const inFlight = new InFlight(1);
    const removes = [1, 2].map(() => inFlight.add(receivedCallback(), 'one'));
    removes[0]?.();
    expect(inFlight.hasRoomFor('message')).toBe(false);
    removes[1]?.();
    expect(inFlight.hasRoomFor('message')).toBe(true);
  });

  it('waits for jobs without counting them', async () => {
    const inFlight = new InFlight(1);
    const remove = inFlight.addJob(receivedCallback(), 'job');
    expect(inFlight.hasRoomFor('delivered')).toBe(true);
    expect(await inFlight.drain(0)).toEqual([CALLBACK]);
    const drained = inFlight.drain(60_000);
    remove();
    expect(await drained).toEqual([]);
  });

  describe('drain', () => {
    it('resolves at once if nothing is in flight, even with a timeout of 0', async () => {
      const inFlight = new InFlight(Infinity);
      expect(inFlight.isClosing).toBe(false);
      const drained = inFlight.drain(0);
      expect(inFlight.isClosing).toBe(true);
      expect(await drained).toEqual([]);
    });

    it('waits for the last callback', async () => {
      const inFlight = new InFlight(Infinity);
      const [first, last] = addCallbacks(inFlight, 2);
      let isDrained = false;
      const drained = inFlight.drain(60_000).then((left) => {
        isDrained = true;
        return left;
      });
      first?.();
      await Promise.resolve();
      expect(isDrained).toBe(false);
      last?.();
      expect(await drained).toEqual([]);
    });

    it('returns the callbacks still in flight after the timeout', async () => {
      const inFlight = new InFlight(Infinity);
      addCallbacks(inFlight, 1);
      expect(await inFlight.drain(0)).toEqual([CALLBACK]);
    });

    it('resolves for each caller that waits', async () => {
      const inFlight = new InFlight(Infinity);
      const [remove] = addCallbacks(inFlight, 1);
      const drained = [inFlight.drain(60_000), inFlight.drain(60_000)];
      expect(await inFlight.drain(0)).toHaveLength(1);
      remove?.();
      expect(await Promise.all(drained)).toEqual([[], []]);
    });
  });
});
