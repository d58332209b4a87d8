import { execFileSync } from 'node:child_process';
import { compiledPath } from './compile';
import type { LoadTimes } from './loading/load-times';

const RUNS = 11;
const RUN_TIMEOUT_MS = 10_000;

const EXPRESSES = [
  { name: 'Express 5', packageName: 'express' },
  // An alias of package.json.
  { name: 'Express 4', packageName: 'express4' },
] as const;

/** The loading times after one version of Express, one for each process. */
export interface LoadingCost {
  name: (typeof EXPRESSES)[number]['name'];
  runs: LoadTimes[];
}

/** Loads Express and then the library in new processes, alternating between the versions of Express. */
export function measureLoadingCost(): LoadingCost[] {
  const costs: (LoadingCost & { packageName: string })[] = EXPRESSES.map((each) => ({ ...each, runs: [] }));
  // Not counted: it brings the files into the cache of the operating system.
  for (const { packageName } of costs) loadOnce(packageName);
  for (let run = 0; run < RUNS; run += 1) {
    for (const { packageName, runs } of costs) runs.push(loadOnce(packageName));
  }
  return costs;
}

function loadOnce(packageName: string): LoadTimes {
  const output = execFileSync(process.execPath, [compiledPath('loading/load-times'), packageName], {
    encoding: 'utf8',
    timeout: RUN_TIMEOUT_MS,
  });
  return JSON.parse(output) as LoadTimes;
}
