/**
 * Changes the code of `lib/webhook` and `lib/protocol` in many small ways, and reports the changes that no test notices.
 *
 * `npm run test:mutation` takes hours; `npm run test:mutation -- webhook/queue` tests one folder.
 */
import type { Stryker } from '@stryker-mutator/core' with { 'resolution-mode': 'import' };
import path from 'node:path';
import { table } from '../bench/common/tables';

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/**
 * Folders of `lib`. Each is tested only with the suites in the same folder of `__tests__`, where the tests of its code belong.
 * The suites of all folders would take ten times as long.
 */
const FOLDERS = [
  'protocol',
  'protocol/api',
  'protocol/callbacks',
  'protocol/messages',
  'webhook',
  'webhook/callback',
  'webhook/dispatch',
  'webhook/queue',
  'webhook/registration',
  'webhook/request',
];

/** The percentage of the mutants that must be noticed. */
const TARGET = 88;

interface Tally {
  folder: string;
  mutants: number;
  noticed: number;
  minutes: number;
}

async function main(folders: readonly string[]): Promise<void> {
  const unknown = folders.filter((folder) => !FOLDERS.includes(folder));
  if (unknown.length > 0) {
    throw new TypeError(`There is no folder ${unknown.join(', ')}. There are ${FOLDERS.join(', ')}.`);
  }
  const tallies: Tally[] = [];
  for (const folder of folders.length === 0 ? FOLDERS : folders) {
    console.log(`\n${folder}`);
    const startedAt = performance.now();
    const results = await run(folder);
    const survivors = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    for (const survivor of survivors) console.log(describe(survivor));
    const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    const minutes = (performance.now() - startedAt) / 60_000;
    tallies.push({ folder, mutants: noticed + survivors.length, noticed, minutes });
  }
  print(tallies);
}

async function run(folder: string): Promise<MutantResult[]> {
  // Stryker is an ES module, and this file is compiled to CommonJS.
  const stryker = await import('@stryker-mutator/core');
  return new stryker.Stryker({
    // The tables of rules are left out: their tests compare them with their sources.
    mutate: [`lib/${folder}/*.ts`, '!lib/protocol/**/*-schemas.ts'],
    jest: { config: { testMatch: [`**/__tests__/${folder}/*.test.ts`] } },
  }).runMutationTest();
}

/** Describes a mutant that no test noticed, with the number of its line, which Stryker counts from 0. */
function describe({ fileName, location, mutatorName, replacement }: MutantResult): string {
  const place = `${path.relative(process.cwd(), fileName)}:${String(location.start.line + 1)}`;
  return `  unnoticed: ${place} ${mutatorName}: ${replacement.replace(/\s+/g, ' ')}`;
}

function print(tallies: readonly Tally[]): void {
  const score = ({ mutants, noticed }: Pick<Tally, 'mutants' | 'noticed'>) =>
    mutants === 0 ? 100 : (100 * noticed) / mutants;
  const all = {
    folder: 'all',
    mutants: tallies.reduce((sum, { mutants }) => sum + mutants, 0),
    noticed: tallies.reduce((sum, { noticed }) => sum + noticed, 0),
    minutes: tallies.reduce((sum, { minutes }) => sum + minutes, 0),
  };
  const rows = [...tallies, all].map((tally) => [
    tally.folder,
    String(tally.mutants),
    String(tally.mutants - tally.noticed),
    `${score(tally).toFixed(1)} %`,
    tally.minutes.toFixed(0),
  ]);
  console.log(table(['folder', 'mutants', 'unnoticed', 'score', 'minutes'], rows));
  if (score(all) >= TARGET) return;
  console.error(`The score is below ${String(TARGET)} %.`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
