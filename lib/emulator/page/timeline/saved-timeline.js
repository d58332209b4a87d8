/** @import { ApiCall } from '../../api/api-call' */
/** @import { MessageProblem } from '../../../protocol/messages/problems' */
/** @import { Attempt, TimelineEntry } from '../../timeline' */
/** @import { TimelineItem } from '../store.js' */

/** @typedef {Record<string, unknown>} Fields */

/** More than the emulator keeps. */
const MAX_ITEMS = 100_000;

/**
 * Reads a saved timeline: a callback or an API call in each line, or the body of a callback alone. Every field is read
 * anew, since the file may come from anywhere.
 *
 * @param {string} text
 * @returns {TimelineItem[]}
 * @throws `Error` that names the line that is neither
 */
export function parseSavedTimeline(text) {
  /** @type {TimelineItem[]} */
  const items = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const id = items.length + 1;
    const item = parseLine(line.trim(), id);
    if (item === undefined) throw new Error(`Line ${index + 1} is neither a callback nor an API call.`);
    if (id > MAX_ITEMS) throw new Error(`It has more than ${MAX_ITEMS} lines.`);
    items.push(item);
  }
  if (items.length === 0) throw new Error('It is empty.');
  return items;
}

/**
 * @param {string} line
 * @param {number} id
 * @returns {TimelineItem | undefined}
 */
function parseLine(line, id) {
  const saved = fieldsOf(line);
  if (saved === undefined) return undefined;
  if (typeof saved.requestBody === 'string') return callOf(saved, saved.requestBody, id);
  const body = typeof saved.body === 'string' ? saved.body : line;
  const fields = fieldsOf(body);
  if (typeof fields?.event !== 'string') return undefined;
  return callbackOf(saved, fields, body, id);
}

/**
 * @param {string} text
 * @returns {Fields | undefined}
 */
function fieldsOf(text) {
  try {
    const value = JSON.parse(text);
    return value instanceof Object && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Fields} saved
 * @param {Fields} fields - of the body
 * @param {string} body
 * @param {number} id
 * @returns {TimelineEntry}
 */
function callbackOf(saved, { event, timestamp }, body, id) {
  return {
    id,
    event: String(event),
    userId: string(saved.userId),
    body,
    createdAt: number(saved.createdAt) ?? number(timestamp) ?? 0,
    state: /** @type {TimelineEntry['state']} */ (string(saved.state) ?? 'not_sent'),
    attempts: list(saved.attempts).map(attemptOf),
    note: string(saved.note),
    nextAttemptAt: undefined,
  };
}

/**
 * @param {Fields} saved
 * @returns {Attempt}
 */
function attemptOf({ at, status, latencyMs, error, responseBody }) {
  return {
    at: number(at) ?? 0,
    status: number(status),
    latencyMs: number(latencyMs) ?? 0,
    error: string(error),
    responseBody: string(responseBody) ?? '',
    headers: {},
    url: '',
  };
}

/**
 * @param {Fields} saved
 * @param {string} requestBody
 * @param {number} id
 * @returns {ApiCall}
 */
function callOf(saved, requestBody, id) {
  return {
    id,
    method: string(saved.method) ?? 'unknown',
    userId: string(saved.userId),
    requestBody,
    createdAt: number(saved.createdAt) ?? 0,
    state: /** @type {ApiCall['state']} */ (string(saved.state) ?? 'pending'),
    status: number(saved.status),
    statusMessage: string(saved.statusMessage),
    responseBody: string(saved.responseBody) ?? '',
    latencyMs: number(saved.latencyMs),
    errors: list(saved.errors).map(problemOf),
    warnings: list(saved.warnings).map(problemOf),
  };
}

/**
 * @param {Fields} saved
 * @returns {MessageProblem}
 */
function problemOf({ path, message, rule, source }) {
  return {
    path: string(path) ?? '',
    message: string(message) ?? '',
    rule: string(rule) ?? '',
    source: string(source) ?? '',
  };
}

/** @param {unknown} value */
function string(value) {
  return typeof value === 'string' ? value : undefined;
}

/** @param {unknown} value */
function number(value) {
  // A date holds no more.
  return typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : undefined;
}

/**
 * @param {unknown} value
 * @returns {Fields[]}
 */
function list(value) {
  return Array.isArray(value) ? value.filter((item) => item instanceof Object) : [];
}
