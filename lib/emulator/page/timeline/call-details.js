/** @import { ApiCall } from '../../api/api-call' */
/** @import { MessageProblem } from '../../../protocol/messages/problems' */
import { el } from '../dom.js';
import { exactTime } from '../formats.js';
import { prettyJson } from './pretty-json.js';

/**
 * The details of an API call: what Viber said, what is wrong with the message, and the JSON of both directions.
 *
 * @param {ApiCall} call
 */
export function callDetails({ state, userId, status, statusMessage, createdAt, latencyMs, ...call }) {
  const outcome = status === undefined ? (statusMessage ?? '') : `Status ${status}: ${statusMessage}`;
  const took = latencyMs === undefined ? 'no response yet' : `${latencyMs} ms`;
  return el(
    'div',
    { class: 'details' },
    state === 'refused' ? el('p', { class: 'reason' }, outcome) : undefined,
    problems('problem error', 'Viber refuses', call.errors),
    problems('problem', 'Warning', call.warnings),
    el('h3', {}, `The bot's request, at ${exactTime(createdAt)}`),
    call.requestBody === '' ? el('p', { class: 'muted' }, 'No body') : prettyJson(call.requestBody),
    userId === undefined ? undefined : el('p', { class: 'muted' }, 'User ', el('code', {}, userId)),
    el('h3', {}, `The response, ${took}`),
    call.responseBody === '' ? undefined : prettyJson(call.responseBody),
  );
}

/**
 * @param {string} className
 * @param {string} label
 * @param {readonly MessageProblem[]} found
 */
function problems(className, label, found) {
  if (found.length === 0) return undefined;
  const items = found.map(({ path, message, rule, source }) =>
    el(
      'li',
      { class: className },
      el('strong', {}, `${label}: `),
      `${path === '' ? 'the message' : path} ${message}`,
      el('span', { class: 'source' }, `${rule}, ${source}`),
    ),
  );
  return el('ul', { class: 'problems' }, ...items);
}
