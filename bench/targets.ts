/** A ratio and the limit that it should not exceed. */
export interface Target {
  name: string;
  /** The measured ratio. */
  ratio: number;
  /** The baseline of the ratio. */
  of: string;
  limit: number;
}

export function isMet({ ratio, limit }: Target): boolean {
  return ratio <= limit;
}

/** Formats a target: `cost per request: 1.05 of by hand (target 1.10): met`. */
export function targetLine(target: Target): string {
  const { name, ratio, of, limit } = target;
  return `${name}: ${ratio.toFixed(2)} of ${of} (target ${limit.toFixed(2)}): ${isMet(target) ? 'met' : 'missed'}`;
}
