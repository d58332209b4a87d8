/** @import { ApiResponse } from '../api/api-response' */
/** @import { Registration } from '../api/bot-account' */
/** @import { Store, View } from './store.js' */
import { byId, el } from './dom.js';
import { act } from './emulator.js';

/**
 * The bot's registration, and a button that runs the check call again.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showWebhookPanel(store) {
  const recheck = byId('recheck', 'button');
  const outcome = byId('recheck-result', 'p');
  recheck.addEventListener('click', async () => {
    recheck.disabled = true;
    outcome.textContent = 'Calling the webhook…';
    outcome.dataset.state = 'busy';
    const result = await act('recheck', {}, { wait: true });
    recheck.disabled = store.registration === null;
    outcome.textContent = result === undefined ? '' : resultText(result);
    outcome.dataset.state = result?.status === 0 ? 'good' : 'bad';
  });

  return ({ registration }) => {
    if (!registration) return;
    recheck.disabled = store.registration === null;
    outcome.textContent = '';
    const shown = store.registration === null ? howToRegister() : [facts(store.registration)];
    byId('registration', 'div').replaceChildren(...shown);
  };
}

/** @param {ApiResponse} response */
function resultText({ status, status_message, event_types }) {
  if (status !== 0) return `Status ${status}: ${status_message}`;
  return `Status 0: ${status_message}. Events: ${Array.isArray(event_types) ? event_types.join(', ') : ''}`;
}

/** @param {Registration} registration */
function facts({ url, eventTypes, sendName, sendPhoto }) {
  const events =
    eventTypes === undefined
      ? 'all'
      : [...new Set(['message', 'subscribed', 'unsubscribed', ...eventTypes])].join(', ');
  const asked = [sendName && 'name', sendPhoto && 'photo'].filter(Boolean).join(' and ');
  return el(
    'dl',
    { class: 'facts-list' },
    ...fact('URL', el('code', {}, url)),
    ...fact('Events', events),
    ...fact('Asks for', asked === '' ? 'neither name nor photo' : asked),
  );
}

/**
 * @param {string} name
 * @param {Node | string} value
 */
function fact(name, value) {
  return [el('dt', {}, name), el('dd', {}, value)];
}

function howToRegister() {
  const code = [
    'const viber = new ViberWebhook({',
    '  authToken: process.env.VIBER_AUTH_TOKEN, // the one of this emulator',
    `  apiUrl: '${location.origin}/pa', // in place of Viber's`,
    '});',
    "viber.setWebhook({ url: 'http://localhost:3000/viber' }).catch(console.error);",
  ].join('\n');
  return [
    el(
      'p',
      { class: 'hint' },
      el('strong', {}, 'No webhook is registered yet. '),
      'A bot needs three lines: the auth token that this emulator was started with, the URL of its API, and a call that registers its own URL.',
    ),
    el('pre', { class: 'json', tabindex: 0 }, code),
    el(
      'p',
      { class: 'hint' },
      'In any other language: call ',
      el('code', {}, `${location.origin}/pa/set_webhook`),
      ' with the token in ',
      el('code', {}, 'X-Viber-Auth-Token'),
      '.',
    ),
  ];
}
