import { el } from './dom.js';
import { exactTime } from './formats.js';
import { prettyJson } from './json-text.js';

/** All there is to know about a callback: its JSON, and of each attempt what was sent and what was answered. */
export function callbackDetails({ userId, body, note, nextAttemptAt, attempts }) {
  return el(
    'div',
    { class: 'details' },
    note === undefined ? undefined : el('p', { class: 'note' }, note),
    nextAttemptAt === undefined
      ? undefined
      : el('p', { class: 'note' }, `The next attempt is due at ${exactTime(nextAttemptAt)}.`),
    el('h3', {}, 'Callback'),
    prettyJson(body),
    userId === undefined ? undefined : el('p', { class: 'muted' }, 'User ', el('code', {}, userId)),
    ...attempts.map(attemptDetails),
  );
}

function attemptDetails({ at, status, latencyMs, error, responseBody, headers, url }, index) {
  const outcome = status === undefined ? 'no answer' : `HTTP ${status}`;
  const title = `Attempt ${index + 1}: ${outcome}, ${latencyMs} ms, at ${exactTime(at)}`;
  return el(
    'section',
    {},
    el('h3', {}, title),
    error === undefined ? undefined : el('p', { class: 'reason' }, error),
    el('p', { class: 'posted' }, el('strong', {}, 'POST '), el('code', {}, url)),
    el('dl', { class: 'headers' }, ...Object.entries(headers).flatMap(header)),
    el('h4', {}, "The bot's answer"),
    responseBody === '' ? el('p', { class: 'muted' }, 'No body') : prettyJson(responseBody),
  );
}

function header([name, value]) {
  return [el('dt', {}, name), el('dd', {}, value)];
}
