/** @import { Store, View } from '../store.js' */
import { byId } from '../dom.js';
import { act } from '../emulator.js';

/**
 * The message input: Enter sends, Shift+Enter inserts a line break.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showComposer(store) {
  const text = byId('text', 'textarea');
  const form = byId('write', 'form');

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const written = text.value;
    if (written.trim() === '') return;
    text.value = '';
    fit();
    const sent = await act('send', { user: store.selectedId, message: { type: 'text', text: written } });
    // Restore the text if the emulator could not be reached.
    if (sent === undefined && text.value === '') text.value = written;
  });
  text.addEventListener('keydown', (event) => {
    // During IME composition, Enter confirms the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const fit = () => {
    text.rows = Math.min(5, text.value.split('\n').length);
  };
  text.addEventListener('input', fit);

  return ({ users, selection }) => {
    if (!users && !selection) return;
    form.toggleAttribute('inert', store.selected === undefined);
  };
}
