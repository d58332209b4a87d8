import { EventEmitter } from 'node:events';
import { ViberClient, ViberWebhook } from '../../lib/index';

describe('ViberWebhook', () => {
  it('is an EventEmitter', () => {
    expect(new ViberWebhook({ authToken: 't' })).toBeInstanceOf(EventEmitter);
  });

  it('says how to mount the middleware if it was mounted without being called', () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the mistake
    const { middleware } = new ViberWebhook({ authToken: 't' });
    expect(() => middleware()).toThrow(
      new TypeError('middleware was mounted without being called. Write app.use(viber.middleware()).'),
    );
  });

  describe('client', () => {
    it('is a client for the token', () => {
      expect(new ViberWebhook({ authToken: ['a', 'b'] }).client).toBeInstanceOf(ViberClient);
    });

    it('throws if authToken is a function, since each bot has its own token', async () => {
      const viber = new ViberWebhook({ authToken: () => 't' });
      expect(() => viber.client).toThrow(/new ViberClient/);
      await expect(viber.setWebhook({ url: 'https://bot.example.com/viber' })).rejects.toThrow(TypeError);
    });
  });
});
