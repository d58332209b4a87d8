/** @import { TimelineEntry } from '../../timeline' */
import { byId, el, find } from '../dom.js';
import { act } from '../emulator.js';
import { formDialog } from '../form-dialog.js';
import { compactJson, isJson, prettyJson } from './pretty-json.js';

/** @type {((body: string) => void) | undefined} */
let edit;

/**
 * The buttons that send a callback again, edited or not, and copy it as a curl command.
 *
 * @param {Pick<TimelineEntry, 'body'>} callback
 */
export function callbackActions({ body }) {
  const copied = el('p', { class: 'muted', role: 'status' });
  const command = el('pre', { class: 'json command', tabindex: 0, hidden: true });
  const again = () => {
    act('send-callback', { body });
  };
  const copy = async () => {
    const curl = await act('curl', { body }, { wait: true });
    if (curl === undefined) return;
    command.textContent = curl.command;
    command.hidden = false;
    copied.textContent = (await toClipboard(curl.command)) ? 'Copied.' : 'Select the command to copy it.';
  };
  return el(
    'div',
    { class: 'actions' },
    el('button', { type: 'button', class: 'quiet', onclick: again }, 'Send again'),
    el('button', { type: 'button', class: 'quiet', onclick: () => openEditor(body) }, 'Edit and send…'),
    el('button', { type: 'button', class: 'quiet', onclick: copy }, 'Copy as curl'),
    copied,
    command,
  );
}

/** @param {string} body */
function openEditor(body) {
  edit ??= createEditor();
  edit(body);
}

/** @returns {(body: string) => void} */
function createEditor() {
  const element = byId('callback-dialog', 'dialog');
  const text = find(element, 'textarea');
  const check = () => {
    text.setCustomValidity(isJson(text.value) ? '' : 'This is not valid JSON.');
  };
  text.addEventListener('input', check);
  const dialog = formDialog(element, (fields) => {
    act('send-callback', { body: compactJson(text.value), newToken: fields.has('newToken') });
  });
  return (body) => {
    dialog.open(() => {
      text.value = prettyJson(body).textContent;
      check();
    });
  };
}

/**
 * Browsers allow it on this machine and over https, but not for a host in the network.
 *
 * @param {string} text
 */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
