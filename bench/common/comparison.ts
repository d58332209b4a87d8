import type { Spread } from './statistics';
import { median, ratios, spreadOf } from './statistics';
import { spreadText, table } from './tables';

/** Something that is measured again and again. */
export interface Subject<Value = number> {
  name: string;
  /** Measures one round. */
  measure: () => Promise<Value>;
}

/** What was measured of a subject: one value for each round. */
export interface Measured<Value> {
  name: string;
  values: Value[];
}

/** The cost of a subject. */
export type Costs = Measured<number>;

/**
 * Measures the subjects in turns, so that other load on the machine affects all of them alike. Another one goes first in
 * each round.
 */
export async function interleave<Value>(
  subjects: readonly Subject<Value>[],
  rounds: number,
): Promise<Measured<Value>[]> {
  const measured = subjects.map(({ name, measure }) => ({ name, measure, values: [] as Value[] }));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % measured.length;
    for (const { measure, values } of [...measured.slice(first), ...measured.slice(0, first)]) {
      values.push(await measure());
    }
  }
  return measured.map(({ name, values }) => ({ name, values }));
}

/** Joins measurements of the same subjects, in the order of their rounds. */
export function joinRounds(measurements: readonly (readonly Costs[])[]): Costs[] {
  const [first = []] = measurements;
  return first.map(({ name }) => ({
    name,
    values: measurements.flatMap((costs) => valuesOf(costs, name) ?? []),
  }));
}

/** The ratio of one subject to another in each round, or `undefined` if one of them was not measured. */
export function ratioOf(costs: readonly Costs[], name: string, baseline: string): Spread | undefined {
  const [values, baselineValues] = [valuesOf(costs, name), valuesOf(costs, baseline)];
  if (values === undefined || baselineValues === undefined) return undefined;
  return spreadOf(ratios(values, baselineValues));
}

/** The cells of a subject: its cost, and its ratio to the baseline with its spread. */
export function costCells(costs: readonly Costs[], name: string, baseline: string, digits = 1): string[] {
  const values = valuesOf(costs, name);
  const ratio = ratioOf(costs, name, baseline);
  if (values === undefined) return ['', ''];
  return [median(values).toFixed(digits), ratio === undefined ? '' : spreadText(ratio)];
}

/** One row for each subject, with {@link costCells}. `subjects` is the head of their names. */
export function costTable(
  costs: readonly Costs[],
  baseline: string,
  { subjects = '', digits = 1 }: { subjects?: string; digits?: number } = {},
): string {
  const rows = costs.map(({ name }) => [name, ...costCells(costs, name, baseline, digits)]);
  return table([subjects, 'CPU us', 'ratio (middle half)'], rows);
}

function valuesOf(costs: readonly Costs[], wanted: string): number[] | undefined {
  return costs.find(({ name }) => name === wanted)?.values;
}
