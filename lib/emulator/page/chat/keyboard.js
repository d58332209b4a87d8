import { byId } from '../dom.js';
import { act } from '../emulator.js';
import { buttonBlocks, paint } from './button-blocks.js';

/** Pixels of a row of buttons at full height. */
const ROW_PX = 46;

/** The keyboard under the chat: that of the bot's last message. */
export function showKeyboard(store) {
  const area = byId('keyboard');
  let shown;

  return ({ users, selection }) => {
    if (!users && !selection) return;
    const keyboard = store.selected?.keyboard ?? undefined;
    showInput(keyboard?.InputFieldState);
    // Told again with every change of the user; made anew, the button in focus would lose it.
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
    else if (keyboard.DefaultHeight === true) area.style.height = '40%';
    const tap = (button) => {
      act('tap', { user: store.selectedId, button });
    };
    area.append(...buttonBlocks(keyboard, 2, tap));
  };
}

function showInput(state = 'regular') {
  byId('composer').hidden = state === 'hidden';
  byId('composer').classList.toggle('minimized', state === 'minimized');
  byId('composer-hidden').hidden = state !== 'hidden';
}
