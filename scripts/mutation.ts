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
 * Folders of `lib`. Each is first tested with the suites of the same folder of `__tests__`, which takes a tenth of the time
 * that all suites take.
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
    const results = await run([`lib/${folder}/*.ts`], folder);
    const survivors = await survivorsOf(results.filter(isUnnoticed), folder);
    for (const survivor of survivors) console.log(describe(survivor));
    const mutants = results.filter((mutant) => isNoticed(mutant) || isUnnoticed(mutant)).length;
    const noticed = mutants - survivors.length;
    const minutes = (performance.now() - startedAt) / 60_000;
    tallies.push({ folder, mutants, noticed, minutes });
  }
  print(tallies);
}

/** Tests what the suites of a folder have not noticed with those of the folders beside it. */
async function survivorsOf(unnoticed: readonly MutantResult[], folder: string): Promise<MutantResult[]> {
  if (unnoticed.length === 0) return [];
  const suites = folder.startsWith('protocol') ? '{protocol,messages}/**' : 'webhook/**';
  // A range may contain other mutants, which were noticed before.
  const results = await run(unnoticed.map(rangeOf), suites);
  const noticed = new Set(results.filter(isNoticed).map(keyOf));
  return unnoticed.filter((mutant) => !noticed.has(keyOf(mutant)));
}

/** Tests the mutants in files, or in ranges of files, with the suites of some folders of `__tests__`. */
async function run(mutate: string[], suites: string): Promise<MutantResult[]> {
  // Stryker can only be imported.
  const stryker = await import('@stryker-mutator/core');
  return new stryker.Stryker({
    // Not the tables of rules, whose tests compare them with their sources.
    mutate: [...mutate, '!lib/protocol/**/*-schemas.ts'],
    jest: { config: { testMatch: [`**/__tests__/${suites}/*.test.ts`] } },
  }).runMutationTest();
}

function isNoticed({ status }: MutantResult): boolean {
  return status === 'Killed' || status === 'Timeout';
}

function isUnnoticed({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function keyOf(mutant: MutantResult): string {
  return `${rangeOf(mutant)} ${mutant.replacement}`;
}

/** Where a mutant is, as Stryker's `mutate` takes it: there, columns count from 0. */
function rangeOf({ fileName, location: { start, end } }: MutantResult): string {
  const file = path.relative(process.cwd(), fileName);
  const place = ({ line, column }: typeof start) => `${String(line)}:${String(column - 1)}`;
  return `${file}:${place(start)}-${place(end)}`;
}

function describe(mutant: MutantResult): string {
  return `  unnoticed: ${rangeOf(mutant)} ${mutant.mutatorName}: ${mutant.replacement.replace(/\s+/g, ' ')}`;
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
