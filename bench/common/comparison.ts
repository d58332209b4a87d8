import type { Spread } from './statistics';
import { median, ratios, spreadOf } from './statistics';
import { spreadText } from './tables';

/** Something whose cost is measured again and again. */
export interface Subject {
  name: string;
  /** Measures one round. */
  measure: () => Promise<number>;
}

/** The cost of a subject: one value for each round. */
export interface Costs {
  name: string;
  values: number[];
}

/**
 * Measures the subjects in turns, so that other load on the machine affects all of them alike. Another one goes first in
 * each round.
 */
export async function interleave(subjects: readonly Subject[], rounds: number): Promise<Costs[]> {
  const measured = subjects.map(({ name, measure }) => ({ name, measure, values: [] as number[] }));
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

function valuesOf(costs: readonly Costs[], wanted: string): number[] | undefined {
  return costs.find(({ name }) => name === wanted)?.values;
}
