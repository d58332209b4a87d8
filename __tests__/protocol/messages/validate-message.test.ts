import fc from 'fast-check';
import { MAX_MESSAGE_BYTES } from '../../../lib/protocol/api/api-limits';
import {
  examineMessage,
  fieldProblems,
  validateMessage,
} from '../../../lib/protocol/messages/validate-message';
import {
  common,
  fullRichMedia,
  least,
  messageOfBytes,
  valid,
  withButton,
  withKeyboard,
} from './outgoing-messages';

const types = Object.keys(least) as (keyof typeof least)[];

/** Every object in a value, including the value itself, except for those that allow any field. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    name === 'FavoritesMetadata' ? [] : objectsIn(field),
  );
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

const cells = (max: number) => fc.integer({ min: 1, max });
const color = fc.stringMatching(/^#[0-9a-fA-F]{6}$/);
const text = (min: number, max: number) => fc.string({ unit: 'grapheme', minLength: min, maxLength: max });
const some = <Fields>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) =>
  fc.record<Fields, never>(fields, { requiredKeys: [] });

const buttonOf = (maxRows: number) => {
  const appearance = some({
    Columns: cells(6),
    Rows: cells(maxRows),
    Silent: fc.boolean(),
    Text: text(0, 20),
    TextSize: fc.constantFrom('small', 'regular', 'large'),
    TextVAlign: fc.constantFrom('top', 'middle', 'bottom'),
    TextHAlign: fc.constantFrom('left', 'center', 'right'),
    TextPaddings: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
    TextOpacity: fc.integer({ min: 0, max: 100 }),
    TextShouldFit: fc.boolean(),
    BgColor: color,
    ImageScaleType: fc.constantFrom('crop', 'fill', 'fit'),
    Frame: some({ BorderWidth: fc.integer({ min: 0, max: 10 }), BorderColor: color }),
    Map: some({
      Latitude: fc.integer({ min: -90, max: 90 }),
      Longitude: fc.integer({ min: -180, max: 180 }),
    }),
    InternalBrowser: some({
      CustomTitle: fc.string({ maxLength: 15 }),
      FooterType: fc.constantFrom('default', 'hidden'),
    }),
    MediaPlayer: some({ Title: text(0, 20), Loop: fc.boolean() }),
  });
  const action = fc.oneof(
    fc.record({ ActionBody: text(0, 20) }),
    fc.record({
      ActionType: fc.constantFrom('reply', 'open-url', 'location-picker', 'share-phone'),
      ActionBody: text(0, 20),
    }),
    fc.record({ ActionType: fc.constant('none') }),
  );
  return fc.tuple(appearance, action).map(([looks, acts]) => ({ ...looks, ...acts }));
};

// Three buttons of 7 rows stay within the limit of 24.
const buttons = (maxRows: number) => fc.array(buttonOf(maxRows), { minLength: 1, maxLength: 3 });

const keyboard = fc
  .tuple(
    buttons(2),
    some({
      BgColor: color,
      DefaultHeight: fc.boolean(),
      CustomDefaultHeight: fc.integer({ min: 40, max: 70 }),
      HeightScale: fc.integer({ min: 20, max: 100 }),
      ButtonsGroupColumns: cells(6),
      ButtonsGroupRows: cells(7),
      InputFieldState: fc.constantFrom('regular', 'minimized', 'hidden'),
      FavoritesMetadata: fc.dictionary(text(1, 8), text(0, 8)),
    }),
  )
  .map(([Buttons, fields]) => ({ Type: 'keyboard', Buttons, ...fields }));

const richMedia = fc.record({
  Type: fc.constant('rich_media'),
  ButtonsGroupColumns: cells(6),
  ButtonsGroupRows: cells(7),
  Buttons: buttons(7),
});

const body = fc.oneof(
  fc.record({ type: fc.constant('text'), text: text(1, 50) }),
  fc.record({ type: fc.constant('picture'), text: text(0, 50), media: fc.webUrl() }),
  fc.record({
    type: fc.constant('video'),
    media: fc.webUrl(),
    size: fc.nat(),
    duration: fc.integer({ min: 0, max: 180 }),
  }),
  fc.record({ type: fc.constant('file'), media: fc.webUrl(), size: fc.nat(50_000), file_name: text(1, 20) }),
  fc.record({
    type: fc.constant('contact'),
    contact: fc.record({ name: text(0, 5), phone_number: fc.constant('+1') }),
  }),
  fc.record({ type: fc.constant('url'), media: fc.webUrl() }),
  fc.record({ type: fc.constant('sticker'), sticker_id: fc.nat() }),
  fc.record({ type: fc.constant('rich_media'), rich_media: richMedia, alt_text: text(0, 20) }),
);

/** Messages made of valid parts. The limits are low because a grapheme may be several characters. */
const validMessage = fc
  .tuple(body, some({ tracking_data: text(0, 50), keyboard, sender: fc.record({ name: text(1, 3) }) }))
  .map(([fields, carried]) => ({ ...fields, ...carried, min_api_version: 7 }));

