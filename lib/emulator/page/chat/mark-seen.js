/** @import { Store, View } from '../store.js' */
import { byId } from '../dom.js';
import { act } from '../emulator.js';
import { unreadOf } from './users.js';

/**
 * Marks messages as seen while the chat is visible, unless the user has switched that off.
 *
 * @param {Store} store
 * @returns {View}
 */
export function markSeen(store) {
  const reads = byId('reads', 'input');
  let isVisible = false;
  let lastRequest = '';

  const look = () => {
    const user = store.selected;
    if (!reads.checked || !isVisible || document.visibilityState !== 'visible' || user === undefined) return;
    const unread = unreadOf(user).at(-1);
    if (unread === undefined) return;
    // One request per message: the result arrives through the stream, possibly several frames later. The key includes
    // the user because all receivers of a broadcast share one token.
    const request = `${user.id} ${unread.token}`;
    if (lastRequest === request) return;
    lastRequest = request;
    act('see', { user: user.id });
  };

  // On a narrow screen the phone may be scrolled out of view.
  new IntersectionObserver((changes) => {
    isVisible = changes.at(-1)?.isIntersecting === true;
    look();
  }).observe(byId('log', 'div'));
  document.addEventListener('visibilitychange', look);
  reads.addEventListener('change', () => {
    lastRequest = '';
    look();
  });

  return ({ users, selection, everything, messages }) => {
    if (everything) lastRequest = '';
    if (users || selection || messages.size > 0) look();
  };
}
