import { execFileSync } from 'node:child_process';
import { programPath } from '../common/programs';
import type { Run } from '../common/options';
import { amountOf } from '../common/options';
import { median, spreadOf } from '../common/statistics';
import { spreadText, table } from '../common/tables';
import type { LoadTimes } from './load-times';

const RUNS = { full: 15, quick: 5 };

const RUN_TIMEOUT_MS = 10_000;

const EXPRESSES = [
  { name: 'Express 5', packageName: 'express', figure: 'loading5' },
  // An alias of package.json.
  { name: 'Express 4', packageName: 'express4', figure: 'loading4' },
] as const;

/** Measures how long new processes take to load express-viber after Express. */
export function measureLoading(run: Run): void {
  const expresses = EXPRESSES.map((each) => ({ ...each, times: [] as LoadTimes[] }));
  // Not counted: it brings the files into the cache of the operating system.
  for (const { packageName } of expresses) loadOnce(packageName);
  run.progress('loading');
  const runs = amountOf(RUNS, run.size);
  for (let round = 0; round < runs; round += 1) {
    for (const { packageName, times } of expresses) times.push(loadOnce(packageName));
  }
  const rows = expresses.map(({ name, figure, times }) => {
    const ratio = spreadOf(times.map(({ expressMs, libraryMs }) => libraryMs / expressMs));
    run.figures.set(figure, ratio);
    const medianOf = (key: keyof LoadTimes) => median(times.map((each) => each[key])).toFixed(1);
    return [name, medianOf('expressMs'), medianOf('libraryMs'), spreadText(ratio)];
  });
  run.print(`\nLoading in a new process, wall ms, ${String(runs)} processes each`);
  run.print(table(['after', 'Express', 'express-viber', 'ratio (middle half)'], rows));
}

function loadOnce(packageName: string): LoadTimes {
  const output = execFileSync(process.execPath, [programPath('loading/load-times'), packageName], {
    encoding: 'utf8',
    timeout: RUN_TIMEOUT_MS,
  });
  return JSON.parse(output) as LoadTimes;
}
