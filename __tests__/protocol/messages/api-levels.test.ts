import { levelProblems } from '../../../lib/protocol/messages/api-levels';
import { validateMessage } from '../../../lib/protocol/messages/validate-message';
import {
  fullButton,
  fullKeyboard,
  least,
  withButton,
  withKeyboard,
  withRichMedia,
} from './outgoing-messages';

const BUTTON_LEVELS: [field: string, value: unknown, level: number][] = [
  ['ActionType', 'location-picker', 3],
  ['ActionType', 'share-phone', 3],
  ['InternalBrowser', fullButton.InternalBrowser, 3],
  ['TextPaddings', fullButton.TextPaddings, 4],
  ['TextShouldFit', true, 6],
  ['BgMediaScaleType', 'fit', 6],
  ['ImageScaleType', 'fit', 6],
  ['MediaPlayer', fullButton.MediaPlayer, 6],
];

const KEYBOARD_LEVELS: [field: keyof typeof fullKeyboard, level: number][] = [
  ['CustomDefaultHeight', 3],
  ['HeightScale', 3],
  ['ButtonsGroupColumns', 4],
  ['ButtonsGroupRows', 4],
  ['InputFieldState', 4],
  ['FavoritesMetadata', 6],
];

const needs = (path: string, level: number, found: string) =>
  `${path} needs a min_api_version of ${String(level)} or more, but it ${found}`;

describe('levelProblems', () => {
  it.each(BUTTON_LEVELS)('accepts a button with %s %j at its API level or above', (field, value, level) => {
    const message = (min_api_version?: number) => ({ ...withButton({ [field]: value }), min_api_version });
    const path = `/keyboard/Buttons/0/${field}`;

    expect(validateMessage(message(level))).toEqual([]);
    expect(validateMessage(message(level - 1))).toEqual([needs(path, level, `is ${String(level - 1)}`)]);
    expect(validateMessage(message())).toEqual([needs(path, level, 'is missing, which means 1')]);
  });

  it.each(KEYBOARD_LEVELS)('accepts a keyboard with %s at its API level or above', (field, level) => {
    const message = (min_api_version: number) => ({
      ...withKeyboard({ [field]: fullKeyboard[field] }),
      min_api_version,
    });

    expect(validateMessage(message(level))).toEqual([]);
    expect(validateMessage(message(level - 1))).toEqual([
      needs(`/keyboard/${field}`, level, `is ${String(level - 1)}`),
    ]);
  });

  it('accepts the grid of a carousel at any API level, but not the fields of its buttons', () => {
    const Buttons = [{ ActionBody: 'x' }, { ActionBody: 'x', TextShouldFit: true }];

    expect(validateMessage(least.rich_media)).toEqual([]);
    expect(validateMessage({ ...withRichMedia({ Buttons, HeightScale: 50 }), min_api_version: 2 })).toEqual([
      needs('/rich_media/HeightScale', 3, 'is 2'),
      needs('/rich_media/Buttons/1/TextShouldFit', 6, 'is 2'),
    ]);
  });

  it.each([
    ['Map', fullButton.Map],
    ['Frame', fullButton.Frame],
    ['Silent', true],
    ['BgLoop', true],
  ])('needs no API level for a field whose level is not certain: %s', (field, value) => {
    expect(validateMessage({ ...withButton({ [field]: value }), min_api_version: 1 })).toEqual([]);
  });

  it('leaves a min_api_version that is not a number to the schema', () => {
    expect(levelProblems({ ...withButton({ TextShouldFit: true }), min_api_version: '7' })).toEqual([]);
  });

  it.each([
    ['a keyboard that is not an object', { keyboard: 'x' }],
    ['Buttons that are not an array', { keyboard: { Buttons: 'x' } }],
    ['buttons that are not objects', { keyboard: { Buttons: [null, 'x', [1]] } }],
  ])('ignores %s', (_what, message) => {
    expect(levelProblems(message)).toEqual([]);
  });
});
