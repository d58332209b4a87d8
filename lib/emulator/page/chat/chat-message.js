/** @import { BotMessage, ChatMessage } from '../../chat/conversation' */
/** @import { Message, MessageActions } from './message-body.js' */
import { el } from '../dom.js';
import { clockTime } from '../formats.js';
import { messageBody } from './message-body.js';

/** @type {Record<BotMessage['status'], [sign: string, name: string]>} */
const TICKS = { delivered: ['✓', 'Delivered'], seen: ['✓✓', 'Seen'], failed: ['!', 'Failed'] };

/**
 * What each `billing_status` means for the bot.
 *
 * @type {Record<BotMessage['billingStatus'], string>}
 */
const BILLING = { 0: 'free', 1: 'in session', 2: 'in session', 3: 'free', 4: 'free', 5: 'charged' };

/**
 * One message in the chat. Only its delivery status changes later.
 *
 * @param {ChatMessage} message
 * @param {MessageActions} actions
 * @returns {{ element: HTMLElement, update: (changed: ChatMessage) => void }}
 */
export function chatMessage(message, actions) {
  const { from, at } = message;
  if (from === 'user' && message.silent) {
    const text = ['Sent silently, not shown on a phone: ', el('bdi', {}, summaryOf(message.message))];
    return { element: el('p', { class: 'silent' }, ...text), update: () => undefined };
  }
  const isBot = from === 'bot';
  const tick = el('span', { class: 'tick', role: 'img' });
  const time = el('time', { datetime: new Date(at).toISOString() }, clockTime(at));
  const element = el(
    'article',
    { class: `message ${from}`, 'aria-label': isBot ? 'Message from the bot' : 'Message from the user' },
    isBot && message.isWelcome ? el('span', { class: 'welcome' }, 'Welcome message') : undefined,
    isBot ? el('span', { class: 'sender', dir: 'auto' }, message.message.sender?.name) : undefined,
    ...contentOf(message, actions),
    el('span', { class: 'meta' }, isBot ? billing(message) : undefined, time, isBot ? tick : undefined),
  );
  if (message.message.type === 'rich_media') element.classList.add('wide');
  /** @param {ChatMessage} changed */
  const update = (changed) => {
    if (changed.from !== 'bot' || element.dataset.status === changed.status) return;
    element.dataset.status = changed.status;
    const [sign, name] = TICKS[changed.status];
    tick.textContent = sign;
    tick.setAttribute('aria-label', name);
    tick.title = name;
  };
  update(message);
  return { element, update };
}

/** @param {BotMessage} message */
function billing({ billingStatus }) {
  const name = BILLING[billingStatus];
  const title = `billing_status ${billingStatus}: ${name}`;
  return el('span', { class: `billing ${name === 'charged' ? 'charged' : ''}`, title }, name);
}

/**
 * @param {ChatMessage} message
 * @param {MessageActions} actions
 */
function contentOf(message, actions) {
  if (message.from === 'bot' && message.status === 'failed') {
    return [
      el('p', { class: 'text', dir: 'auto' }, summaryOf(message.message)),
      el('p', { class: 'reason' }, `Not shown on a phone: ${message.desc ?? 'the client refused it'}`),
    ];
  }
  try {
    return messageBody(message.message, actions);
  } catch {
    // The emulator's API accepts messages that no phone would send. They must not break the page.
    return [el('p', { class: 'muted' }, JSON.stringify(message.message))];
  }
}

/** @param {Message} message */
function summaryOf(message) {
  const text = 'text' in message ? message.text : undefined;
  const altText = 'alt_text' in message ? message.alt_text : undefined;
  return text ?? altText ?? message.type ?? 'keyboard';
}
