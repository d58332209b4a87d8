/** @import { ApiResponse } from '../api/api-response' */
/** @import { Store, StreamEvents } from './store.js' */
import { byId } from './dom.js';

/** @type {(keyof StreamEvents)[]} */
const EVENTS = ['state', 'timeline', 'call', 'dropped', 'user', 'message', 'registration', 'faults'];

/** Delay before reconnecting when the browser itself has given up. */
const RETRY_MS = 1000;

/** How long a hidden page stays connected. */
const HIDDEN_MS = 60_000;

/**
 * Keeps the store in sync with the emulator. Each connection starts with the complete state, so nothing is missed when
 * one is lost.
 *
 * @param {Store} store
 */
export function follow(store) {
  /** @type {EventSource | undefined} */
  let stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const connect = () => {
    clearTimeout(timer);
    if (stream !== undefined && stream.readyState !== EventSource.CLOSED) return;
    const opened = new EventSource('control/events');
    stream = opened;
    for (const event of EVENTS) {
      opened.addEventListener(event, ({ data }) => {
        store.apply(event, JSON.parse(data));
        if (event === 'state') store.setConnected(true);
      });
    }
    opened.addEventListener('error', () => {
      store.setConnected(false);
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  };
  // Browsers allow six connections to a host and the stream occupies one, so hidden tabs must disconnect.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') connect();
    else timer = setTimeout(() => stream?.close(), HIDDEN_MS);
  });
  connect();
}

/**
 * The response to each action.
 *
 * @typedef {{
 *   'add-user': { id: string },
 *   'update-user': object,
 *   'open-chat': object,
 *   send: object,
 *   tap: object,
 *   subscribe: object,
 *   unsubscribe: object,
 *   see: object,
 *   pay: object,
 *   'send-callback': object,
 *   curl: { command: string },
 *   faults: object,
 *   recheck: ApiResponse,
 * }} ActionResponses
 */

/**
 * Performs a user action; its effects arrive through the stream. Resolves to the response as soon as the emulator has
 * accepted the action, or with `{ wait: true }` once it has completed. A failure is shown and resolves to `undefined`.
 *
 * @template {keyof ActionResponses} Name
 * @param {Name} name
 * @param {object} fields
 * @param {{ wait?: boolean }} options
 * @returns {Promise<ActionResponses[Name] | undefined>}
 */
export async function act(name, fields = {}, { wait = false } = {}) {
  try {
    const response = await fetch(`control/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(!wait && { Prefer: 'respond-async' }) },
      body: JSON.stringify(fields),
    });
    const result = await response.json();
    if (!response.ok) throw new Error(result.message);
    showProblem('');
    return result;
  } catch (error) {
    const isNetwork = error instanceof TypeError;
    const reason = error instanceof Error ? error.message : String(error);
    showProblem(isNetwork ? 'The emulator cannot be reached.' : `The action failed: ${reason}`);
    return undefined;
  }
}

/** @param {string} text - `''` hides the last problem */
export function showProblem(text) {
  const problem = byId('problem', 'p');
  problem.textContent = text;
  problem.hidden = text === '';
}
