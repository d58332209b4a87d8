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
