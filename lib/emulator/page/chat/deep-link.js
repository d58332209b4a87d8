/** @import { Store, View } from '../store.js' */
import { byId, find, setText } from '../dom.js';
import { act } from '../emulator.js';

/**
 * The form that opens the chat, with a context or by a deep link, and the deep link for the context with its code.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showDeepLink(store) {
  const input = byId('context', 'input');
  const shown = byId('deep-link', 'div');
  const link = find(shown, 'a');

  const open = () => {
    const written = input.value.trim();
    // Viber does not distinguish a deep link without a context from opening the chat directly.
    const by = /^viber:/i.test(written) ? { link: written } : written === '' ? {} : { context: input.value };
    act('open-chat', { user: store.selectedId, ...by });
  };
  byId('open-chat', 'form').addEventListener('submit', (event) => {
    event.preventDefault();
    open();
  });
  link.addEventListener('click', (event) => {
    event.preventDefault(); // Viber itself would open it with the real bot.
    open();
  });

  const show = () => {
    const { uri } = store.bot;
    const context = contextOf(input.value);
    shown.hidden = context === '';
    const href = `viber://pa?chatURI=${encodeURIComponent(uri)}&context=${encodeURIComponent(context)}`;
    link.href = href;
    setText(link, href);
    setText(byId('deep-link-code', 'code'), `deepLink(${quoted(uri)}, { context: ${quoted(context)} })`);
  };
  input.addEventListener('input', show);
  return ({ everything }) => {
    if (everything) show();
  };
}

/**
 * The context in what was written, which may be a whole deep link.
 *
 * @param {string} written
 */
function contextOf(written) {
  if (!/^\s*viber:/i.test(written)) return written;
  return URL.canParse(written) ? (new URL(written).searchParams.get('context') ?? '') : '';
}

/**
 * A string of JavaScript.
 *
 * @param {string} text
 */
function quoted(text) {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
