import { endProcesses, startProcess } from '../fixtures/processes';

/** The full run takes MEMORY_CALLBACKS=1000000 and MEMORY_USERS=100000. */
const CALLBACKS = Number(process.env['MEMORY_CALLBACKS'] ?? 50_000);
const USERS = Number(process.env['MEMORY_USERS'] ?? Math.ceil(CALLBACKS / 3));

/** The full run takes REMEMBERED_CALLBACKS=20000. */
const REMEMBERED_CALLBACKS = Number(process.env['REMEMBERED_CALLBACKS'] ?? 4000);

/** Twice what is expected: the heap varies with the version of Node and with the number of callbacks. */
const MAX_BYTES_EACH = 600;

/** What Node itself adds over time, such as compiled code. */
const NOISE_BYTES = 2 * 1024 * 1024;

interface Report {
  handled: number;
  duplicates: number;
  rejected: number;
  failed: number;
  givenUp: number;
  unfinished: unknown[];
  heaps: number[];
}

afterEach(endProcesses);

describe('memory', () => {
  it(
    'stays flat over many callbacks, with order, a limit, redeliveries, failures and listeners that are given up',
    async () => {
      const load = startProcess('__tests__/integration/memory-load.ts', [], {
        CALLBACKS: String(CALLBACKS),
        USERS: String(USERS),
      });
      const printed = await load.printed(/^\{/);
      console.log(printed);
      const { heaps, ...counts } = JSON.parse(printed) as Report;
      expect(counts).toMatchObject({ handled: CALLBACKS, givenUp: 5, unfinished: [] });
      expect(counts.failed).toBe(CALLBACKS / 100 - counts.givenUp);
      expect(Math.min(counts.duplicates, counts.rejected)).toBeGreaterThan(0);
      const [first = 0, ...later] = heaps;
      expect(later).toHaveLength(9);
      expect(Math.max(...later) - first).toBeLessThan(NOISE_BYTES);
    },
    60_000 + CALLBACKS,
  );

  it(
    'holds little for each remembered callback, whatever its body contains',
    async () => {
      const measuring = startProcess('__tests__/integration/remembered-callbacks.ts', [], {
        CALLBACKS: String(REMEMBERED_CALLBACKS),
      });
      const printed = await measuring.printed(/^\{/);
      console.log(`bytes of heap for each remembered callback: ${printed}`);
      const bytes = JSON.parse(printed) as Record<string, number>;
      expect(Object.keys(bytes)).toEqual([
        'short',
        'cyrillic',
        'longId',
        'otherScriptInId',
        'unrecognized',
        'asyncListener',
      ]);
      expect(Object.entries(bytes).filter(([, each]) => each > MAX_BYTES_EACH)).toEqual([]);
    },
    60_000 + REMEMBERED_CALLBACKS * 30,
  );
});