describe('validateMessage', () => {
  it.each(valid)('finds no problem in %s', (_what, message) => {
    expect(validateMessage(message)).toEqual([]);
  });

  it.each(types)('finds no problem in a minimal %s', (type) => {
    expect(validateMessage(least[type])).toEqual([]);
  });

  it('finds no problem in any message made of valid parts', () => {
    fc.assert(
      fc.property(validMessage, (message) => {
        expect(validateMessage(message)).toEqual([]);
      }),
    );
  });

  it('rejects one unknown field anywhere, and accepts it with allowUnknownFields', () => {
    fc.assert(
      fc.property(validMessage, fc.nat(), (valid, at) => {
        const message = structuredClone(valid);
        const objects = objectsIn(message);
        Object.assign(objects[at % objects.length] ?? {}, { fieldOfTomorrow: 'hush-hush' });

        const problems = validateMessage(message);
        expect(problems).toEqual([expect.stringMatching(/^\/.*fieldOfTomorrow is not a known field\./)]);
        expect(problems.join()).not.toContain('hush');
        expect(validateMessage(message, { allowUnknownFields: true })).toEqual([]);
        expect(validateMessage(message, { allowUnknownFields: false })).toEqual(problems);
      }),
    );
  });

  it('accepts any field in FavoritesMetadata', () => {
    const FavoritesMetadata = { type: 'gif', anything: { goes: ['here'] } };
    const rich_media = { ...fullRichMedia, FavoritesMetadata };

    expect(validateMessage({ ...least.rich_media, min_api_version: 7, rich_media })).toEqual([]);
  });

  it('never quotes the value of a field', () => {
    const values = fc.oneof(
      fc.constant('hush-hush'),
      fc.constant(['hush-hush']),
      fc.constant({ Type: 'hush-hush' }),
      fc.string().map((rest) => `hush-hush${rest}`),
    );
    fc.assert(
      fc.property(validMessage, values, fc.nat(), fc.nat(), (valid, value, at, field) => {
        const message = structuredClone(valid);
        const objects = objectsIn(message);
        const object = objects[at % objects.length] ?? {};
        const names = Object.keys(object);
        object[names[field % names.length] ?? ''] = value;

        expect(String(validateMessage(message))).not.toContain('hush');
      }),
    );
  });

  it('shows only the beginning of an unknown name, without line breaks', () => {
    const [problem = '', ...others] = validateMessage({ ...least.text, [`a\n~/${'b'.repeat(5000)}`]: 1 });

    expect(others).toEqual([]);
    expect(problem).toMatch(/^\/a\?~0~1b{36}… is not a known field\./);
    expect(problem).not.toContain('\n');

    const long = 'c'.repeat(5000);
    expect(validateMessage({ ...least.text, [`${long}1`]: 1, [`${long}2`]: 1 })).toHaveLength(1);
  });

  it('lists every problem once', () => {
    const problems = validateMessage({
      type: 'text',
      text: '',
      sender: {},
      keyboard: { Type: 'keyboard', Buttons: [{ ActionType: 'wink' }, { Colums: 2 }] },
    });

    expect([...problems].sort()).toEqual([
      '/keyboard/Buttons/0/ActionBody is required but missing, unless ActionType is "none"',
      '/keyboard/Buttons/0/ActionType is a string of 4 characters, not one of "reply", "open-url", "location-picker", "share-phone", "none"',
      '/keyboard/Buttons/1/ActionBody is required but missing, unless ActionType is "none"',
      '/keyboard/Buttons/1/Colums is not a known field. Did you mean "Columns"?',
      '/sender/name is required but missing',
      '/text has 0 characters, fewer than 1 required',
    ]);
    expect(validateMessage(withButton({ TextPaddings: [1, 2, 3, 4, 5] }))).toEqual([
      '/keyboard/Buttons/0/TextPaddings has 5 items, more than 4 allowed',
    ]);
  });

  it('lists a hundred problems at most, of any kind', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${String(index)}`, 1]));
    const Buttons = Array.from({ length: 500 }, () => ({ ActionBody: 'x', Columns: 1, TextShouldFit: true }));
    const aboveItsLevel = withKeyboard({ Buttons: Buttons.slice(0, 120) });

    expect(validateMessage({ ...least.text, ...unknown })).toHaveLength(100);
    expect(validateMessage({ ...aboveItsLevel, min_api_version: 6 })).toEqual([]);
    expect(validateMessage({ ...aboveItsLevel, min_api_version: 1 })).toHaveLength(100);
    expect(validateMessage({ ...withKeyboard({ Buttons }), ...unknown, min_api_version: 1 })).toHaveLength(
      100,
    );
  });

  it('checks only the size of a message that is far too large', () => {
    const Buttons = Array.from({ length: 200_000 }, () => ({ TextShouldFit: true, Bad: 1 }));

    expect(validateMessage({ ...least.text, receiver: 7, keyboard: { Type: 'keyboard', Buttons } })).toEqual([
      expect.stringMatching(/^the message has \d{7} bytes of JSON, more than 30720 allowed$/),
    ]);
    expect(validateMessage('x'.repeat(200_000))).toHaveLength(1);
    // The other problems of a slightly too large message are listed.
    expect(validateMessage({ ...messageOfBytes(40_000), sparkle: 1 })).toHaveLength(2);
  });

  it('counts code points, not code units', () => {
    expect(validateMessage({ type: 'text', text: '👋'.repeat(7000) })).toEqual([]);
    expect(validateMessage({ type: 'text', text: '👋'.repeat(7001) })).toEqual([
      '/text has 7001 characters, more than 7000 allowed',
    ]);
  });

  it('accepts exactly 30 KB of JSON, in bytes of UTF-8', () => {
    const rule = (bytes: number) => `the message has ${String(bytes)} bytes of JSON, more than 30720 allowed`;
    const emoji = { ...least.text, text: '👋'.repeat(7000), tracking_data: 'x'.repeat(2676) };
    expect(Buffer.byteLength(JSON.stringify(emoji))).toBe(30_720);

    expect(MAX_MESSAGE_BYTES).toBe(30_720);
    expect(validateMessage(messageOfBytes(30_720))).toEqual([]);
    expect(validateMessage(messageOfBytes(30_721))).toEqual([rule(30_721)]);
    expect(validateMessage(emoji)).toEqual([]);
    expect(validateMessage({ ...emoji, tracking_data: 'x'.repeat(2677) })).toEqual([rule(30_721)]);
  });

  it('does not check the recipients', () => {
    expect(validateMessage({ ...least.text, receiver: 7 })).toEqual([]);
    expect(validateMessage({ ...least.text, broadcast_list: 'everybody' })).toEqual([]);
  });

  it('treats a field of undefined as missing, as JSON does', () => {
    expect(validateMessage({ ...least.text, keyboard: undefined, fieldOfTomorrow: undefined })).toEqual([]);
    expect(validateMessage({ type: 'text', text: undefined })).toEqual(['/text is required but missing']);
  });

  it('requires a type for a keyboard with fields of a type', () => {
    const { keyboard } = common;

    expect(validateMessage({ min_api_version: 7, keyboard, text: 'x' })).toEqual([
      expect.stringMatching(/^\/type is required but missing \(only a keyboard alone has none\)/),
    ]);
    expect(
      validateMessage({ min_api_version: 7, keyboard, text: 'x' }, { allowUnknownFields: true }),
    ).toEqual([]);
  });

  it.each<[what: string, message: () => unknown]>([
    [
      'a cycle',
      () => {
        const message: Record<string, unknown> = { ...least.text };
        message['sender'] = message;
        return message;
      },
    ],
    ['a BigInt', () => ({ ...least.text, min_api_version: 7n })],
    [
      'a field that throws when it is read',
      () => ({
        type: 'text',
        get text(): string {
          throw new Error('hush-hush');
        },
      }),
    ],
    [
      'a toJSON that throws',
      () => ({
        ...least.text,
        toJSON() {
          throw new TypeError('hush-hush');
        },
      }),
    ],
  ])('reports that JSON cannot express %s', (_what, message) => {
    expect(validateMessage(message())).toEqual([
      expect.stringMatching(/^the message cannot be written as JSON: it has a cycle, a BigInt or a field/),
    ]);
  });

  it('rejects a message that is nested too deeply, whether this version of Node can write it or not', () => {
    let tracking_data: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) tracking_data = [tracking_data];
    expect(validateMessage({ ...least.text, tracking_data })).toEqual([
      expect.stringMatching(/^the message (?:cannot be written as JSON|has 200045 bytes of JSON, more than)/),
    ]);
  });

  it('checks the JSON that would be sent, not the object', () => {
    expect(validateMessage({ toJSON: () => least.text })).toEqual([]);
    expect(validateMessage({ ...least.text, toJSON: () => 'hush-hush' })).toEqual([
      expect.stringMatching(/^the message must be an object/),
    ]);
    expect(validateMessage({ type: 'text', text: new Date(0) })).toEqual([]);
    expect(validateMessage(() => least.text)).toEqual([
      expect.stringMatching(/^the message must be an object/),
    ]);
  });

  it('accepts no arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // No generated value has a keyboard, or a type with its fields.
        expect(validateMessage(value)).not.toEqual([]);
      }),
    );
  });

  it('does not change the message', () => {
    const message = { ...common, ...least.text, receiver: 'a' };
    const before = structuredClone(message);

    validateMessage(message);

    expect(message).toStrictEqual(before);
  });
});

describe('examineMessage', () => {
  it.each(valid)('finds no problem in %s, and returns its fields', (_what, message) => {
    expect(examineMessage(message, {})).toEqual({ fields: message, problems: [] });
  });

  it('returns a copy of the message', () => {
    const keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] };
    const { fields } = examineMessage({ ...least.text, keyboard }, {});
    keyboard.Buttons.length = 0;

    expect(fields).toEqual({ ...least.text, keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] } });
  });

  it('finds the problems that validateMessage finds', () => {
    const message = { type: 'text', text: '', fieldOfTomorrow: 1 };

    expect(examineMessage(message, {})).toEqual({ fields: message, problems: validateMessage(message) });
    expect(validateMessage(message)).toHaveLength(2);
    expect(examineMessage({ ...least.text, fieldOfTomorrow: 1 }, { allowUnknownFields: true })).toMatchObject(
      {
        problems: [],
      },
    );
  });

  it.each(['receiver', 'broadcast_list'])('rejects a %s, even if unknown fields are allowed', (name) => {
    const message = { ...least.text, [name]: ['ann'] };
    const problems = [expect.stringMatching(new RegExp(`^/${name} is not a field of this message: `))];

    expect(examineMessage(message, {})).toEqual({ fields: least.text, problems });
    expect(examineMessage(message, { allowUnknownFields: true })).toEqual({ fields: least.text, problems });
    expect(examineMessage({ ...least.text, [name]: undefined }, {}).problems).toEqual([]);
  });

  it.each([
    ['not an object', [least.text]],
    ['not JSON', { ...least.text, min_api_version: 7n }],
    ['far too large', { ...least.text, text: 'x'.repeat(200_000) }],
  ])('returns no fields if the message is %s', (_what, message) => {
    expect(examineMessage(message, {})).toEqual({
      fields: undefined,
      problems: [expect.stringMatching(/^the message /)],
    });
  });
});

describe('fieldProblems', () => {
  it.each(valid)('finds no problem in %s', (_what, message) => {
    expect(fieldProblems({ ...message }, true)).toEqual([]);
  });

  it('accepts fields above the min_api_version, and unknown ones if they are allowed', () => {
    const tooNew = { ...withButton({ ActionType: 'share-phone' }), min_api_version: 1 };
    expect(fieldProblems(tooNew, false)).toEqual([]);
    const ofTomorrow = { ...withButton({ NewField: 1 }), fieldOfTomorrow: 1 };
    expect(fieldProblems(ofTomorrow, true)).toEqual([]);
    expect(fieldProblems(ofTomorrow, false)).toHaveLength(2);
  });

  it('returns the path and the text of any other problem', () => {
    expect(fieldProblems({ type: 'text' }, true)).toEqual([
      { path: '/text', text: '/text is required but missing', isMissing: true },
    ]);
  });
});
