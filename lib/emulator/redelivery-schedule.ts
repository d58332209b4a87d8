const HOUR_MS = 3_600_000;

/**
 * Milliseconds from a failed attempt to the next; `undefined` when Viber gives up. About a second three times, then
 * pauses of minutes [claim], for an hour [doc]; no table was ever published.
 *
 * @param attempts - how many there have been
 * @param ageMs - how long ago the callback came to be
 */
export function nextRedeliveryMs(attempts: number, ageMs: number): number | undefined {
  const pause = attempts <= 3 ? 1000 : Math.min(60_000 * (attempts - 3), 600_000);
  return ageMs + pause > HOUR_MS ? undefined : pause;
}
