import type { Costs } from '../common/comparison';
import { costCells, ratioOf } from '../common/comparison';
import type { Run } from '../common/options';
import { table } from '../common/tables';
import type { FigureName } from '../common/targets';
import { measureCold, measureFirst } from './cold';
import type { Contender } from './contenders';
import { BY_HAND, EXPRESS_VIBER, findContenders } from './contenders';
import { measureWarm } from './warm';

const AMOUNTS = {
  full: {
    first: { starts: 15 },
    cold: { starts: 5, seconds: 3 },
    warm: { starts: 4, warmUpMs: 3000, rounds: 6, roundMs: 500 },
  },
  quick: {
    first: { starts: 3 },
    cold: { starts: 1, seconds: 1 },
    warm: { starts: 1, warmUpMs: 500, rounds: 3, roundMs: 150 },
  },
  // Two contenders take less time than eight.
  guard: {
    first: { starts: 5 },
    cold: { starts: 2, seconds: 3 },
    warm: { starts: 1, warmUpMs: 2000, rounds: 8, roundMs: 250 },
  },
};

/** The targets of the warm figures: express-viber against each of these. */
const WARM_TARGETS: readonly [FigureName, string][] = [
  ['warm', BY_HAND.name],
  ['warmLine', '@line/bot-sdk'],
  ['warmOctokit', '@octokit/webhooks'],
  ['warmViberBot', 'viber-bot'],
];

/** What one part has measured: the columns that it adds to the table. */
interface Column {
  costs: readonly Costs[];
  /** What was measured, with its unit. */
  head: string;
  digits?: number;
  /** Whether the ratio is left out. */
  isAside?: boolean;
}

/** Measures one message over HTTP: the first one of a process, those of its first seconds, and those after. */
export async function measureRequests(run: Run): Promise<void> {
  const { present, missing } =
    run.size === 'guard' ? { present: [BY_HAND, EXPRESS_VIBER], missing: [] } : findContenders();
  const columns: Column[] = [];
  if (run.parts.includes('warm')) columns.push(await warmColumn(run, present));
  if (run.parts.includes('cold')) columns.push(await coldColumn(run, present));
  if (run.parts.includes('first')) columns.push(...(await firstColumns(run, present)));
  run.print('\nOne message over HTTP, with ratios to by hand and the middle half of their rounds');
  run.print(requestsTable(columns));
  for (const { name } of missing)
    run.print(`${name} was skipped: it is not installed. Run npm run bench:peers.`);
}

async function warmColumn(run: Run, contenders: readonly Contender[]): Promise<Column> {
  const { warm } = AMOUNTS[run.size];
  const costs = await measureWarm(contenders, warm, (start) => {
    run.progress(`warm: start ${String(start)} of ${String(warm.starts)}`);
  });
  for (const [figure, baseline] of WARM_TARGETS) {
    run.figures.set(figure, ratioOf(costs, EXPRESS_VIBER.name, baseline));
  }
  return { costs, head: 'warm, CPU us' };
}

async function coldColumn(run: Run, contenders: readonly Contender[]): Promise<Column> {
  const { cold } = AMOUNTS[run.size];
  const costs = await measureCold(contenders, cold, (name) => {
    run.progress(`cold: ${name}`);
  });
  run.figures.set('cold', ratioOf(costs, EXPRESS_VIBER.name, BY_HAND.name));
  return { costs, head: `first ${String(cold.seconds)} s, CPU us` };
}

async function firstColumns(run: Run, contenders: readonly Contender[]): Promise<Column[]> {
  const { first } = AMOUNTS[run.size];
  const { cpuMs, wallMs } = await measureFirst(contenders, first.starts, (name) => {
    run.progress(`first: ${name}`);
  });
  run.figures.set('first', ratioOf(cpuMs, EXPRESS_VIBER.name, BY_HAND.name));
  return [
    { costs: cpuMs, head: 'first one, CPU ms', digits: 2 },
    { costs: wallMs, head: 'wall ms', digits: 2, isAside: true },
  ];
}

/** One row for each contender, with the cost and the ratio of each measurement beside each other. */
export function requestsTable(columns: readonly Column[]): string {
  const names = columns[0]?.costs.map(({ name }) => name) ?? [];
  const head = ['', ...columns.flatMap(({ head, isAside }) => (isAside === true ? [head] : [head, 'ratio']))];
  const rows = names.map((name) => [
    name,
    ...columns.flatMap(({ costs, digits, isAside }) =>
      costCells(costs, name, BY_HAND.name, digits).slice(0, isAside === true ? 1 : 2),
    ),
  ]);
  return table(head, rows);
}
