import { QUEUE_SERVERS } from '../__tests__/fixtures/queue-servers';
import { bodyBytes } from './messages';
import { compile } from './compile';
import { measureLoadingCost } from './loading-cost';
import { pinTo, LOAD_PROCESSOR } from './processor';
import { parseRunOptions } from './run-options';
import { findContenders, WITH_QUEUE } from './contenders';
import { loadingReport, queueReport, requestReport } from './report';
import { measureRequestCost } from './request-cost';
import type { Target } from './targets';
import { isMet, targetLine } from './targets';

async function main(): Promise<void> {
  const options = parseRunOptions(process.argv.slice(2));
  const targets: Target[] = [];
  print(`Node ${process.version}, Express 5, one text message of ${String(bodyBytes())} bytes`);
  compile();
  const isPinned = pinTo(LOAD_PROCESSOR, process.pid);
  print(
    isPinned
      ? 'the servers run on one processor, the load on another'
      : 'not pinned to processors, so expect noise: pinning requires taskset',
  );
  if (options.parts.includes('loading')) {
    const { lines, target } = loadingReport(measureLoadingCost());
    lines.forEach(print);
    targets.push(target);
  }
  if (options.parts.includes('requests')) {
    const { present, skipped } = findContenders();
    const { lines, target } = requestReport(await measureRequestCost(present, options), skipped);
    lines.forEach(print);
    targets.push(target);
  }
  if (options.parts.includes('queue')) {
    const redis = QUEUE_SERVERS.find(({ name }) => name === 'Redis');
    if (redis === undefined || redis.missing !== undefined) {
      print(`\nthe cost with a queue was not measured: ${String(redis?.missing)}`);
    } else {
      const server = await redis.launch();
      process.env['QUEUE_URL'] = server.url;
      try {
        const { lines, target } = queueReport(await measureRequestCost(Object.values(WITH_QUEUE), options));
        lines.forEach(print);
        targets.push(target);
      } finally {
        await server.close();
      }
    }
  }
  print('');
  targets.map(targetLine).forEach(print);
  if (options.strict && !targets.every(isMet)) process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
