import { InvalidArgumentError } from 'commander';
import { MAX_TIMER_MS } from '../shared/options';

// Parsers of arguments that several commands take. Commander names the argument in front of their messages.

/** @throws commander's `InvalidArgumentError` if it is not a full http or https URL */
export function parseUrl(text: string): string {
  if (/^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be a full http or https URL.');
}

/** @throws commander's `InvalidArgumentError` if it is not a port, or 0 */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

/** @throws commander's `InvalidArgumentError` if it is not a number of milliseconds that a timer can take */
export function parseTimeout(text: string): number {
  const timeoutMs = Number(text);
  if (/^\d+$/.test(text) && timeoutMs >= 1 && timeoutMs <= MAX_TIMER_MS) return timeoutMs;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${String(MAX_TIMER_MS)}.`);
}
