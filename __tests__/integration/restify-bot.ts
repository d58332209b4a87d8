/** A bot on restify, at /viber, and at /parsed behind its body parser. */
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { ViberWebhook } from '../../lib/index';

const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });
viber.welcome(() => ({ type: 'text', text: 'Hello' }));
viber.on('message:text', ({ message }) => {
  if (message.text === 'fail') throw new Error('a secret of the application');
  console.log(`text: ${message.text}`);
});
viber.on('error', (error) => {
  console.log(`error: ${error.code}`);
});

const server = restify.createServer();
server.post('/viber', viber.middleware());
server.post('/parsed', restify.plugins.bodyParser(), viber.middleware());
server.listen(0, '127.0.0.1', () => {
  console.log(`listens on http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
