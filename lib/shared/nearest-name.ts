import { closest, distance } from 'fastest-levenshtein';

/** The known name that a misspelled name is most similar to; `undefined` if none is similar. */
export function nearestName(name: string, knownNames: readonly string[]): string | undefined {
  const lowerCase = knownNames.map((known) => known.toLowerCase());
  const index = lowerCase.indexOf(closest(name.toLowerCase(), lowerCase));
  const nearest = String(knownNames[index]);
  const distanceToIt = distance(name.toLowerCase(), nearest.toLowerCase());
  return distanceToIt * 2 <= Math.max(name.length, nearest.length) ? nearest : undefined;
}

/** The end of an error about an unknown name: ` Did you mean "x"?`, or all known names if none is similar. */
export function didYouMean(name: string, knownNames: readonly string[]): string {
  const nearest = nearestName(name, knownNames);
  return nearest === undefined ? ` Expected one of ${knownNames.join(', ')}.` : ` Did you mean "${nearest}"?`;
}

/**
 * Checks the names of options. New code calls `parseOptions` instead, which checks the values as well.
 *
 * @param known - an object with every name as a key
 * @param kind - the name of the options in an error
 * @throws `TypeError` for an unknown option, or if `options` is not an object
 */
export function rejectUnknownOptions(options: unknown, known: object, kind: string): void {
  const knownNames = Object.keys(known);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${kind} options must be an object such as { ${String(knownNames[0])}: … }.`);
  }
  const unknown = Object.keys(options).find((name) => !knownNames.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`Unknown ${kind} option "${unknown}".${didYouMean(unknown, knownNames)}`);
}
