/** @import { TimelineEntry } from '../../timeline' */
/** @import { Store } from '../store.js' */
import { byId, el } from '../dom.js';
import { eventName, stateName } from '../formats.js';

const EVENTS = [
  'webhook',
  'conversation_started',
  'subscribed',
  'unsubscribed',
  'message',
  'delivered',
  'seen',
  'failed',
  'client_status',
];
const STATES = ['sending', 'waiting', 'acknowledged', 'given_up', 'not_sent'];

/**
 * The three filter fields above the timeline.
 *
 * @param {Store} store
 * @param {() => void} changed - called when the filter changes
 * @returns {(entry: TimelineEntry) => boolean} a predicate that caches its result for each entry until the filter changes
 */
export function timelineFilter(store, changed) {
  const text = byId('filter-text', 'input');
  const event = byId('filter-event', 'select');
  const state = byId('filter-state', 'select');
  event.append(option('', 'All events'), ...EVENTS.map((name) => option(name, name)));
  state.append(option('', 'All states'), ...STATES.map((name) => option(name, stateName(name))));
  /** @type {WeakMap<TimelineEntry, boolean>} */
  let results = new WeakMap();
  for (const input of [text, event, state])
    input.addEventListener('input', () => {
      results = new WeakMap();
      changed();
    });

  /** @param {TimelineEntry} entry */
  const passes = (entry) => {
    if (event.value !== '' && entry.event !== event.value) return false;
    if (state.value !== '' && entry.state !== state.value) return false;
    const words = text.value.trim().toLowerCase();
    return words === '' || textOf(entry, store).includes(words);
  };
  return (entry) => {
    const cached = results.get(entry);
    if (cached !== undefined) return cached;
    const result = passes(entry);
    results.set(entry, result);
    return result;
  };
}

/**
 * @param {string} value
 * @param {string} label
 */
function option(value, label) {
  return el('option', { value }, label);
}

/**
 * @param {TimelineEntry} entry
 * @param {Store} store
 */
function textOf(entry, store) {
  const { id, userId, body, note, attempts } = entry;
  const responses = attempts.map(({ status, error, responseBody }) => `${status} ${error} ${responseBody}`);
  const text = [`#${id}`, eventName(entry), store.nameOf(userId), userId, body, note, ...responses].join(
    '\n',
  );
  // Non-ASCII characters may be escaped in the JSON, but people search for them unescaped.
  const readable = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return readable.toLowerCase();
}
