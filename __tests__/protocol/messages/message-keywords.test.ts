import { problemText } from '../../../lib/protocol/messages/problems';
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
  ['InternalBrowser', { CustomTitle: 'x' }, 3],
  ['TextPaddings', fullButton.TextPaddings, 4],
  ['TextShouldFit', true, 6],
  ['BgMediaScaleType', 'fit', 6],
  ['ImageScaleType', 'fit', 6],
  ['Map', fullButton.Map, 6],
  ['Frame', fullButton.Frame, 6],
  ['MediaPlayer', fullButton.MediaPlayer, 6],
  ['Mediaplayer', fullButton.Mediaplayer, 6],
];

const KEYBOARD_LEVELS: [field: keyof typeof fullKeyboard, level: number][] = [
  ['CustomDefaultHeight', 3],
  ['HeightScale', 3],
  ['ButtonsGroupColumns', 4],
  ['ButtonsGroupRows', 4],
  ['InputFieldState', 4],
  ['FavoritesMetadata', 6],
];

const LEVELS_INSIDE: [where: string, button: object, path: string, level: number][] = [
  ['a browser', { InternalBrowser: { ActionButton: 'send-to-bot' } }, 'InternalBrowser/ActionButton', 6],
  ['a browser', { InternalBrowser: { ActionReplyData: 'x' } }, 'InternalBrowser/ActionReplyData', 6],
];

const warningsOf = (message: unknown) => {
  const { errors, warnings } = validateMessage(message);
  expect(errors).toEqual([]);
  return warnings.map((warning) => [warning.rule, problemText(warning)]);
};

const needs = (path: string, level: number) => [
  'api-level',
  `${path} needs a min_api_version of ${String(level)} or more`,
];

describe('the keyword kind', () => {
  it('takes an object or an array for the parameters of a payment, and nothing else', () => {
    const problemsOf = (payment_parameters: unknown) => {
      const { payment } = least.payment;
      const message = { ...least.payment, payment: { ...payment, payment_parameters } };
      const { errors, warnings } = validateMessage(message);
      return [...errors, ...warnings].map(problemText);
    };

    for (const parameters of [{}, []]) expect(problemsOf(parameters)).toEqual([]);
    expect(problemsOf('x')).toEqual([
      '/payment/payment_parameters is a string of 1 character, not an object or an array',
    ]);
  });
});

describe('the keyword apiLevel', () => {
  it.each(BUTTON_LEVELS)('warns of a button with %s %j below its API level', (field, value, level) => {
    const message = (min_api_version?: unknown) => ({ ...withButton({ [field]: value }), min_api_version });
    const path = `/keyboard/Buttons/0/${field}`;

    expect(warningsOf(message(level))).toEqual([]);
    expect(warningsOf(message(level - 1))).toEqual([needs(path, level)]);
    expect(warningsOf(message())).toEqual([needs(path, level)]);
    expect(warningsOf(message(null))).toEqual([needs(path, level)]);
  });

  it.each(KEYBOARD_LEVELS)('warns of a keyboard with %s below its API level', (field, level) => {
    const message = (min_api_version: number) => ({
      ...withKeyboard({ [field]: fullKeyboard[field] }),
      min_api_version,
    });

    expect(warningsOf(message(level))).toEqual([]);
    expect(warningsOf(message(level - 1))).toEqual([needs(`/keyboard/${field}`, level)]);
  });

  it.each(LEVELS_INSIDE)('warns of %s with fields of a higher level: %j', (_where, button, path, level) => {
    const message = { ...withButton(button), min_api_version: level };

    expect(warningsOf(message)).toEqual([]);
    expect(warningsOf({ ...message, min_api_version: level - 1 })).toEqual([
      needs(`/keyboard/Buttons/0/${path}`, level),
    ]);
  });

  it('accepts the grid of a carousel at any API level, but not the fields of its buttons', () => {
    const Buttons = [{ ActionBody: 'x' }, { ActionBody: 'x', TextShouldFit: true }];

    expect(warningsOf(least.rich_media)).toEqual([]);
    expect(warningsOf({ ...withRichMedia({ Buttons, HeightScale: 50 }), min_api_version: 2 })).toEqual([
      needs('/rich_media/Buttons/1/TextShouldFit', 6),
      needs('/rich_media/HeightScale', 3),
    ]);
  });

  it('needs no API level for other fields', () => {
    expect(warningsOf({ ...withButton({ Silent: true, BgLoop: true }), min_api_version: 1 })).toEqual([]);
  });

  it('reads a level in a string, and ignores one that is no number', () => {
    const button = withButton({ TextShouldFit: true });

    expect(warningsOf({ ...button, min_api_version: '6' })).toEqual([
      ['number-as-string', expect.anything()],
    ]);
    expect(warningsOf({ ...button, min_api_version: '5' })).toHaveLength(2);
    for (const min_api_version of ['six', true, [1], { toString: 1 }]) {
      expect(validateMessage({ ...button, min_api_version })).toMatchObject({
        errors: [{ rule: 'wrong-kind', path: '/min_api_version' }],
        warnings: [],
      });
    }
  });
});
