/** @import { Store, View } from '../store.js' */
/** @import { Tap } from './button-blocks.js' */
import { byId } from '../dom.js';
import { act } from '../emulator.js';
import { buttonBlocks, paint } from './button-blocks.js';

/** Height of a row of buttons, in pixels, at a `HeightScale` of 100. */
const ROW_PX = 46;

/**
 * The keyboard of the bot's last message, below the chat.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showKeyboard(store) {
  const area = byId('keyboard', 'div');
  /** @type {string | undefined} */
  let shown;
  /** @type {Tap} */
  const tap = (button) => {
    act('tap', { user: store.selectedId, button });
  };

  return ({ users, selection }) => {
    if (!users && !selection) return;
    const keyboard = store.selected?.keyboard ?? undefined;
    showInput(keyboard?.InputFieldState);
    // This view runs on every change of a user. Rebuilding an unchanged keyboard would take the focus from its button.
    const text = JSON.stringify([store.selectedId, keyboard]);
    if (text === shown) return;
    shown = text;
    area.hidden = keyboard === undefined;
    area.replaceChildren();
    area.removeAttribute('style');
    if (keyboard === undefined) return;
    paint(area, 'background-color', keyboard.BgColor);
    area.style.setProperty('--row', `${(ROW_PX * (keyboard.HeightScale ?? 100)) / 100}px`);
    if (keyboard.CustomDefaultHeight !== undefined) area.style.height = `${keyboard.CustomDefaultHeight}%`;
    else if (String(keyboard.DefaultHeight) === 'true') area.style.height = '40%';
    area.append(...buttonBlocks(keyboard, 2, tap));
  };
}

function showInput(state = 'regular') {
  const composer = byId('composer', 'div');
  composer.hidden = state === 'hidden';
  composer.classList.toggle('minimized', state === 'minimized');
  byId('composer-hidden', 'p').hidden = state !== 'hidden';
}
