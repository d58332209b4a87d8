import { byId, el } from './dom.js';
import { eventName, stateName } from './entry-names.js';

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
 * The three fields above the timeline.
 *
 * @param changed - called when another filter is set
 * @returns whether an entry passes; a test that is remembered until the entry or the filter is another one
 */
export function timelineFilter(store, changed) {
  const [text, event, state] = ['filter-text', 'filter-event', 'filter-state'].map(byId);
  event.append(el('option', { value: '' }, 'All events'), ...EVENTS.map((name) => option(name, name)));
  state.append(
    el('option', { value: '' }, 'All states'),
    ...STATES.map((name) => option(name, stateName(name))),
  );
  let verdicts = new WeakMap();
  for (const input of [text, event, state])
    input.addEventListener('input', () => {
      verdicts = new WeakMap();
      changed();
    });

  const passes = (entry) => {
    if (event.value !== '' && entry.event !== event.value) return false;
    if (state.value !== '' && entry.state !== state.value) return false;
    const words = text.value.trim().toLowerCase();
    return words === '' || textOf(entry, store).includes(words);
  };
  return (entry) => {
    const known = verdicts.get(entry);
    if (known !== undefined) return known;
    const verdict = passes(entry);
    verdicts.set(entry, verdict);
    return verdict;
  };
}

function option(value, label) {
  return el('option', { value }, label);
}

function textOf(entry, store) {
  const { id, userId, body, note, attempts } = entry;
  const name = store.users.get(userId)?.profile.name ?? '';
  const responses = attempts.map(({ status, error, responseBody }) => `${status} ${error} ${responseBody}`);
  const text = [`#${id}`, eventName(entry), name, userId, body, note, ...responses].join('\n');
  // What is escaped on the wire is looked for as people write it.
  const readable = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return readable.toLowerCase();
}
