/** @import { Store } from '../store.js' */
/** @import { AttachmentType, Field } from './attachment-types.js' */
import { byId, el, find } from '../dom.js';
import { act } from '../emulator.js';
import { formDialog } from '../form-dialog.js';
import { ATTACHMENT_TYPES, messageOf } from './attachment-types.js';

/**
 * The attachment menu and the form that it opens.
 *
 * @param {Store} store
 */
export function showAttachments(store) {
  const opener = byId('attach', 'button');
  const menu = byId('attachments', 'div');
  const form = byId('attachment-dialog', 'dialog');
  /** @type {AttachmentType | undefined} */
  let chosen;

  const dialog = formDialog(form, (values) => {
    if (chosen !== undefined) act('send', { user: store.selectedId, message: messageOf(chosen, values) });
  });
  form.addEventListener('close', () => {
    byId('text', 'textarea').focus();
  });
  /** @param {boolean} isOpen */
  const show = (isOpen) => {
    menu.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  /** @param {AttachmentType} attachment */
  const choose = (attachment) => {
    chosen = attachment;
    byId('attachment-title', 'h2').textContent = attachment.label;
    byId('attachment-fields', 'div').replaceChildren(...attachment.fields.map(inputOf));
    show(false);
    dialog.open();
  };

  for (const attachment of ATTACHMENT_TYPES)
    menu.append(el('button', { type: 'button', onclick: () => choose(attachment) }, attachment.label));
  opener.addEventListener('click', () => {
    const isOpening = menu.hidden === true;
    show(isOpening);
    if (isOpening) find(menu, 'button').focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    show(false);
    opener.focus();
  });
  /** @param {Event} event */
  const closeOutside = ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !opener.contains(target)) show(false);
  };
  document.addEventListener('pointerdown', closeOutside);
  document.addEventListener('focusin', closeOutside);
  byId('write', 'form').addEventListener('submit', () => {
    show(false);
  });
}

/** @param {Field} field */
function inputOf({ label, ...attributes }) {
  return el('label', {}, `${label} `, el('input', { ...attributes, dir: 'auto', autocomplete: 'off' }));
}
