import { byId, el, setChildren, setText } from '../dom.js';
import { act } from '../emulator.js';
import { hue, initial } from '../formats.js';
import { formDialog } from '../form-dialog.js';

/** The list of users to select from, each with its number of unread messages. */
export function showUsers(store) {
  const list = byId('users');
  const items = new Map();

  const dialog = formDialog(byId('user-dialog'), async (fields) => {
    const profile = {
      name: fields.get('name'),
      devices: Number(fields.get('devices')),
      personalization: fields.has('personalization'),
    };
    const added = await act('add-user', { profile }, { wait: true });
    if (added !== undefined) store.select(added.id);
  });
  byId('add-user').addEventListener('click', () => {
    dialog.open();
  });

  return ({ users, selection }) => {
    if (!users && !selection) return;
    for (const id of items.keys()) if (!store.users.has(id)) items.delete(id);
    for (const user of store.users.values()) {
      if (!items.has(user.id))
        items.set(
          user.id,
          userItem(user, () => store.select(user.id)),
        );
      items.get(user.id).update(user, user.id === store.selectedId);
    }
    setChildren(
      list,
      [...items.values()].map(({ element }) => element),
    );
  };
}

function userItem({ id }, onclick) {
  const letter = el('span', { class: `avatar hue-${hue(id)}`, 'aria-hidden': true });
  const name = el('span', { class: 'user-name' });
  const unread = el('span', { class: 'badge' });
  const button = el('button', { type: 'button', class: 'user', title: id, onclick }, letter, name, unread);
  return {
    element: el('li', {}, button),
    update({ profile, chat }, isSelected) {
      setText(letter, initial(profile.name));
      setText(name, profile.name);
      const count = chat.filter(({ from, status }) => from === 'bot' && status === 'delivered').length;
      setText(unread, count === 0 ? '' : String(count));
      if (count === 0) unread.removeAttribute('aria-label');
      else unread.setAttribute('aria-label', `${count} unread`);
      button.setAttribute('aria-pressed', String(isSelected));
    },
  };
}
