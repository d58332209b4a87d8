/** @import { Store, TimelineItem } from '../store.js' */
import { byId, el } from '../dom.js';
import { isCall, nameOf, stateName } from '../formats.js';

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
const METHODS = [
  'set_webhook',
  'send_message',
  'broadcast_message',
  'get_account_info',
  'get_user_details',
  'get_online',
  'post',
];
const STATES = ['sending', 'waiting', 'acknowledged', 'given_up', 'not_sent'];
const CALL_STATES = ['pending', 'accepted', 'refused'];

/** A state of the filter only: API calls with something wrong in their message. */
const WARNED = 'warned';

/** What says only that something arrived. `failed` says more. */
const RECEIPTS = ['delivered', 'seen'];

/**
 * The filter fields above the timeline.
 *
 * @param {Store} store
 * @param {() => void} changed - called when the filter changes
 * @returns {(item: TimelineItem) => boolean} a predicate that caches its result for each item until the filter changes
 */
export function timelineFilter(store, changed) {
  const text = byId('filter-text', 'input');
  const event = byId('filter-event', 'select');
  const state = byId('filter-state', 'select');
  const receipts = byId('receipts', 'input');
  event.append(
    option('', 'Everything'),
    group('Callbacks', ...EVENTS.map((name) => option(name, name))),
    group('API calls', option('*', 'all API calls'), ...METHODS.map((name) => option(name, name))),
  );
  state.append(
    option('', 'All states'),
    group('Callbacks', ...STATES.map((name) => option(name, stateName(name)))),
    group('API calls', ...CALL_STATES.map((name) => option(name, name)), option(WARNED, 'with warnings')),
  );
  receipts.checked = sessionStorage.getItem('receipts') !== 'hidden';
  /** @type {WeakMap<TimelineItem, boolean>} */
  let results = new WeakMap();
  for (const input of [text, event, state, receipts])
    input.addEventListener('input', () => {
      sessionStorage.setItem('receipts', receipts.checked ? 'shown' : 'hidden');
      results = new WeakMap();
      changed();
    });

  /** @param {TimelineItem} item */
  const passes = (item) => {
    if (!receipts.checked && !isCall(item) && RECEIPTS.includes(item.event)) return false;
    if (!isOfKind(item, event.value) || !isInState(item, state.value)) return false;
    const words = text.value.trim().toLowerCase();
    return words === '' || textOf(item, store).includes(words);
  };
  return (item) => {
    const cached = results.get(item);
    if (cached !== undefined) return cached;
    const result = passes(item);
    results.set(item, result);
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
 * @param {string} label
 * @param {HTMLOptionElement[]} options
 */
function group(label, ...options) {
  return el('optgroup', { label }, ...options);
}

/**
 * @param {TimelineItem} item
 * @param {string} kind
 */
function isOfKind(item, kind) {
  if (kind === '') return true;
  return isCall(item) ? kind === '*' || kind === item.method : kind === item.event;
}

/**
 * @param {TimelineItem} item
 * @param {string} state
 */
function isInState(item, state) {
  if (state === WARNED) return isCall(item) && item.errors.length + item.warnings.length > 0;
  return state === '' || state === item.state;
}

/**
 * @param {TimelineItem} item
 * @param {Store} store
 */
function textOf(item, store) {
  const parts = [`#${item.id}`, nameOf(item), store.nameOf(item.userId), item.userId];
  if (isCall(item)) {
    parts.push(item.requestBody, `status ${item.status} ${item.statusMessage}`, item.responseBody);
    for (const { path, message } of [...item.errors, ...item.warnings]) parts.push(`${path} ${message}`);
  } else {
    parts.push(item.body, item.note);
    for (const { status, error, responseBody } of item.attempts)
      parts.push(`${status} ${error} ${responseBody}`);
  }
  // Non-ASCII characters may be escaped in the JSON, but people search for them unescaped.
  const readable = parts
    .join('\n')
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return readable.toLowerCase();
}
