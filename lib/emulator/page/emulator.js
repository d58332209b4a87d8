import { byId } from './dom.js';

const EVENTS = ['state', 'timeline', 'user', 'message', 'registration', 'faults'];

/** Milliseconds until the next try where the browser itself has given up. */
const RETRY_MS = 1000;

/** Milliseconds that a page nobody looks at stays connected. */
const HIDDEN_MS = 60_000;

/**
 * Keeps the store in step with the emulator. Each connection starts with everything there is, so one that was lost
 * has cost nothing once there is another.
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
        store.take(event, JSON.parse(data));
        if (event === 'state') store.setConnected(true);
      });
    }
    stream.addEventListener('error', () => {
      store.setConnected(false);
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  };
  // A browser has six connections for one host and a stream takes one of them: forgotten tabs must hang up.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') connect();
    else timer = setTimeout(() => stream.close(), HIDDEN_MS);
  });
  connect();
}

/**
 * Does one thing a person can do; what came of it arrives by the stream. Resolves to the answer once the emulator has
 * taken it, with `{ wait: true }` once all is done. A failure is shown, and resolves to `undefined`.
 */
export async function act(name, fields = {}, { wait = false } = {}) {
  try {
    const response = await fetch(`control/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(!wait && { Prefer: 'respond-async' }) },
      body: JSON.stringify(fields),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    showProblem('');
    return answer;
  } catch (error) {
    const isNetwork = error instanceof TypeError;
    showProblem(isNetwork ? 'The emulator cannot be reached.' : `That did not work: ${error.message}`);
    return undefined;
  }
}

function showProblem(text) {
  const problem = byId('problem');
  problem.textContent = text;
  problem.hidden = text === '';
}
