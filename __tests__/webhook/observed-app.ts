import type express5 from 'express';
import { ViberWebhook } from '../../lib/index';
import type { ViberError, ViberWebhookOptions } from '../../lib/index';
import { AUTH_TOKEN } from '../fixtures/posts';
import { serve } from '../fixtures/servers';

/**
 * Starts an app with a webhook at /viber and a 404 handler after it.
 *
 * `received` contains the message tokens of callbacks, or the reasons why they were not recognized; `rejected` the codes
 * of rejected requests; `errors` what the app's error handler got.
 *
 * @param prepare - adds middleware before the webhook
 */
export async function startObservedApp(
  express: typeof express5,
  options: Partial<ViberWebhookOptions> = {},
  prepare?: (app: express5.Express) => void,
) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const received: string[] = [];
  const rejected: string[] = [];
  viber.on('callback', ({ message_token }) => received.push(message_token));
  viber.on('unrecognized', ({ reason }) => received.push(reason));
  viber.on('rejected', ({ code }) => rejected.push(code));
  const app = express();
  app.set('env', 'test');
  prepare?.(app);
  app.use('/viber', viber.middleware());
  app.use((_req, res) => void res.status(404).send('the app'));
  const errors: unknown[] = [];
  const onError: express5.ErrorRequestHandler = (
    error: ViberError & { status?: number },
    _req,
    res,
    _next,
  ) => {
    errors.push(error);
    res.status(error.status ?? 500).send(error.message);
  };
  app.use(onError);
  const origin = await serve(app);
  return { viber, origin, url: `${origin}/viber`, received, rejected, errors };
}
