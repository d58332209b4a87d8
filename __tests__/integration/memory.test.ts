import { endProcesses, startProcess } from '../fixtures/processes';

/** The full run takes MEMORY_CALLBACKS=1000000 and MEMORY_USERS=100000. */
const CALLBACKS = Number(process.env['MEMORY_CALLBACKS'] ?? 50_000);
const USERS = Number(process.env['MEMORY_USERS'] ?? Math.ceil(CALLBACKS / 3));

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
});
