import { endProcesses, startProcess } from '../fixtures/processes';

/** 1000000 of 100000 users for the full run. */
const CALLBACKS = Number(process.env['MEMORY_CALLBACKS'] ?? 50_000);
const USERS = Number(process.env['MEMORY_USERS'] ?? Math.ceil(CALLBACKS / 3));

/** What Node itself adds over the time, such as compiled code. */
const NOISE_BYTES = 2 * 1024 * 1024;

interface Report {
  handled: number;
  repeated: number;
  refused: number;
  failed: number;
  givenUp: number;
  unfinished: unknown[];
  heaps: number[];
}

afterEach(endProcesses);

describe('memory', () => {
  it(
    'stays flat however many callbacks there were, with order, a limit, repeats, failures and listeners given up',
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
      expect(Math.min(counts.repeated, counts.refused)).toBeGreaterThan(0);
      const [first = 0, ...later] = heaps;
      expect(later).toHaveLength(9);
      expect(Math.max(...later) - first).toBeLessThan(NOISE_BYTES);
    },
    60_000 + CALLBACKS,
  );
});
