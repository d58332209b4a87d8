import { parseArgs } from 'node:util';

const PARTS = ['loading', 'requests', 'queue'] as const;

/** A measurement. */
export type Part = (typeof PARTS)[number];

/** The options of the command line. */
export interface RunOptions {
  parts: readonly Part[];
  rounds: number;
  requestsPerRound: number;
  /** Whether a missed target makes the exit code 1. */
  strict: boolean;
}

/** @throws `TypeError` for an unknown flag or an invalid value */
export function parseRunOptions(args: string[]): RunOptions {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '48' },
      requests: { type: 'string', default: '1000' },
      only: { type: 'string' },
      strict: { type: 'boolean', default: false },
    },
  });
  return {
    parts: PARTS.filter((part) => values.only === undefined || part === checkedPart(values.only)),
    rounds: wholeNumber('--rounds', values.rounds, 1000),
    requestsPerRound: wholeNumber('--requests', values.requests, 100_000),
    strict: values.strict,
  };
}

function checkedPart(only: string): Part {
  const part = PARTS.find((known) => known === only);
  if (part === undefined) throw new TypeError(`--only takes ${PARTS.join(', ')}.`);
  return part;
}

function wholeNumber(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new TypeError(`${flag} takes a whole number from 1 to ${String(max)}.`);
}
