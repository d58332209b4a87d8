/** A modal dialog with a form. `done` is called with the fields on submit; Escape and Cancel discard them. */
export function formDialog(dialog, done) {
  const form = dialog.querySelector('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    done(new FormData(form));
  });
  dialog.querySelector('[value=cancel]').addEventListener('click', () => {
    dialog.close();
  });
  return {
    open() {
      form.reset();
      dialog.showModal();
      const first = form.querySelector('input, textarea');
      first.focus();
      first.select();
    },
  };
}
