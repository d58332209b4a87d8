import fc from 'fast-check';
import { MAX_MESSAGE_BYTES } from '../../../lib/protocol/api/api-limits';
import { problemText } from '../../../lib/protocol/messages/problems';
import { examineMessage, validateMessage } from '../../../lib/protocol/messages/validate-message';
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

const buttonOf = (maxRows: number, actionTypes: readonly string[]) => {
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
      ActionType: fc.constantFrom(...actionTypes),
      ActionBody: text(0, 20),
    }),
    fc.record({ ActionType: fc.constant('none') }),
  );
  return fc.tuple(appearance, action).map(([looks, acts]) => ({ ...looks, ...acts }));
};

const buttons = (maxRows: number, ...actionTypes: readonly string[]) =>
  fc.array(buttonOf(maxRows, ['reply', 'open-url', 'buy', ...actionTypes]), { minLength: 1, maxLength: 3 });

const keyboard = fc
  .tuple(
    buttons(7, 'location-picker', 'share-phone'),
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
  ButtonsGroupRows: fc.constant(7),
  Buttons: buttons(7),
});

const body = fc.oneof(
  fc.record({ type: fc.constant('text'), text: text(1, 50) }),
  fc.record({ type: fc.constant('picture'), text: text(0, 50), media: fc.webUrl() }),
  fc.record({ type: fc.constant('picture'), media: fc.webUrl() }),
  fc.record({
    type: fc.constant('video'),
    media: fc.webUrl(),
    size: fc.nat(27_262_976),
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

const NONE = { errors: [], warnings: [] };
const errorsOf = (message: unknown) => validateMessage(message).errors.map(problemText);
const warningsOf = (message: unknown) => validateMessage(message).warnings.map(problemText);

describe('validateMessage', () => {
  it.each(valid)('finds no problem in %s', (_what, message) => {
    expect(validateMessage(message)).toEqual(NONE);
  });

  it.each(types)('finds no problem in a minimal %s', (type) => {
    expect(validateMessage(least[type])).toEqual(NONE);
  });

  it('finds no problem in any message made of valid parts', () => {
    fc.assert(
      fc.property(validMessage, (message) => {
        expect(validateMessage(message)).toEqual(NONE);
      }),
    );
  });

  it('warns of one unknown field anywhere', () => {
    fc.assert(
      fc.property(validMessage, fc.nat(), (message, at) => {
        const flawed = structuredClone(message);
        const objects = objectsIn(flawed);
        Object.assign(objects[at % objects.length] ?? {}, { fieldOfTomorrow: 'hush-hush' });

        const { errors, warnings } = validateMessage(flawed);
        expect(errors).toEqual([]);
        expect(warnings).toMatchObject([
          { rule: 'unknown-field', path: expect.stringMatching(/\/fieldOfTomorrow$/) as string },
        ]);
        expect(JSON.stringify(warnings)).not.toContain('hush');
      }),
    );
  });

  it('counts null as missing, in any field at any depth', () => {
    fc.assert(
      fc.property(validMessage, fc.nat(), (message, at) => {
        const flawed = structuredClone(message);
        const objects = objectsIn(flawed);
        Object.assign(objects[at % objects.length] ?? {}, { fieldOfTomorrow: null });

        expect(validateMessage(flawed)).toEqual(NONE);
      }),
    );
    expect(validateMessage({ ...least.text, tracking_data: null, keyboard: null, sender: null })).toEqual(
      NONE,
    );
    expect(validateMessage(withButton({ Columns: null, Image: null, Frame: { BorderWidth: null } }))).toEqual(
      NONE,
    );
    expect(errorsOf({ type: 'text', text: null })).toEqual(['/text is required but missing']);
  });

  it('accepts any field in FavoritesMetadata', () => {
    const FavoritesMetadata = { type: 'gif', anything: { goes: ['here'] } };
    const rich_media = { ...fullRichMedia, FavoritesMetadata };

    expect(validateMessage({ ...least.rich_media, min_api_version: 7, rich_media })).toEqual(NONE);
  });

  it('never quotes the value of a field', () => {
    const values = fc.oneof(
      fc.constant('hush-hush'),
      fc.constant(['hush-hush']),
      fc.constant({ Type: 'hush-hush' }),
      fc.constant(31337.5),
      fc.string().map((rest) => `hush-hush${rest}`),
    );
    fc.assert(
      fc.property(validMessage, values, fc.nat(), fc.nat(), (message, value, at, field) => {
        const flawed = structuredClone(message);
        const objects = objectsIn(flawed);
        const object = objects[at % objects.length] ?? {};
        const names = Object.keys(object);
        object[names[field % names.length] ?? ''] = value;

        expect(JSON.stringify(validateMessage(flawed))).not.toMatch(/hush|31337/);
      }),
    );
  });

  it('shows only the beginning of an unknown name, without line breaks', () => {
    const [problem = '', ...others] = warningsOf({ ...least.text, [`a\n~/${'b'.repeat(5000)}`]: 1 });

    expect(others).toEqual([]);
    expect(problem).toMatch(/^\/a\?~0~1b{36}… is not a known field\./);
    expect(problem).not.toContain('\n');

    expect(warningsOf({ ...least.text, ['d'.repeat(40)]: 1 })).toEqual([
      expect.stringMatching(/^\/d{40} is not a known field\./),
    ]);

    const long = 'c'.repeat(5000);
    expect(warningsOf({ ...least.text, [`${long}1`]: 1, [`${long}2`]: 1 })).toHaveLength(1);
  });

  it('lists every problem once', () => {
    const message = {
      type: 'text',
      text: '',
      sender: {},
      keyboard: {
        Type: 'keyboard',
        Buttons: [
          { ActionType: 'reply', Columns: 7 },
          { Colums: 2, Rows: {} },
        ],
      },
    };

    expect(errorsOf(message)).toEqual([
      '/keyboard/Buttons/0/Columns is outside the range 1 to 6',
      '/keyboard/Buttons/1/Rows is an object, not a number',
    ]);
    expect([...warningsOf(message)].sort()).toEqual([
      '/keyboard/Buttons/0/ActionBody is missing, although it is documented as required',
      '/keyboard/Buttons/1/ActionBody is missing, although it is documented as required',
      '/keyboard/Buttons/1/Colums is not a known field. Did you mean "Columns"?',
      '/sender/name is missing, although it is documented as required',
      '/text has 0 characters, fewer than 1 required',
    ]);
  });

  it('does not warn of a value that it refuses', () => {
    expect(validateMessage(withButton({ Columns: '7.5' }))).toMatchObject({
      errors: [{ rule: 'button-columns' }],
      warnings: [],
    });
  });

  it('gives each problem the id and the source of its rule', () => {
    expect(validateMessage({ type: 'text', text: 'x'.repeat(7001), txet: 1 })).toEqual({
      errors: [
        {
          path: '/text',
          message: 'has 7001 characters, more than 7000 allowed',
          rule: 'text-length',
          source: "Viber's documentation, Message Data Model",
        },
      ],
      warnings: [
        {
          path: '/txet',
          message: 'is not a known field. Did you mean "text"?',
          rule: 'unknown-field',
          source: "Viber's documentation, Message Data Model",
        },
      ],
    });
  });

  it('checks the common fields of an unknown type, and no other', () => {
    const message = { type: 'poll', options: [1, 2], tracking_data: 'x'.repeat(4001) };

    expect(validateMessage(message)).toMatchObject({
      errors: [{ rule: 'tracking-data-length' }],
      warnings: [{ rule: 'unknown-type' }],
    });
  });

  it('lists a hundred problems of a severity at most', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${String(index)}`, 1]));
    const Buttons = Array.from({ length: 500 }, () => ({ ActionBody: 'x', Columns: 7, TextShouldFit: true }));

    expect(warningsOf({ ...least.text, ...unknown })).toHaveLength(100);
    expect(errorsOf(withKeyboard({ Buttons }))).toHaveLength(100);
    expect(warningsOf({ ...withKeyboard({ Buttons }), ...unknown, min_api_version: 1 })).toHaveLength(100);
  });

  it('checks only the size of a message that is far too large', () => {
    const Buttons = Array.from({ length: 200_000 }, () => ({ TextShouldFit: true, Bad: 1 }));
    const message = { ...least.text, receiver: 7, keyboard: { Type: 'keyboard', Buttons } };

    expect(errorsOf(message)).toEqual([
      expect.stringMatching(/^the message has \d{7} bytes of JSON, more than 30720 allowed$/),
    ]);
    expect(warningsOf(message)).toEqual([]);
    expect(errorsOf('x'.repeat(200_000))).toHaveLength(1);
    // The other problems of a slightly too large message are listed.
    expect(warningsOf({ ...messageOfBytes(40_000), sparkle: 1 })).toHaveLength(1);
  });

  it('counts code points, not code units', () => {
    expect(validateMessage({ type: 'text', text: '👋'.repeat(7000) })).toEqual(NONE);
    expect(errorsOf({ type: 'text', text: '👋'.repeat(7001) })).toEqual([
      '/text has 7001 characters, more than 7000 allowed',
    ]);
  });

  it('accepts exactly 30 KB of JSON, in bytes of UTF-8', () => {
    const rule = (bytes: number) => `the message has ${String(bytes)} bytes of JSON, more than 30720 allowed`;
    const emoji = { ...least.text, text: '👋'.repeat(7000), tracking_data: 'x'.repeat(2676) };
    expect(Buffer.byteLength(JSON.stringify(emoji))).toBe(30_720);

    expect(MAX_MESSAGE_BYTES).toBe(30_720);
    expect(errorsOf(messageOfBytes(30_720))).toEqual([]);
    expect(errorsOf(messageOfBytes(30_721))).toEqual([rule(30_721)]);
    expect(errorsOf(messageOfBytes(31 * 1024))).toEqual([rule(31 * 1024)]);
    expect(errorsOf(emoji)).toEqual([]);
    expect(errorsOf({ ...emoji, tracking_data: 'x'.repeat(2677) })).toEqual([rule(30_721)]);
  });

  it('does not check where the message goes', () => {
    const addressed = { ...least.text, receiver: 7, broadcast_list: 'everybody', chat_id: {} };
    expect(validateMessage(addressed)).toEqual(NONE);
  });

  it('treats a field of undefined as missing, as JSON does', () => {
    expect(validateMessage({ ...least.text, keyboard: undefined, fieldOfTomorrow: undefined })).toEqual(NONE);
    expect(errorsOf({ type: 'text', text: undefined })).toEqual(['/text is required but missing']);
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
    expect(errorsOf(message())).toEqual([
      expect.stringMatching(/^the message cannot be written as JSON: it has a cycle, a BigInt or a field/),
    ]);
  });

  it('rejects a message that is nested too deeply, whether this version of Node can write it or not', () => {
    let tracking_data: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) tracking_data = [tracking_data];
    expect(errorsOf({ ...least.text, tracking_data })).toEqual([
      expect.stringMatching(/^the message (?:cannot be written as JSON|has 200045 bytes of JSON, more than)/),
    ]);
  });

  it('checks the JSON that would be sent, not the object', () => {
    expect(validateMessage({ toJSON: () => least.text })).toEqual(NONE);
    expect(errorsOf({ ...least.text, toJSON: () => 'hush-hush' })).toEqual([
      expect.stringMatching(/^the message must be an object/),
    ]);
    expect(validateMessage({ type: 'text', text: new Date(0) })).toEqual(NONE);
    expect(errorsOf(() => least.text)).toEqual([expect.stringMatching(/^the message must be an object/)]);
  });

  it('refuses arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // No generated value has a type or a keyboard.
        expect(errorsOf(value)).toHaveLength(1);
      }),
    );
  });

  it('does not change the message', () => {
    const message = { ...common, ...least.text, receiver: 'a', alt: null };
    const before = structuredClone(message);

    validateMessage(message);

    expect(message).toStrictEqual(before);
  });
});

describe('examineMessage', () => {
  it.each(valid)('finds no problem in %s, and returns its fields', (_what, message) => {
    expect(examineMessage(message, 'strict')).toEqual({ fields: message, ...NONE });
  });

  it('returns a copy of the message', () => {
    const keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] };
    const { fields } = examineMessage({ ...least.text, keyboard }, 'errors');
    keyboard.Buttons.length = 0;

    expect(fields).toEqual({ ...least.text, keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] } });
  });

  it('leaves out fields of null', () => {
    const message = { ...withButton({ Image: null, Map: { Latitude: null } }), tracking_data: null };

    expect(examineMessage(message, 'errors').fields).toEqual(withButton({ Map: {} }));
  });

  it('finds the problems that validateMessage finds, all of them errors with "strict"', () => {
    const message = { type: 'text', text: 'x'.repeat(7001), fieldOfTomorrow: 1 };
    const { errors, warnings } = validateMessage(message);

    expect([errors.length, warnings.length]).toEqual([1, 1]);
    expect(examineMessage(message, 'errors')).toEqual({ fields: message, errors, warnings });
    expect(examineMessage(message, 'strict')).toEqual({
      fields: message,
      errors: [...errors, ...warnings],
      warnings: [],
    });
  });

  it.each(['receiver', 'broadcast_list', 'chat_id'])('warns of a %s, and leaves it out', (name) => {
    const message = { ...least.text, [name]: ['ann'] };

    expect(examineMessage(message, 'errors')).toMatchObject({
      fields: least.text,
      errors: [],
      warnings: [
        {
          rule: 'address-field',
          path: `/${name}`,
          message: expect.stringMatching(/^is left out: .*broadcastMessage takes broadcast_list/) as string,
        },
      ],
    });
    expect(examineMessage(message, 'strict').errors).toHaveLength(1);
    expect(examineMessage({ ...least.text, [name]: undefined }, 'errors').warnings).toEqual([]);
  });

  it('warns of a missing sender only where it is needed, and refuses it with "strict"', () => {
    const problem = { path: '/sender', rule: 'sender' };

    expect(examineMessage(least.text, 'errors')).toMatchObject(NONE);
    expect(examineMessage(least.text, 'errors', { needsSender: true })).toMatchObject({
      errors: [],
      warnings: [problem],
    });
    expect(examineMessage(least.text, 'strict', { needsSender: true })).toMatchObject({
      errors: [problem],
      warnings: [],
    });
    expect(examineMessage(least.text, 'off', { needsSender: true })).toMatchObject(NONE);
    const sender = { name: 'Echo' };
    expect(examineMessage({ ...least.text, sender }, 'strict', { needsSender: true })).toMatchObject(NONE);
  });

  it.each([
    ['not an object', [least.text]],
    ['not JSON', { ...least.text, min_api_version: 7n }],
    ['far too large', { ...least.text, text: 'x'.repeat(200_000) }],
  ])('returns no fields if the message is %s', (_what, message) => {
    const { fields, errors } = examineMessage(message, 'errors');

    expect(fields).toBeUndefined();
    expect(errors.map(problemText)).toEqual([expect.stringMatching(/^the message /)]);
  });

  it.each([
    ['without a type', {}],
    ['of a wrong kind', { type: 7, text: {}, keyboard: [] }],
    ['with fields of null', { type: 'text', text: null }],
    ['that is far too large', { type: 'text', text: 'x'.repeat(200_000) }],
    ['that names a receiver', { ...least.text, receiver: 'ann' }],
  ])('passes an object %s as it is with "off"', (_what, message) => {
    expect(examineMessage(message, 'off')).toEqual({ fields: message, ...NONE });
  });

  it.each([
    ['an array', []],
    ['null', null],
    ['a string', 'hello'],
    ['what JSON cannot express', { type: 7n }],
  ])('refuses %s even with "off"', (_what, message) => {
    expect(examineMessage(message, 'off')).toMatchObject({ fields: undefined, errors: [expect.anything()] });
  });
});
