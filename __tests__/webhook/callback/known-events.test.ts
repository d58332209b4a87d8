import { ViberWebhook } from '../../../lib/index';
import { BODIES } from '../../fixtures/bodies';
import { nextWarning } from '../next-warning';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('warnOfUnknownEvent', () => {
  it.each(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'] as const)(
    'warns of an unknown event and names the nearest known one, for a listener added with %s',
    async (method) => {
      const warned = nextWarning();
      new ViberWebhook({ authToken: 't' })[method]('mesage' as 'message', () => undefined);
      const [message, options] = await warned;
      expect(message).toMatch(/"mesage".*will never be called.*Did you mean "message"\?/);
      expect(options).toEqual({ type: 'ViberWarning', code: 'VIBER_UNKNOWN_EVENT' });
    },
  );

  it('warns of undefined, the value of a misspelled constant', async () => {
    const warned = nextWarning();
    new ViberWebhook({ authToken: 't' }).on(undefined as never, () => undefined);
    expect((await warned)[0]).toMatch(/"undefined" is an unknown event/);
  });

  it('does not warn of a known event, an event of Node’s emitter or a symbol of the application', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const viber = new ViberWebhook({ authToken: 't' });
    for (const event of [
      ...Object.keys(BODIES),
      'message:text',
      'callback',
      'unmatched_text',
      'unrecognized',
    ])
      viber.on(event as 'message', () => undefined);
    for (const event of ['duplicate', 'rejected', 'error', 'newListener', 'removeListener', Symbol('own')])
      viber.on(event as 'message', () => undefined);
    expect(emitWarning).not.toHaveBeenCalled();
  });
});
