/** @import { Attempt, TimelineEntry } from '../../timeline' */
import { el } from '../dom.js';
import { exactTime } from '../formats.js';
import { prettyJson } from './pretty-json.js';

/**
 * The details of a callback: its JSON, and the request and response of each attempt.
 *
 * @param {TimelineEntry} entry
 * @param {HTMLElement} actions - its buttons
 */
export function callbackDetails({ userId, body, note, nextAttemptAt, attempts }, actions) {
  return el(
    'div',
    { class: 'details' },
    note === undefined ? undefined : el('p', { class: 'note' }, note),
    nextAttemptAt === undefined
      ? undefined
      : el('p', { class: 'note' }, `The next attempt is due at ${exactTime(nextAttemptAt)}.`),
    el('h3', {}, 'Callback'),
    prettyJson(body),
    actions,
    userId === undefined ? undefined : el('p', { class: 'muted' }, 'User ', el('code', {}, userId)),
    ...attempts.map(attemptDetails),
  );
}

/**
 * @param {Attempt} attempt
 * @param {number} index
 */
function attemptDetails({ at, status, latencyMs, error, responseBody, headers, url }, index) {
  const outcome = status === undefined ? 'no response' : `HTTP ${status}`;
  const title = `Attempt ${index + 1}: ${outcome}, ${latencyMs} ms, at ${exactTime(at)}`;
  return el(
    'section',
    {},
    el('h3', {}, title),
    error === undefined ? undefined : el('p', { class: 'reason' }, error),
    url === '' ? undefined : el('p', { class: 'posted' }, el('strong', {}, 'POST '), el('code', {}, url)),
    el('dl', { class: 'headers' }, ...Object.entries(headers).flatMap(header)),
    el('h4', {}, "The bot's response"),
    responseBody === '' ? el('p', { class: 'muted' }, 'No body') : prettyJson(responseBody),
  );
}

/** @param {[name: string, value: string]} header */
function header([name, value]) {
  return [el('dt', {}, name), el('dd', {}, value)];
}
