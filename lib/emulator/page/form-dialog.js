import { find } from './dom.js';

/**
 * A modal dialog with a form. `done` is called with the fields on submit; Escape and Cancel discard them.
 *
 * @param {HTMLDialogElement} dialog
 * @param {(fields: FormData) => unknown} done
 */
export function formDialog(dialog, done) {
  const form = find(dialog, 'form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    done(new FormData(form));
  });
  find(dialog, 'button', '[value=cancel]').addEventListener('click', () => {
    dialog.close();
  });
  return {
    open() {
      form.reset();
      dialog.showModal();
      const first = find(form, 'input');
      first.focus();
      first.select();
    },
  };
}
