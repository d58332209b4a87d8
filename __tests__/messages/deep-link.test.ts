import fc from 'fast-check';
import { deepLink } from '../../lib/index';

describe('deepLink', () => {
  it('opens the chat with a bot', () => {
    expect(deepLink('my-bot')).toBe('viber://pa?chatURI=my-bot');
  });

  it('encodes the context and the text', () => {
    expect(deepLink('bot', { context: 'poster 7&8', text: 'Hi + привет 😀' })).toBe(
      'viber://pa?chatURI=bot&context=poster%207%268&text=Hi%20%2B%20%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82%20%F0%9F%98%80',
    );
  });

  it('leaves out what is empty', () => {
    expect(deepLink('bot', { context: '', text: '' })).toBe('viber://pa?chatURI=bot');
  });

  it('carries any context and text unchanged', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, (context, words) => {
        const { searchParams } = new URL(deepLink('bot', { context, text: words }));
        expect([...searchParams]).toEqual([
          ['chatURI', 'bot'],
          ['context', context],
          ['text', words],
        ]);
      }),
    );
  });

  it.each([
    undefined,
    7,
    '',
    ' ',
    'my bot',
    'viber://pa?chatURI=bot',
    'https://chats.viber.com/bot',
    'bot&context=x',
    '@bot',
  ])('rejects the URI %j', (uri) => {
    const make = () => deepLink(uri as string);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/uri must be the URI of a bot/);
  });

  it('rejects text that cannot be encoded, and unknown options', () => {
    expect(() => deepLink('bot', { text: '\ud83d' })).toThrow(/text must be a string without unpaired/);
    expect(() => deepLink('b\ud83d')).toThrow(TypeError);
    expect(() => deepLink('bot', { context: 7 as unknown as string })).toThrow(/context must be a string/);
    expect(() => deepLink('bot', { contxt: 'x' } as object)).toThrow(/Did you mean "context"/);
  });
});
