import { parseArgs } from 'node:util';
import type { Figures } from './targets';

/** The measurements, in the order in which they run. */
export const PARTS = [
  'loading',
  'first',
  'cold',
  'warm',
  'process',
  'steps',
  'listeners',
  'remembered',
  'heap',
  'connections',
  'latency',
  'queue',
] as const;

/** A measurement. */
export type Part = (typeof PARTS)[number];

/** How much is measured. The figures of `quick` and `guard` are only good for finding gross mistakes. */
export type Size = 'full' | 'quick' | 'guard';

/** The parts of the guard: the ones that a mistake slows down first, and that need nothing else installed. */
const GUARD_PARTS: readonly Part[] = ['loading', 'first', 'cold', 'warm', 'process'];

/** The options of the command line. */
export interface RunOptions {
  parts: readonly Part[];
  size: Size;
  /** Whether a missed target makes the exit code 1. */
  isStrict: boolean;
}

/** One run of the command, as the measurements see it. */
export interface Run extends Pick<RunOptions, 'parts' | 'size'> {
  /** What the targets are compared with; measurements add to it. */
  figures: Figures;
  /** Prints a result. */
  print: (text: string) => void;
  /** Says what is being measured. */
  progress: (text: string) => void;
}

/** @throws `TypeError` for an unknown flag or part */
export function parseRunOptions(args: string[]): RunOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      guard: { type: 'boolean', default: false },
    },
  });
  const all = values.guard ? GUARD_PARTS : PARTS;
  return {
    parts: values.only === undefined ? all : checkedParts(values.only),
    size: values.guard ? 'guard' : values.quick ? 'quick' : 'full',
    isStrict: values.strict,
  };
}

/** Chooses the amount of a size. The guard measures as much as `quick` where it has no amount of its own. */
export function amountOf<Amount>(
  { full, quick, guard = quick }: { full: Amount; quick: Amount; guard?: Amount },
  size: Size,
): Amount {
  return { full, quick, guard }[size];
}

function checkedParts(only: string): Part[] {
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no part "${unknown}". --only takes ${PARTS.join(',')}.`);
  }
  return PARTS.filter((part) => names.includes(part));
}
