import { closest, distance } from 'fastest-levenshtein';

/** The known name that a misspelled one is nearest to; `undefined` where none is near. */
export function nearestName(name: string, knownNames: readonly string[]): string | undefined {
  const lowerCase = knownNames.map((known) => known.toLowerCase());
  const index = lowerCase.indexOf(closest(name.toLowerCase(), lowerCase));
  const nearest = String(knownNames[index]);
  const distanceToIt = distance(name.toLowerCase(), nearest.toLowerCase());
  return distanceToIt * 2 <= Math.max(name.length, nearest.length) ? nearest : undefined;
}

/** ` Did you mean "x"?` for the known name a misspelled one is nearest to, or all of them where none is near. */
export function didYouMean(name: string, knownNames: readonly string[]): string {
  const nearest = nearestName(name, knownNames);
  return nearest === undefined ? ` Known are ${knownNames.join(', ')}.` : ` Did you mean "${nearest}"?`;
}

/**
 * Refuses options under names nobody knows, since an option that is misspelled is an option that is lost.
 *
 * @param known - an object with every name, such as all defaults, so that the compiler can hold it against the type of
 * the options
 * @param kind - what to call the options
 * @throws `TypeError` that names the nearest known one, or says that an object is wanted
 */
export function rejectUnknownOptions(options: unknown, known: object, kind: string): void {
  const knownNames = Object.keys(known);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${kind} options must be an object such as { ${String(knownNames[0])}: … }.`);
  }
  const unknown = Object.keys(options).find((name) => !knownNames.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`"${unknown}" is not a known ${kind} option.${didYouMean(unknown, knownNames)}`);
}
