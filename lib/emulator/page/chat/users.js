/** @import { Store, User, View } from '../store.js' */
import { byId, el, setChildren, setText } from '../dom.js';
import { act } from '../emulator.js';
import { hue, initial } from '../formats.js';
import { formDialog } from '../form-dialog.js';

/**
 * The list of users to select from, each with its number of unread messages.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showUsers(store) {
  const list = byId('users', 'ul');
  /** @type {Map<string, ReturnType<typeof userItem>>} */
  const items = new Map();

  const dialog = formDialog(byId('user-dialog', 'dialog'), async (fields) => {
    const profile = {
      name: fields.get('name'),
      devices: Number(fields.get('devices')),
      personalization: fields.has('personalization'),
    };
    const added = await act('add-user', { profile }, { wait: true });
    if (added !== undefined) store.select(added.id);
  });
  byId('add-user', 'button').addEventListener('click', () => {
    dialog.open();
  });

  return ({ users, selection }) => {
    if (!users && !selection) return;
    for (const id of items.keys()) if (!store.users.has(id)) items.delete(id);
    for (const user of store.users.values()) {
      const item = items.get(user.id) ?? userItem(user, () => store.select(user.id));
      items.set(user.id, item);
      item.update(user, user.id === store.selectedId);
    }
    setChildren(
      list,
      [...items.values()].map(({ element }) => element),
    );
  };
}

/** @param {User} user */
export function unreadOf({ chat }) {
  return chat.filter((message) => message.from === 'bot' && message.status === 'delivered');
}

/**
 * @param {User} user
 * @param {() => void} onclick
 */
function userItem({ id }, onclick) {
  const letter = el('span', { class: `avatar hue-${hue(id)}`, 'aria-hidden': true });
  const name = el('span', { class: 'user-name', dir: 'auto' });
  const unread = el('span', { class: 'badge' });
  const button = el(
    'button',
    { type: 'button', class: 'user-chip', title: id, onclick },
    letter,
    name,
    unread,
  );
  return {
    element: el('li', {}, button),
    /**
     * @param {User} user
     * @param {boolean} isSelected
     */
    update(user, isSelected) {
      setText(letter, initial(user.profile.name));
      setText(name, user.profile.name);
      const count = unreadOf(user).length;
      setText(unread, count === 0 ? '' : String(count));
      if (count === 0) unread.removeAttribute('aria-label');
      else unread.setAttribute('aria-label', `${count} unread`);
      button.setAttribute('aria-pressed', String(isSelected));
    },
  };
}
