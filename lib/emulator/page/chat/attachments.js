import { ATTACHMENT_TYPES, messageOf } from './attachment-types.js';
import { byId, el } from '../dom.js';
import { act } from '../emulator.js';
import { formDialog } from '../form-dialog.js';

/** The attachment menu and the form that it opens. */
export function showAttachments(store) {
  const opener = byId('attach');
  const menu = byId('attachments');
  let chosen;

  const dialog = formDialog(byId('attachment-dialog'), (values) => {
    act('send', { user: store.selectedId, message: messageOf(chosen, values) });
  });
  byId('attachment-dialog').addEventListener('close', () => {
    byId('text').focus();
  });
  const show = (isOpen) => {
    menu.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  const choose = (type) => {
    chosen = type;
    const { label, fields } = ATTACHMENT_TYPES[type];
    byId('attachment-title').textContent = label;
    byId('attachment-fields').replaceChildren(...fields.map(inputOf));
    show(false);
    dialog.open();
  };

  for (const [type, { label }] of Object.entries(ATTACHMENT_TYPES))
    menu.append(el('button', { type: 'button', onclick: () => choose(type) }, label));
  opener.addEventListener('click', () => {
    show(menu.hidden);
    if (!menu.hidden) menu.firstElementChild.focus();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    show(false);
    opener.focus();
  });
}

function inputOf({ label, ...attributes }) {
  return el('label', {}, `${label} `, el('input', { ...attributes, autocomplete: 'off' }));
}
