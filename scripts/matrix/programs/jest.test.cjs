const { ViberWebhook } = require('express-viber');
const { messageCallback, signCallback } = require('express-viber/testing');

it('runs a listener in the default environment of Jest', async () => {
  const viber = new ViberWebhook({ authToken: 'a-token' });
  const listener = jest.fn();
  viber.on('message', listener);
  const { headers, body } = signCallback(messageCallback(), 'a-token');
  const { status } = await viber.receive({
    body: Buffer.from(body),
    signature: headers['X-Viber-Content-Signature'],
  });
  expect(status).toBe(200);
  expect(listener).toHaveBeenCalledTimes(1);
});
