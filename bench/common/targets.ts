import type { Spread } from './statistics';
import { spreadText, table } from './tables';

/** A figure and the limit that it should not exceed. */
export interface Target {
  figure: string;
  /** What the figure compares with what. */
  name: string;
  limit: number;
  /** A higher limit that is still accepted. */
  accepted?: number;
}

/** What express-viber should reach. All are ratios, except `heap`. */
export const TARGETS = [
  { figure: 'warm', name: 'warm CPU a request / by hand', limit: 0.92, accepted: 0.97 },
  { figure: 'warmLine', name: 'warm CPU a request / @line/bot-sdk', limit: 0.95 },
  { figure: 'warmOctokit', name: 'warm CPU a request / @octokit/webhooks', limit: 1 },
  { figure: 'warmViberBot', name: 'warm CPU a request / viber-bot', limit: 0.6 },
  { figure: 'cold', name: 'CPU a request in the first 3 seconds / by hand', limit: 1.1 },
  { figure: 'first', name: 'CPU of the first callback / first request by hand', limit: 2 },
  { figure: 'loading5', name: 'loading after Express 5 / loading Express 5', limit: 0.15 },
  { figure: 'loading4', name: 'loading after Express 4 / loading Express 4', limit: 0.25 },
  { figure: 'queue', name: 'CPU a request with a Redis queue / by hand with a queue', limit: 1.03 },
  { figure: 'sync', name: 'in process, sync listener / HMAC and JSON.parse', limit: 1.6 },
  { figure: 'async', name: 'in process, async listener / HMAC and JSON.parse', limit: 1.9 },
  { figure: 'remembered', name: 'a callback with 1,000,000 remembered / with none', limit: 1.2 },
  // A leak of one object for each callback would be at least 16.
  { figure: 'heap', name: 'growth of the heap, bytes a callback', limit: 2 },
] as const satisfies readonly Target[];

/** What a target is about. */
export type FigureName = (typeof TARGETS)[number]['figure'];

/** What was measured; `undefined` for what was not. */
export type Figures = Map<FigureName, Spread | undefined>;

/** A figure this many times its limit is a gross regression: more than the noise of a busy machine, and than what is missed today. */
export const GROSS = 2;

/** Compares a figure with its target. `median` is `undefined` if it was not measured. */
export function verdict(
  { limit, accepted }: Target,
  median: number | undefined,
): 'met' | 'accepted' | 'missed' | 'not measured' {
  if (median === undefined) return 'not measured';
  if (median <= limit) return 'met';
  return accepted !== undefined && median <= accepted ? 'accepted' : 'missed';
}

/** The measured figures that missed their target, or with `factor` a multiple of it. */
export function missedTargets(figures: ReadonlyMap<string, Spread | undefined>, factor = 1): Target[] {
  return TARGETS.filter((target: Target) => {
    const measured = figures.get(target.figure)?.median;
    return verdict(target, measured === undefined ? undefined : measured / factor) === 'missed';
  });
}

/** One row for each target: the figure with its spread, the limit, and whether it was met. */
export function targetsTable(figures: ReadonlyMap<string, Spread | undefined>): string {
  const rows = TARGETS.map((target: Target) => {
    const { figure, name, limit, accepted } = target;
    const measured = figures.get(figure);
    return [
      name,
      measured === undefined ? '' : spreadText(measured),
      `${limit.toFixed(2)}${accepted === undefined ? '' : `, accepted at ${accepted.toFixed(2)}`}`,
      verdict(target, measured?.median),
    ];
  });
  return table(['figure', 'measured (middle half)', 'at most', ''], rows);
}
