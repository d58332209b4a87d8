/**
 * Installs the packed package beside other versions of what it works with, and runs small programs against it.
 *
 * `npm run matrix` runs all cells; `npm run matrix -- Node Express` those of two axes.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { REDIS } from '../../__tests__/fixtures/queue-servers';
import { packPackage } from '../../__tests__/integration/packed-package';
import type { Cell } from './cells';
import { CELLS } from './cells';

/** A cell with what came of it. */
interface Outcome {
  cell: Cell;
  result: 'passed' | 'failed' | 'skipped';
  seconds: number;
}

/** Enough for an install and the slowest compiler. */
const COMMAND_TIMEOUT_MS = 120_000;

async function main(axes: readonly string[]): Promise<void> {
  const unknown = axes.filter((name) => !CELLS.some(({ axis }) => axis === name));
  if (unknown.length > 0) {
    const known = [...new Set(CELLS.map(({ axis }) => axis))].join(', ');
    throw new TypeError(`There is no axis ${unknown.join(', ')}. There are ${known}.`);
  }
  const cells = CELLS.filter(({ axis }) => axes.length === 0 || axes.includes(axis));
  const packed = await packPackage();
  // Outside the checkout, whose node_modules would otherwise be found.
  const folder = mkdtempSync(path.join(tmpdir(), 'express-viber-matrix-'));
  try {
    const outcomes: Outcome[] = [];
    for (const [index, cell] of cells.entries()) {
      process.stdout.write(`${String(index + 1)}/${String(cells.length)} ${cell.axis} ${cell.version}: `);
      const outcome = await tryCell(cell, packed.tarball, path.join(folder, String(index)));
      process.stdout.write(`${outcome.result} after ${String(outcome.seconds)} s\n`);
      outcomes.push(outcome);
    }
    process.stdout.write(`\n${table(outcomes)}\n`);
    if (outcomes.some(({ result }) => result === 'failed')) process.exitCode = 1;
  } finally {
    for (const each of [folder, packed.folder]) rmSync(each, { recursive: true, force: true });
  }
}

async function tryCell(cell: Cell, tarball: string, folder: string): Promise<Outcome> {
  const startedAt = performance.now();
  const needed = cell.needsRedis === true ? REDIS : undefined;
  let result: Outcome['result'] = 'skipped';
  if (needed?.missing !== undefined) process.stdout.write(`${needed.missing} `);
  else {
    const server = await needed?.launch();
    try {
      result = runCell(cell, tarball, folder, server && { QUEUE_URL: server.url }) ? 'passed' : 'failed';
    } finally {
      await server?.close();
    }
  }
  return { cell, result, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

function runCell(cell: Cell, tarball: string, folder: string, environment?: Record<string, string>): boolean {
  mkdirSync(folder);
  cpSync(path.join(__dirname, 'programs'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const install = `npm install --no-audit --no-fund --prefer-offline ${[tarball, ...cell.packages].join(' ')}`;
  return [install, ...cell.commands].every((command) => run(command, folder, environment));
}

/** Runs a command in a shell, and prints its output if it fails. */
function run(command: string, cwd: string, environment: Record<string, string> = {}): boolean {
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    cwd,
    encoding: 'utf8',
    timeout: COMMAND_TIMEOUT_MS,
    // Without the options of this process, which load a compiler.
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  });
  if (status !== 0) process.stdout.write(`\n$ ${command}\n${stdout}${stderr}\n`);
  return status === 0;
}

function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ cell, result }) => `| ${cell.axis} | ${cell.version} | ${result} |`);
  return ['| | version | result |', '| --- | --- | --- |', ...rows].join('\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
