import { byId } from '../dom.js';
import { act } from '../emulator.js';

/** Marks messages as seen while the chat is in sight, unless that is switched off. */
export function markSeen(store) {
  const reads = byId('reads');
  let isInSight = false;
  let asked = '';

  const look = () => {
    const user = store.selected;
    if (!reads.checked || !isInSight || document.visibilityState !== 'visible' || user === undefined) return;
    const unread = user.chat.findLast(({ status }) => status === 'delivered');
    // Asked once for each message: the answer comes by the stream, and there may be frames before it. The token alone
    // is not enough, since a broadcast has one for all its receivers.
    const question = `${user.id} ${unread?.token}`;
    if (unread === undefined || asked === question) return;
    asked = question;
    act('see', { user: user.id });
  };

  // On a narrow screen the phone may be scrolled away.
  new IntersectionObserver((changes) => {
    isInSight = changes.at(-1).isIntersecting;
    look();
  }).observe(byId('log'));
  document.addEventListener('visibilitychange', look);
  reads.addEventListener('change', () => {
    asked = '';
    look();
  });

  return ({ users, selection, everything, messages }) => {
    if (everything) asked = '';
    if (users || selection || messages.size > 0) look();
  };
}
