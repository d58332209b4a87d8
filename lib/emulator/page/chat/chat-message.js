import { el } from '../dom.js';
import { clockTime } from '../formats.js';
import { messageBody } from './message-body.js';

const TICKS = { delivered: ['✓', 'Delivered'], seen: ['✓✓', 'Seen'], failed: ['!', 'Failed'] };

/** One message in the chat. Only its delivery status changes later. */
export function chatMessage(message, tap) {
  const { from, at, silent, isWelcome } = message;
  if (silent === true) {
    const text = message.message.text ?? message.message.type;
    return {
      element: el('p', { class: 'silent' }, `Sent silently, not shown on a phone: ${text}`),
      update: () => undefined,
    };
  }
  const isBot = from === 'bot';
  const tick = el('span', { class: 'tick', role: 'img' });
  const time = el('time', { datetime: new Date(at).toISOString() }, clockTime(at));
  const element = el(
    'article',
    { class: `message ${from}`, 'aria-label': isBot ? 'Message from the bot' : 'Message from the user' },
    isWelcome === true ? el('span', { class: 'welcome' }, 'Welcome message') : undefined,
    isBot ? el('span', { class: 'sender' }, message.message.sender?.name) : undefined,
    ...bodyOf(message, tap),
    el('span', { class: 'meta' }, time, isBot ? tick : undefined),
  );
  if (message.message.type === 'rich_media') element.classList.add('wide');
  const update = ({ status }) => {
    if (!isBot || element.dataset.status === status) return;
    element.dataset.status = status;
    const [sign, name] = TICKS[status];
    tick.textContent = sign;
    tick.setAttribute('aria-label', name);
    tick.title = name;
  };
  update(message);
  return { element, update };
}

function bodyOf({ message, status, desc }, tap) {
  if (status === 'failed') {
    const reason = el('p', { class: 'reason' }, `Not shown on a phone: ${desc ?? 'the client refused it'}`);
    return [
      el('p', { class: 'text' }, message.text ?? message.alt_text ?? message.type ?? 'keyboard'),
      reason,
    ];
  }
  try {
    return messageBody(message, tap);
  } catch {
    // The emulator's API accepts messages that no phone would send. They must not break the page.
    return [el('p', { class: 'muted' }, JSON.stringify(message))];
  }
}
