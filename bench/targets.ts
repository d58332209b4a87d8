/** A ratio that is not to be exceeded. */
export interface Target {
  name: string;
  /** The ratio that was measured. */
  ratio: number;
  /** What it is a ratio to. */
  of: string;
  limit: number;
}

export function isMet({ ratio, limit }: Target): boolean {
  return ratio <= limit;
}

/** The target in one line: `cost per request: 1.05 of by hand (target 1.10): met`. */
export function targetLine(target: Target): string {
  const { name, ratio, of, limit } = target;
  return `${name}: ${ratio.toFixed(2)} of ${of} (target ${limit.toFixed(2)}): ${isMet(target) ? 'met' : 'missed'}`;
}
