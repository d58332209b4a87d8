import type { Costs } from '../common/comparison';
import { costCells, costTable, interleave, ratioOf } from '../common/comparison';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import { table } from '../common/tables';
import { compareWebhooks } from './compare-webhooks';
import { TaskProcess } from './task-process';

/** Messages of one round, and rounds. The warm-up is not counted. */
const AMOUNTS = {
  full: { warmUp: 60_000, count: 5000, rounds: 24 },
  quick: { warmUp: 30_000, count: 1500, rounds: 10 },
};

/** What every receiver needs, as the tables call it. */
const FLOOR = 'HMAC and JSON.parse';

const NUMBERS = [1, 10, 100, 1000] as const;

/** Measures a callback without HTTP, and in the same process the HMAC and the JSON.parse that every receiver needs. */
export async function measureCallbacks(run: Run): Promise<void> {
  const { warmUp, count, rounds } = amountOf(AMOUNTS, run.size);
  const rows: string[][] = [];
  for (const isAsync of [false, true]) {
    const name = isAsync ? 'async listener' : 'sync listener';
    run.progress(`process: ${name}`);
    const webhook = await TaskProcess.webhook({ listeners: 1, isAsync });
    try {
      for (const task of ['floor', 'callback']) await webhook.run(task, warmUp);
      const costs = await interleave(
        ['floor', 'callback'].map((task) => webhook.subject(task, count)),
        rounds,
      );
      rows.push([
        name,
        costCells(costs, 'floor', 'floor')[0] ?? '',
        ...costCells(costs, 'callback', 'floor'),
      ]);
      run.figures.set(isAsync ? 'async' : 'sync', ratioOf(costs, 'callback', 'floor'));
    } finally {
      await webhook.stop();
    }
  }
  run.print('\nOne callback without HTTP, CPU us');
  run.print(table(['', FLOOR, 'express-viber', 'ratio (middle half)'], rows));
}

/** Measures each step of a callback by itself. */
export async function measureSteps(run: Run): Promise<void> {
  const { warmUp, count, rounds } = amountOf(AMOUNTS, run.size);
  const steps = [
    'floor',
    'hmac',
    'signature',
    'JSON.parse',
    'exact JSON',
    'recognize',
    'duplicates',
    'dispatch, sync listener',
    'dispatch, async listener',
  ];
  const program = await TaskProcess.steps();
  try {
    for (const step of steps) {
      run.progress(`steps: warming ${step}`);
      await program.run(step, warmUp / 2);
    }
    run.progress('steps: measuring');
    const costs = await interleave(
      steps.map((step) => program.subject(step, count, step === 'floor' ? FLOOR : step)),
      rounds / 2,
    );
    run.print(`\nEach step of a callback by itself, ratios to ${FLOOR}`);
    run.print(costTable(costs, FLOOR, { digits: 2 }));
  } finally {
    await program.stop();
  }
}

/** Measures a callback with 1 to 1,000 listeners, and with 1 to 1,000 patterns of which the last one matches. */
export async function measureListeners(run: Run): Promise<void> {
  const { warmUp, count, rounds } = amountOf(AMOUNTS, run.size);
  const columns: { head: string; costs: Costs[] }[] = [];
  for (const kind of ['listeners', 'patterns'] as const) {
    const webhooks = NUMBERS.map((number) => ({
      name: String(number),
      setup: { [kind]: number },
      warmUp: warmUp / 4,
    }));
    const costs = await compareWebhooks(webhooks, { count: count / 5, rounds: rounds / 2 }, (name) => {
      run.progress(`listeners: ${name} ${kind}`);
    });
    columns.push({ head: kind, costs });
  }
  const rows = NUMBERS.map((number) => [
    String(number),
    ...columns.flatMap(({ costs }) => costCells(costs, String(number), '1')),
  ]);
  run.print('\nOne callback without HTTP, with this many listeners or text patterns, ratios to one');
  run.print(table(['', ...columns.flatMap(({ head }) => [`${head}: CPU us`, 'ratio (middle half)'])], rows));
}
