import { prepareMessage } from '../../lib/client/prepare-message';

const text = { type: 'text', text: 'Hello' };
const sender = { name: 'News' };
const settings = { sender, messageChecks: 'errors' } as const;
const unsigned = { sender: undefined, messageChecks: 'errors' } as const;
const isSigned = { needsSender: true };
const isWelcome = { needsSender: false };

describe('prepareMessage', () => {
  let warnings: unknown[];

  beforeEach(() => {
    warnings = [];
    jest.spyOn(process, 'emitWarning').mockImplementation((_warning, options) => {
      warnings.push((options as { code: string }).code);
    });
  });

  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['its own sender', { ...text, sender: { name: 'Support' } }, { name: 'Support' }],
    ['no sender', text, sender],
    ['a sender of null', { ...text, sender: null }, sender],
  ])('gives a message with %s the sender %j', (_what, message, expected) => {
    expect(prepareMessage(message, settings, isSigned)).toEqual({ fields: { ...text, sender: expected } });
  });

  it('needs no sender in a welcome message, even with "strict"', () => {
    const strict = { sender: undefined, messageChecks: 'strict' } as const;

    expect(prepareMessage(text, strict, isWelcome)).toEqual({ fields: text });
    expect(prepareMessage(text, strict, isSigned)).toEqual({
      problems: ['/sender is missing: set the sender option, or give the message one'],
    });
    expect(warnings).toEqual([]);
  });

  it('warns of what looks wrong, but not in a message that is refused', () => {
    expect(prepareMessage({ type: 'text' }, unsigned, isSigned)).toEqual({
      problems: ['/text is required but missing'],
    });
    expect(warnings).toEqual([]);

    expect(prepareMessage(text, unsigned, isSigned)).toEqual({ fields: text });
    expect(warnings).toEqual(['VIBER_MESSAGE_SENDER']);
  });

  it.each([['Hello'], [undefined], [[text]]])('does not make a message of %j', (message) => {
    expect(prepareMessage(message, { ...settings, messageChecks: 'off' }, isWelcome)).toEqual({
      problems: [expect.stringMatching(/^the message must be an object/)],
    });
  });
});
