import { bodyBytes } from './messages';
import { compile } from './compile';
import { measureLoadingCost } from './loading-cost';
import { parseRunOptions } from './run-options';
import { loadingReport, requestReport } from './report';
import { measureRequestCost } from './request-cost';
import type { Target } from './targets';
import { isMet, targetLine } from './targets';

async function main(): Promise<void> {
  const options = parseRunOptions(process.argv.slice(2));
  const targets: Target[] = [];
  print(`Node ${process.version}, Express 5, one text message of ${String(bodyBytes())} bytes`);
  compile();
  if (options.parts.includes('loading')) {
    const { lines, target } = loadingReport(measureLoadingCost());
    lines.forEach(print);
    targets.push(target);
  }
  if (options.parts.includes('requests')) {
    const { lines, target } = requestReport(await measureRequestCost(options));
    lines.forEach(print);
    targets.push(target);
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
