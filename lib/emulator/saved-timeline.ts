import type { Timeline } from './timeline';

/**
 * The timeline as a file: one callback or API call a line, oldest first. `express-viber replay` reads it. Without the
 * requests of the attempts, which are the body again and its signature.
 */
export function savedTimeline({ entries, calls }: Timeline): string {
  const callbacks = entries.map(({ nextAttemptAt: _, attempts, ...entry }) => ({
    ...entry,
    attempts: attempts.map(({ headers: _headers, url: _url, ...outcome }) => outcome),
  }));
  return [...callbacks, ...calls]
    .sort((one, other) => one.id - other.id)
    .map((item) => `${JSON.stringify(item)}\n`)
    .join('');
}
