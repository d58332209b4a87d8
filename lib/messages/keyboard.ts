import type { Keyboard } from '../protocol/messages/keyboard';
import type { OutgoingKeyboard } from '../protocol/messages/outgoing-messages';
import { validateMessage } from '../protocol/messages/validate-message';
import { optional, wholeNumber } from '../shared/options';
import type { ButtonRow } from './button-rows';
import { checkedList, GRID_COLUMNS, placeRow } from './button-rows';

/** The fields of a keyboard besides its buttons. */
export type KeyboardOptions = Omit<Keyboard, 'Type' | 'Buttons'>;

/** The highest level that any field needs. [hub] */
const MAX_LEVEL = 10;

const gridColumns = optional(wholeNumber({ max: GRID_COLUMNS }));

/**
 * Makes a keyboard from rows of buttons. The buttons of a row share its six columns as evenly as whole columns allow; a
 * button with `Columns` keeps them. A text is a button that sends this text to the bot.
 *
 * @param rows - each a button or a list of one to six; many rows may not fit on a phone
 * @param options - further fields of the keyboard
 * @returns a message that can be sent alone or spread into another one. It has a `min_api_version` only if something in
 * it needs more than level 1. Spread it before a carousel, whose `min_api_version` is higher: the later one counts
 * @throws `TypeError` for a row without buttons, or with more than fit into it
 * @example
 * await reply({ type: 'text', text: 'Shall we call you?', ...keyboard([['Yes', 'No'], [button.sharePhone('Call me')]]) });
 * await reply(keyboard(['Tea', 'Coffee'], { InputFieldState: 'hidden' })); // two rows, sent without a text
 */
export function keyboard(rows: readonly ButtonRow[], options: KeyboardOptions = {}): OutgoingKeyboard {
  const columns = gridColumns(options.ButtonsGroupColumns, 'ButtonsGroupColumns') ?? GRID_COLUMNS;
  const list = checkedList(rows, 'The rows of a keyboard', "[['Yes', 'No']]");
  if (list.length === 0) throw new TypeError('The keyboard has no rows. Leave it out, or give it one.');
  const Buttons = list.flatMap((row, index) =>
    placeRow(row, columns, `Row ${String(index + 1)} of the keyboard`),
  );
  const message: OutgoingKeyboard = {
    keyboard: { ...options, Type: 'keyboard', Buttons },
  };
  const level = lowestApiLevel(message);
  return level === 1 ? message : { min_api_version: level, ...message };
}

/** The lowest level at which every field works. The message checks know it, so nothing here can disagree with them. */
function lowestApiLevel(message: OutgoingKeyboard): number {
  let level = 1;
  while (level < MAX_LEVEL && needsMoreThan(level, message)) level += 1;
  return level;
}

function needsMoreThan(level: number, message: OutgoingKeyboard): boolean {
  const { warnings } = validateMessage({ ...message, min_api_version: level });
  return warnings.some(({ rule }) => rule === 'api-level');
}
