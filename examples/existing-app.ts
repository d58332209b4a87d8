/**
 * Adding the webhook to an application that already parses JSON. The order matters: the webhook checks a signature over
 * the exact bytes of the body, so it must come before the parser.
 */
import express from 'express';
import { ViberWebhook } from 'express-viber';
import type { AddressInfo } from 'node:net';

/** Creates the application without starting it. */
export function createApp(viber: ViberWebhook): express.Express {
  const app = express();

  app.use('/viber', viber.middleware()); // before express.json()
  app.use(express.json());

  app.get('/health', (_req, res) => {
    res.json({ ok: true });
  });
  app.post('/orders', (req, res) => {
    res.status(201).json({ received: req.body as unknown });
  });
  return app;
}

if (require.main === module) {
  const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });
  viber.on('message', ({ sender, message }) => {
    console.log(`${sender.id} sent a ${message.type}`);
  });
  const { PORT = '3000' } = process.env;
  const server = createApp(viber).listen(Number(PORT), () => {
    const origin = `http://localhost:${String((server.address() as AddressInfo).port)}`;
    console.log(`${origin}/viber and ${origin}/orders`);
  });
}
