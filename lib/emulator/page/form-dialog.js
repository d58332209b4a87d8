/**
 * A dialog with a form in it. `done` gets the fields of the form when it is sent; Escape and Cancel send nothing.
 */
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
