import { byId } from './dom.js';

const EVENTS = ['state', 'timeline', 'user', 'message', 'registration', 'trouble'];

/** Delay before reconnecting when the browser itself has given up. */
const RETRY_MS = 1000;

/** How long a hidden page stays connected. */
const HIDDEN_MS = 60_000;

/**
 * Keeps the store in sync with the emulator. Each connection starts with the complete state, so nothing is missed when
 * one is lost.
 */
export function follow(store) {
  let stream;
  let timer;
  const connect = () => {
    clearTimeout(timer);
    if (stream !== undefined && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource('control/events');
    for (const event of EVENTS) {
      stream.addEventListener(event, ({ data }) => {
        store.apply(event, JSON.parse(data));
        if (event === 'state') store.setConnected(true);
      });
    }
    stream.addEventListener('error', () => {
      store.setConnected(false);
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  };
  // Browsers allow six connections to a host and the stream occupies one, so hidden tabs must disconnect.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') connect();
    else timer = setTimeout(() => stream.close(), HIDDEN_MS);
  });
  connect();
}

/**
 * Performs a user action; its effects arrive through the stream. Resolves to the response as soon as the emulator has
 * accepted the action, or with `{ wait: true }` once it has completed. A failure is shown and resolves to `undefined`.
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
    showProblem(isNetwork ? 'The emulator cannot be reached.' : `The action failed: ${error.message}`);
    return undefined;
  }
}

function showProblem(text) {
  const problem = byId('problem');
  problem.textContent = text;
  problem.hidden = text === '';
}
