/** @import { Store, User, View } from '../store.js' */
/** @import { Tap } from './button-blocks.js' */
import { byId, el } from '../dom.js';
import { act } from '../emulator.js';
import { chatMessage } from './chat-message.js';

/** Number of messages shown initially, and added by each "Show earlier". */
const PAGE_SIZE = 200;

/**
 * The conversation of the selected user with the bot.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showChatLog(store) {
  const log = byId('log', 'div');
  /** @type {Map<number, ReturnType<typeof chatMessage>>} */
  let shown = new Map();
  let first = 0;
  /** @type {string | undefined} */
  let shownId;
  // The log follows new messages only while it is scrolled to the end. A message that the user sends always scrolls it.
  let isAtEnd = true;
  let lastTop = 0;

  const toEnd = () => {
    isAtEnd = true;
    log.scrollTop = log.scrollHeight;
    lastTop = log.scrollTop;
  };
  const stay = () => {
    if (isAtEnd) toEnd();
  };
  log.addEventListener('scroll', () => {
    const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    // Only people scroll up. Growing content, such as a loading picture, moves the end but never scrolls up.
    if (isNear || log.scrollTop < lastTop) isAtEnd = isNear;
    lastTop = log.scrollTop;
  });
  // A keyboard shrinks the log, and a loaded picture enlarges its content.
  new ResizeObserver(stay).observe(log);
  log.addEventListener('load', stay, true);

  /** @type {Tap} */
  const tap = (button) => {
    act('tap', { user: store.selectedId, button });
  };

  const rebuild = () => {
    const { chat = [] } = store.selected ?? {};
    if (shownId !== store.selectedId) first = Math.max(0, chat.length - PAGE_SIZE);
    first = Math.min(first, Math.max(0, chat.length - PAGE_SIZE));
    shownId = store.selectedId;
    shown = new Map();
    // Keeps screen readers from announcing the whole history.
    log.setAttribute('aria-busy', 'true');
    log.replaceChildren();
    if (first > 0)
      log.append(el('button', { type: 'button', class: 'quiet', onclick: earlier }, 'Show earlier'));
    if (chat.length === 0) log.append(hint(store.selected));
    for (let index = first; index < chat.length; index += 1) put(index);
    toEnd();
    requestAnimationFrame(() => {
      log.removeAttribute('aria-busy');
    });
  };

  /** @param {number} index */
  const put = (index) => {
    const message = store.selected?.chat[index];
    if (message === undefined) return;
    const existing = shown.get(index);
    if (existing !== undefined) {
      existing.update(message);
      return;
    }
    if (shown.size === 0) log.querySelector('.empty')?.remove();
    const pay = () => {
      act('pay', { user: store.selectedId, token: message.token });
    };
    const added = chatMessage(message, { tap, pay });
    shown.set(index, added);
    log.append(added.element);
  };

  const earlier = () => {
    const fromEnd = log.scrollHeight - log.scrollTop;
    first = Math.max(0, first - PAGE_SIZE);
    rebuild();
    log.scrollTop = log.scrollHeight - fromEnd;
    log.focus();
  };

  return ({ selection, messages }) => {
    if (selection) {
      rebuild();
      return;
    }
    if (messages.size === 0) return;
    let isOwn = false;
    for (const index of [...messages].filter((one) => one >= first).sort((a, b) => a - b)) {
      isOwn ||= !shown.has(index) && store.selected?.chat[index]?.from === 'user';
      put(index);
    }
    if (isOwn) toEnd();
    else stay();
  };
}

/** @param {User | undefined} user */
function hint(user) {
  if (user === undefined) return el('p', { class: 'empty' }, 'Add a user to chat with the bot.');
  const text = ' has not used this chat yet. Open it to see the welcome message, or write a message.';
  return el('p', { class: 'empty' }, el('bdi', {}, user.profile.name), text);
}
