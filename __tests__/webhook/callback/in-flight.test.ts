import { InFlight } from '../../../lib/webhook/callback/in-flight';
import type { ReceivedCallback } from '../../../lib/webhook/callback/received-callback';
import { receivedCallback } from './received-callback-fixture';

/** Begins so many. */
function begun(inFlight: InFlight, count: number) {
  return Array.from({ length: count }, () => {
    const callback = receivedCallback();
    inFlight.add(callback);
    return callback;
  });
}

describe('InFlight', () => {
  describe('hasRoomFor', () => {
    it('knows no limit where there is none', () => {
      const inFlight = new InFlight(Infinity);
      begun(inFlight, 1000);
      expect(inFlight.hasRoomFor('delivered')).toBe(true);
    });

    it.each([
      [1, 1, 1],
      [2, 1, 2],
      [5, 3, 5],
      [10, 5, 10],
    ])('of %i takes %i receipts and %i messages', (max, receipts, messages) => {
      for (const [event, count] of [
        ['delivered', receipts],
        ['seen', receipts],
        ['message', messages],
        ['failed', messages],
        ['unrecognized', messages],
      ] as const) {
        const inFlight = new InFlight(max);
        let taken = 0;
        for (; inFlight.hasRoomFor(event); taken += 1) begun(inFlight, 1);
        expect([event, taken]).toEqual([event, count]);
      }
    });

    it('has room again for each that is finished', () => {
      const inFlight = new InFlight(2);
      const [first] = begun(inFlight, 2);
      expect(inFlight.hasRoomFor('message')).toBe(false);
      if (first !== undefined) inFlight.remove(first);
      expect(inFlight.hasRoomFor('message')).toBe(true);
    });
  });

  it('waits for jobs without counting them', async () => {
    const inFlight = new InFlight(1);
    const job = receivedCallback();
    inFlight.addJob(job);
    expect(inFlight.hasRoomFor('delivered')).toBe(true);
    expect(await inFlight.drain(0)).toEqual([job]);
    const drained = inFlight.drain(60_000);
    inFlight.remove(job);
    expect(await drained).toEqual([]);
  });

  describe('drain', () => {
    it('is over at once where nothing is left, even with no time', async () => {
      const inFlight = new InFlight(Infinity);
      expect(inFlight.isClosing).toBe(false);
      const drained = inFlight.drain(0);
      expect(inFlight.isClosing).toBe(true);
      expect(await drained).toEqual([]);
    });

    it('waits for the last', async () => {
      const inFlight = new InFlight(Infinity);
      const [first, last] = begun(inFlight, 2) as [ReceivedCallback, ReceivedCallback];
      let isDrained = false;
      const drained = inFlight.drain(60_000).then((left) => {
        isDrained = true;
        return left;
      });
      inFlight.remove(first);
      await Promise.resolve();
      expect(isDrained).toBe(false);
      inFlight.remove(last);
      expect(await drained).toEqual([]);
    });

    it('tells what is left when the time is over', async () => {
      const inFlight = new InFlight(Infinity);
      const [only] = begun(inFlight, 1);
      expect(await inFlight.drain(0)).toEqual([only]);
    });

    it('ends for everybody who waits', async () => {
      const inFlight = new InFlight(Infinity);
      const [only] = begun(inFlight, 1) as [ReceivedCallback];
      const drained = [inFlight.drain(60_000), inFlight.drain(60_000)];
      expect(await inFlight.drain(0)).toHaveLength(1);
      inFlight.remove(only);
      expect(await Promise.all(drained)).toEqual([[], []]);
    });
  });
});
