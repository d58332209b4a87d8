import Table from 'cli-table3';
import type { Spread } from './statistics';

/** A table in plain characters, without colours. */
export function table(head: string[], rows: string[][]): string {
  const plain = new Table({ head, style: { head: [], border: [], compact: true } });
  plain.push(...rows);
  return plain.toString();
}

/** Formats a ratio with the middle half of its rounds: `1.05 (1.02 to 1.09)`. */
export function spreadText({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
