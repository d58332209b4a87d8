/** @import { ApiCall } from '../api/api-call' */
/** @import { TimelineItem } from './store.js' */

/**
 * A human-readable size, such as `1.4 MB`.
 *
 * @param {unknown} size - in bytes
 */
export function bytes(size) {
  const number = Number(size);
  if (!Number.isFinite(number)) return 'unknown size';
  if (number < 1000) return `${number} bytes`;
  const [unit, divisor] = number < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${(number / divisor).toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

/**
 * Hours and minutes in the reader's locale.
 *
 * @param {number} ms - since the epoch
 */
export function clockTime(ms) {
  return new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/**
 * A 24-hour time with milliseconds.
 *
 * @param {number} ms - since the epoch
 */
export function exactTime(ms) {
  const at = new Date(ms);
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((number) => String(number).padStart(2, '0'))
    .join(':');
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/**
 * The first character of a name, for its avatar. Iterating by code point keeps an emoji whole.
 *
 * @param {string} name
 */
export function initial(name) {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}

/**
 * Maps an id to one of six colours.
 *
 * @param {string} id
 */
export function hue(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

/**
 * The displayed name of a delivery state.
 *
 * @param {string} state
 */
export function stateName(state) {
  return state.replace('_', ' ');
}

/**
 * @param {TimelineItem} item
 * @returns {item is ApiCall}
 */
export function isCall(item) {
  return 'method' in item;
}

/**
 * The method of an API call, or the event name a bot listens for; that of a message includes its type, such as
 * `message:text`.
 *
 * @param {TimelineItem} item
 */
export function nameOf(item) {
  if (isCall(item)) return item.method;
  const { event, body } = item;
  if (event !== 'message') return event;
  // JSON.parse rounds message tokens, which is harmless here because only the type is read.
  const type = JSON.parse(body).message?.type;
  return typeof type === 'string' ? `message:${type}` : event;
}
