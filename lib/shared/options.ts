import { didYouMean } from './nearest-name';

/** The longest delay of a timer in Node. `setTimeout` fires at once for anything longer. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Checks one option and returns its value, or its default for `undefined`.
 *
 * @param name - the name of the option in an error
 * @throws `TypeError` that says what the option must be
 */
export type OptionCheck<Value> = (value: unknown, name: string) => Value;

/** The specification of the options of a class or function: the check of each option, by its name. */
export type OptionChecks = Readonly<Record<string, OptionCheck<unknown>>>;

/** Options after their checks, with all defaults. */
export type ParsedOptions<Checks extends OptionChecks> = {
  readonly [Name in keyof Checks]: ReturnType<Checks[Name]>;
};

/**
 * Checks options against their specification.
 *
 * @param kind - the name of the options in an error, such as the class they are for
 * @throws `TypeError` for an unknown option, a value that its check rejects, or options that are not an object
 */
export function parseOptions<Checks extends OptionChecks>(
  kind: string,
  checks: Checks,
  options: unknown,
): ParsedOptions<Checks> {
  return parseNamed(kind, checks, options, '');
}

/** Options inside an option. Errors name them as `name.inner`. */
export function group<Checks extends OptionChecks>(checks: Checks): OptionCheck<ParsedOptions<Checks>> {
  return (value = {}, name) => parseNamed(name, checks, value, `${name}.`);
}

function parseNamed<Checks extends OptionChecks>(
  kind: string,
  checks: Checks,
  options: unknown,
  prefix: string,
): ParsedOptions<Checks> {
  const knownNames = Object.keys(checks);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${kind} options must be an object such as { ${String(knownNames[0])}: … }.`);
  }
  // A misspelled option would otherwise be ignored.
  const unknownName = Object.keys(options).find((name) => !knownNames.includes(name));
  if (unknownName !== undefined) {
    throw new TypeError(`Unknown ${kind} option "${unknownName}".${didYouMean(unknownName, knownNames)}`);
  }
  const values = options as Record<string, unknown>;
  const parsed = Object.entries(checks).map(([name, check]) => [name, check(values[name], prefix + name)]);
  return Object.fromEntries(parsed) as ParsedOptions<Checks>;
}

/** A whole number from `min` to `max`. Required if it has no default, which may lie outside: `Infinity` for no limit. */
export function wholeNumber({
  default: defaultValue,
  min = 1,
  max = Number.MAX_SAFE_INTEGER,
}: {
  default?: number;
  min?: number;
  max?: number;
}): OptionCheck<number> {
  return (value, name) => {
    if (value === undefined && defaultValue !== undefined) return defaultValue;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    throw new TypeError(`${name} must be a whole number from ${String(min)} to ${String(max)}.`);
  };
}

/** A string of `min` to `max` characters. Required if it has no default. */
export function string({
  default: defaultValue,
  min = 0,
  max = Infinity,
}: {
  default?: string;
  min?: number;
  max?: number;
} = {}): OptionCheck<string> {
  const kind = min > 0 && max === Infinity ? 'a non-empty string' : 'a string';
  const limits = max === Infinity ? '' : ` of ${String(min)} to ${String(max)} characters`;
  return (value = defaultValue, name) => {
    const characters = typeof value === 'string' ? Array.from(value).length : -1;
    if (characters >= min && characters <= max) return value as string;
    throw new TypeError(`${name} must be ${kind}${limits}.`);
  };
}

/** `true` or `false`. */
export function boolean(defaultValue: boolean): OptionCheck<boolean> {
  return (value = defaultValue, name) => {
    if (typeof value === 'boolean') return value;
    throw new TypeError(`${name} must be true or false.`);
  };
}

/** One of several strings. The first is the default. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  ...values: Values
): OptionCheck<Values[number]> {
  return (value = values[0], name) => {
    if (values.includes(value as string)) return value as Values[number];
    throw new TypeError(`${name} must be ${values.map((known) => `'${known}'`).join(' or ')}.`);
  };
}

/** An option without a default: `undefined` if it is left out. */
export function optional<Value>(check: OptionCheck<Value>): OptionCheck<Value | undefined> {
  return (value, name) => (value === undefined ? undefined : check(value, name));
}
