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
    /** @param {() => void} fill - called with the fields at their defaults */
    open(fill = () => undefined) {
      form.reset();
      fill();
      dialog.showModal();
      const [first] = form.elements;
      if (!(first instanceof HTMLInputElement) && !(first instanceof HTMLTextAreaElement)) return;
      first.focus();
      if (first instanceof HTMLInputElement) first.select();
    },
  };
}
