import { costTable, ratioOf } from '../common/comparison';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import { slope } from '../common/statistics';
import { table } from '../common/tables';
import { compareWebhooks } from './compare-webhooks';
import { TaskProcess } from './task-process';

/** One is as good as none, and like the others it is forgotten for each new callback. */
const NONE = 1;

const AMOUNTS = {
  full: {
    remembered: [NONE, 10_000, 100_000, 1_000_000],
    warmUp: 50_000,
    count: 5000,
    rounds: 24,
    heapStep: 100_000,
  },
  quick: {
    remembered: [NONE, 10_000, 100_000],
    warmUp: 10_000,
    count: 1500,
    rounds: 6,
    heapStep: 20_000,
  },
};

/** The callbacks that a webhook remembers by default, as the heap must hold them before it can be flat. */
const DEFAULT_REMEMBERED = 50_000;

const HEAP_STEPS = 10;

/** Measures a callback of webhooks whose memory for duplicates is full, each in a process of its own. */
export async function measureRemembered(run: Run): Promise<void> {
  const { remembered, warmUp, ...amount } = amountOf(AMOUNTS, run.size);
  const nameOf = (max: number) => (max === NONE ? 'none' : max.toLocaleString('en'));
  const webhooks = remembered.map((max) => ({
    name: nameOf(max),
    setup: { listeners: 1, remembered: max },
    warmUp: Math.max(max, warmUp),
  }));
  const costs = await compareWebhooks(webhooks, amount, (name) => {
    run.progress(`remembered: filling ${name}`);
  });
  run.print('\nOne callback without HTTP, with this many remembered');
  run.print(costTable(costs, nameOf(NONE), { subjects: 'remembered' }));
  run.figures.set('remembered', ratioOf(costs, nameOf(1_000_000), nameOf(NONE)));
}

/** Measures the heap of a webhook while it receives callbacks, a million in a full run. */
export async function measureHeap(run: Run): Promise<void> {
  const { heapStep } = amountOf(AMOUNTS, run.size);
  const webhook = await TaskProcess.webhook({ listeners: 1 });
  try {
    const points = [{ x: 0, y: await webhook.heapBytes() }];
    for (let step = 1; step <= HEAP_STEPS; step += 1) {
      run.progress(`heap: ${(step * heapStep).toLocaleString('en')} callbacks`);
      await webhook.run('callback', heapStep);
      points.push({ x: step * heapStep, y: await webhook.heapBytes() });
    }
    const rows = points.map(({ x, y }) => [x.toLocaleString('en'), (y / 1e6).toFixed(2)]);
    const growth = slope(points.filter(({ x }) => x >= 2 * DEFAULT_REMEMBERED));
    run.print('\nHeap in use after garbage collection');
    run.print(table(['callbacks', 'MB'], rows));
    run.print(`it grows by ${growth.toFixed(2)} bytes a callback once the memory for duplicates is full`);
    run.figures.set('heap', { median: growth, low: growth, high: growth });
  } finally {
    await webhook.stop();
  }
}
