import type { Costs } from '../common/comparison';
import { costCells, ratioOf } from '../common/comparison';
import type { Run } from '../common/options';
import { table } from '../common/tables';
import type { FigureName } from '../common/targets';
import { measureCold, measureFirst } from './cold';
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
  const amount = AMOUNTS[run.hasPeers ? run.size : 'guard'];
  const { present, missing } = findContenders();
  const contenders = run.hasPeers ? present : [BY_HAND, EXPRESS_VIBER];
  const columns: Column[] = [];
  if (run.parts.includes('warm')) {
    const costs = await measureWarm(contenders, amount.warm, (start) => {
      run.progress(`warm: start ${String(start)} of ${String(amount.warm.starts)}`);
    });
    columns.push({ costs, head: 'warm, CPU us' });
    for (const [figure, baseline] of WARM_TARGETS) setFigure(run, figure, costs, baseline);
  }
  if (run.parts.includes('cold')) {
    const costs = await measureCold(contenders, amount.cold, (name) => {
      run.progress(`cold: ${name}`);
    });
    columns.push({ costs, head: `first ${String(amount.cold.seconds)} s, CPU us` });
    setFigure(run, 'cold', costs, BY_HAND.name);
  }
  if (run.parts.includes('first')) {
    const { cpuMs, wallMs } = await measureFirst(contenders, amount.first.starts, (name) => {
      run.progress(`first: ${name}`);
    });
    columns.push({ costs: cpuMs, head: 'first one, CPU ms', digits: 2 });
    columns.push({ costs: wallMs, head: 'wall ms', digits: 2, isAside: true });
    setFigure(run, 'first', cpuMs, BY_HAND.name);
  }
  run.print('\nOne message over HTTP, with ratios to by hand and the middle half of their rounds');
  run.print(requestsTable(columns));
  if (!run.hasPeers) return;
  for (const { name } of missing)
    run.print(`${name} was skipped: it is not installed. Run npm run bench:peers.`);
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

function setFigure(run: Run, figure: FigureName, costs: readonly Costs[], baseline: string): void {
  const ratio = ratioOf(costs, EXPRESS_VIBER.name, baseline);
  if (ratio !== undefined) run.figures.set(figure, ratio);
}
