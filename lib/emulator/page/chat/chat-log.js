import { byId, el } from '../dom.js';
import { act } from '../emulator.js';
import { chatMessage } from './chat-message.js';

/** Messages shown at first, and more by each "show earlier". */
const PAGE_SIZE = 200;

/** The conversation of the selected user with the bot. */
export function showChatLog(store) {
  const log = byId('log');
  let shown = new Map();
  let first = 0;
  let shownId;
  // Whoever reads further up is not pulled away, unless by their own message.
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
    // Only people scroll up: what has come below since, such as a picture, moves the end away and nobody with it.
    if (isNear || log.scrollTop < lastTop) isAtEnd = isNear;
    lastTop = log.scrollTop;
  });
  // A keyboard makes the log smaller, a picture that has come makes its content larger.
  new ResizeObserver(stay).observe(log);
  log.addEventListener('load', stay, true);

  const tap = (button) => {
    act('tap', { user: store.selectedId, button });
  };

  const rebuild = () => {
    const { chat = [] } = store.selected ?? {};
    if (shownId !== store.selectedId) first = Math.max(0, chat.length - PAGE_SIZE);
    first = Math.min(first, Math.max(0, chat.length - PAGE_SIZE));
    shownId = store.selectedId;
    shown = new Map();
    // Told all at once these are no news, and need not be read aloud.
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

  const put = (index) => {
    const message = store.selected.chat[index];
    const existing = shown.get(index);
    if (existing !== undefined) {
      existing.update(message);
      return;
    }
    if (shown.size === 0) log.querySelector('.empty')?.remove();
    const added = chatMessage(message, tap);
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
      isOwn ||= !shown.has(index) && store.selected.chat[index].from === 'user';
      put(index);
    }
    if (isOwn) toEnd();
    else stay();
  };
}

function hint(user) {
  const text =
    user === undefined
      ? 'Add a user to talk to the bot.'
      : `${user.profile.name} has not met the bot. Open the chat to see its welcome message, or just write.`;
  return el('p', { class: 'empty' }, text);
}
