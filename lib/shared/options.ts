import { rejectUnknownOptions } from './nearest-name';

/** The longest delay of a timer in Node: `setTimeout` fires at once for anything longer. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The check of one option: returns its value, or its default for `undefined`.
 *
 * @throws `TypeError` that names the option and says what it must be
 */
export type OptionCheck<Value> = (value: unknown, name: string) => Value;

/** The options of a class or function: each by its name, with the check that knows its default. */
export type OptionChecks = Readonly<Record<string, OptionCheck<unknown>>>;

/** Checked options, with every default in place. */
export type ParsedOptions<Checks extends OptionChecks> = {
  readonly [Name in keyof Checks]: ReturnType<Checks[Name]>;
};

/**
 * Checks options against their specification.
 *
 * @param kind - what to call the options in an error
 * @throws `TypeError` for an unknown option, or for a value that its check refuses
 */
export function parseOptions<Checks extends OptionChecks>(
  kind: string,
  checks: Checks,
  options: unknown,
): ParsedOptions<Checks> {
  rejectUnknownOptions(options, checks, kind);
  const values = options as Record<string, unknown>;
  const parsed = Object.entries(checks).map(([name, check]) => [name, check(values[name], name)]);
  return Object.fromEntries(parsed) as ParsedOptions<Checks>;
}

/** A whole number. */
export function wholeNumber({
  default: defaultValue,
  min = 1,
  max = Number.MAX_SAFE_INTEGER,
}: {
  default: number;
  min?: number;
  max?: number;
}): OptionCheck<number> {
  return (value = defaultValue, name) => {
    if (value === defaultValue) return defaultValue;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    throw new TypeError(`${name} must be a whole number from ${String(min)} to ${String(max)}.`);
  };
}

/** `true` or `false`. */
export function boolean(defaultValue: boolean): OptionCheck<boolean> {
  return (value = defaultValue, name) => {
    if (typeof value === 'boolean') return value;
    throw new TypeError(`${name} must be true or false.`);
  };
}

/** One of a few strings, the first of which is the default. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  ...values: Values
): OptionCheck<Values[number]> {
  return (value = values[0], name) => {
    if (values.includes(value as string)) return value as Values[number];
    throw new TypeError(`${name} must be ${values.map((known) => `'${known}'`).join(' or ')}.`);
  };
}

/** A string. */
export function string({
  default: defaultValue,
  min = 0,
}: {
  default: string;
  min?: number;
}): OptionCheck<string> {
  return (value = defaultValue, name) => {
    if (typeof value === 'string' && value.length >= min) return value;
    throw new TypeError(`${name} must be a ${min > 0 ? 'non-empty ' : ''}string.`);
  };
}

/** A value that may be left out, and is `undefined` then. */
export function optional<Value>(check: OptionCheck<Value>): OptionCheck<Value | undefined> {
  return (value, name) => (value === undefined ? undefined : check(value, name));
}

/** Options inside an option; errors name them as `name.inner`. */
export function group<Checks extends OptionChecks>(checks: Checks): OptionCheck<ParsedOptions<Checks>> {
  return (value = {}, name) => {
    const inner = Object.entries(checks).map(([key, check]) => [
      key,
      (of: unknown) => check(of, `${name}.${key}`),
    ]);
    return parseOptions(name, Object.fromEntries(inner) as Checks, value);
  };
}

/** The number itself. @throws `TypeError` that names the option, if it is none */
export function positiveInteger(name: string, value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw new TypeError(`${name} must be a whole number from 1 to ${String(max)}.`);
}

/** The boolean itself. @throws `TypeError` that names the option, if it is none */
export function checkedBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${name} must be true or false.`);
}
