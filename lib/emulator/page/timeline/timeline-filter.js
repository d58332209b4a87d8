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
];
const STATES = ['sending', 'waiting', 'acknowledged', 'given_up', 'not_sent'];

/**
 * The three filter fields above the timeline.
 *
 * @param changed - called when the filter changes
 * @returns a predicate that caches its result for each entry until the filter changes
 */
export function timelineFilter(store, changed) {
  const [text, event, state] = ['filter-text', 'filter-event', 'filter-state'].map(byId);
  event.append(el('option', { value: '' }, 'All events'), ...EVENTS.map((name) => option(name, name)));
  state.append(
    el('option', { value: '' }, 'All states'),
    ...STATES.map((name) => option(name, stateName(name))),
  );
  let results = new WeakMap();
  for (const input of [text, event, state])
    input.addEventListener('input', () => {
      results = new WeakMap();
      changed();
    });

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

function option(value, label) {
  return el('option', { value }, label);
}

function textOf(entry, store) {
  const { id, userId, body, note, attempts } = entry;
  const name = store.users.get(userId)?.profile.name ?? '';
  const responses = attempts.map(({ status, error, answer }) => `${status} ${error} ${answer}`);
  const text = [`#${id}`, eventName(entry), name, userId, body, note, ...responses].join('\n');
  // Non-ASCII characters may be escaped in the JSON, but people search for them unescaped.
  const readable = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return readable.toLowerCase();
}
