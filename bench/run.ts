/**
 * Measures what a verified message costs, next to a handler written by hand and to other libraries: `npm run bench`, about
 * a quarter of an hour. README.md says how to read it.
 */
import { BODY_BYTES } from './common/messages';
import type { Part, Run } from './common/options';
import { parseRunOptions } from './common/options';
import { pinLoad } from './common/processor';
import { buildPrograms } from './common/programs';
import { GROSS, missedTargets, targetsTable } from './common/targets';
import { measureConnections } from './http/connections';
import { measureLatency } from './http/latency';
import { measureQueue } from './http/queue';
import { measureRequests } from './http/requests';
import { measureCallbacks, measureListeners, measureSteps } from './in-process/callbacks';
import { measureHeap, measureRemembered } from './in-process/memory';
import { measureLoading } from './loading/loading';

const MEASUREMENTS: readonly { parts: readonly Part[]; measure: (run: Run) => void | Promise<void> }[] = [
  { parts: ['loading'], measure: measureLoading },
  // Together, because their figures stand beside each other.
  { parts: ['first', 'cold', 'warm'], measure: measureRequests },
  { parts: ['process'], measure: measureCallbacks },
  { parts: ['steps'], measure: measureSteps },
  { parts: ['listeners'], measure: measureListeners },
  { parts: ['remembered'], measure: measureRemembered },
  { parts: ['heap'], measure: measureHeap },
  { parts: ['connections'], measure: measureConnections },
  { parts: ['latency'], measure: measureLatency },
  { parts: ['queue'], measure: measureQueue },
];

async function main(): Promise<void> {
  const { parts, size, isStrict } = parseRunOptions(process.argv.slice(2));
  const run: Run = { parts, size, figures: new Map(), print, progress };
  buildPrograms();
  print(`Node ${process.version}, Express 5, text messages of ${String(BODY_BYTES)} bytes`);
  print(pinLoad());
  if (size !== 'full') print('A short run: the figures only show gross mistakes.');
  for (const { parts: wanted, measure } of MEASUREMENTS) {
    if (wanted.some((part) => parts.includes(part))) await measure(run);
  }
  progress('done');
  print('\nTargets');
  print(targetsTable(run.figures));
  if (size === 'guard') checkGuard(run);
  else if (isStrict && missedTargets(run.figures).length > 0) process.exitCode = 1;
}

function checkGuard({ figures }: Run): void {
  const gross = missedTargets(figures, GROSS);
  for (const { name } of gross)
    print(`gross regression, more than ${String(GROSS)} times the limit: ${name}`);
  if (gross.length > 0) process.exitCode = 1;
  else print(`No figure is more than ${String(GROSS)} times its limit.`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Apart from the results, which may go into a file. */
function progress(text: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
