import type { Contender } from './contenders';
import { BY_HAND, EXPRESS_VIBER, OVER_QUEUES, WITH_QUEUE } from './contenders';
import type { LoadingCost } from './loading-cost';
import type { RequestCost } from './request-cost';
import { median, quantile } from './statistics';
import type { Target } from './targets';

/** What is printed about a measurement. */
export interface Report {
  lines: string[];
  target: Target;
}

/** One line for each version of Express: both times and their ratio. */
export function loadingReport(costs: readonly LoadingCost[]): Report {
  const rows = costs.map(({ name, runs }) => {
    const ratios = runs.map(({ expressMs, libraryMs }) => libraryMs / expressMs);
    const expressMs = median(runs.map((run) => run.expressMs)).toFixed(1);
    const libraryMs = median(runs.map((run) => run.libraryMs)).toFixed(1);
    return row(`after ${name} (${expressMs} ms)`, libraryMs, ratios);
  });
  const first = costs[0]?.runs.map(({ expressMs, libraryMs }) => libraryMs / expressMs) ?? [];
  return {
    lines: [head('loading express-viber', 'ms'), ...rows],
    target: { name: 'cost of loading', ratio: median(first), of: 'Express 5', limit: 1 / 3 },
  };
}

/** One line for each contender: processor time and its ratio to the handler written by hand. */
export function requestReport(costs: readonly RequestCost[], skipped: readonly Contender[]): Report {
  const { lines, ratio } = comparison('one message over HTTP', costs, BY_HAND, EXPRESS_VIBER);
  return {
    lines: [
      ...lines,
      ...skipped.map(({ name }) => `${name.padEnd(40)}skipped: not installed, run npm ci --prefix bench`),
    ],
    target: { name: 'cost per request', ratio, of: 'by hand', limit: 1.1 },
  };
}

/** The same for the contenders with a queue. */
export function queueReport(costs: readonly RequestCost[]): Report {
  const { byHand, expressViber } = WITH_QUEUE;
  const { lines, ratio } = comparison('one message into a queue', costs, byHand, expressViber);
  return { lines, target: { name: 'cost with a queue', ratio, of: 'by hand', limit: 1.05 } };
}

/** The same for web processes that send to one queue and to many. */
export function queuesReport(costs: readonly RequestCost[]): Report {
  const { one, many } = OVER_QUEUES;
  const { lines, ratio } = comparison('web process, one message', costs, one, many);
  return { lines, target: { name: 'web cost of 32 queues', ratio, of: '1 queue', limit: 1.05 } };
}

function comparison(subject: string, costs: readonly RequestCost[], baseline: Contender, judged: Contender) {
  const costsOf = (wanted: Contender): number[] =>
    costs.find(({ contender }) => contender === wanted)?.cpuMicroseconds ?? [];
  const byHand = costsOf(baseline);
  // Compares values of the same round, so that a slow phase of the machine cancels out.
  const ratiosToByHand = (values: readonly number[]): number[] =>
    values.map((value, round) => value / (byHand[round] ?? NaN));

  return {
    lines: [
      head(subject, 'CPU us'),
      ...costs.map(({ contender, cpuMicroseconds }) =>
        row(contender.name, median(cpuMicroseconds).toFixed(1), ratiosToByHand(cpuMicroseconds)),
      ),
    ],
    ratio: median(ratiosToByHand(costsOf(judged))),
  };
}

function head(subject: string, unit: string): string {
  return `\n${columns(subject, unit, 'ratio', 'middle half of the ratios')}`;
}

function row(name: string, cost: string, ratios: readonly number[]): string {
  const spread = `${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}`;
  return columns(name, cost, median(ratios).toFixed(2), spread);
}

function columns(name: string, cost: string, ratio: string, spread: string): string {
  return `${name.padEnd(40)}${cost.padStart(8)}${ratio.padStart(8)}   ${spread}`;
}
