import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean "x"?` for the known name a misspelled one is nearest to, or all of them where none is near. */
export function didYouMean(name: string, knownNames: readonly string[]): string {
  const nearest = closest(name, knownNames);
  const isNear =
    distance(name.toLowerCase(), nearest.toLowerCase()) * 2 <= Math.max(name.length, nearest.length);
  return isNear ? ` Did you mean "${nearest}"?` : ` Known are ${knownNames.join(', ')}.`;
}

/**
 * Refuses options under names nobody knows, since an option that is misspelled is an option that is lost.
 *
 * @param kind - what to call such an option
 * @throws `TypeError` that names the nearest known one
 */
export function refuseUnknownNames(options: object, knownNames: readonly string[], kind: string): void {
  const unknown = Object.keys(options).find((name) => !knownNames.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`"${unknown}" is not a known ${kind}.${didYouMean(unknown, knownNames)}`);
}
