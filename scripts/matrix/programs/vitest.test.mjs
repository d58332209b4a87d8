import { ViberWebhook } from 'express-viber';
import { messageCallback, signCallback } from 'express-viber/testing';
import { expect, it, vi } from 'vitest';

it('runs a listener in Vitest', async () => {
  const viber = new ViberWebhook({ authToken: 'a-token' });
  const listener = vi.fn();
  viber.on('message', listener);
  const { headers, body } = signCallback(messageCallback(), 'a-token');
  const { status } = await viber.receive({
    body: Buffer.from(body),
    signature: headers['X-Viber-Content-Signature'],
  });
  expect(status).toBe(200);
  expect(listener).toHaveBeenCalledTimes(1);
});
