import Table from 'cli-table3';
import type { Spread } from './statistics';
import { median } from './statistics';

/** A table in plain characters, without colours. */
export function table(head: string[], rows: string[][]): string {
  const plain = new Table({ head, style: { head: [], border: [], compact: true } });
  plain.push(...rows);
  return plain.toString();
}

/** Formats a ratio with the middle half of its rounds: `1.05 (1.02 to 1.09)`. */
export function spreadText({ median: middle, low, high }: Spread): string {
  return `${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** Formats the median of the rounds with the lowest and the highest: `52 (48 to 61)`. */
export function rangeText(values: readonly number[], digits: number): string {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${lowest.toFixed(digits)} to ${highest.toFixed(digits)})`;
}
