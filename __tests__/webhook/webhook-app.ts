import type { ErrorRequestHandler } from 'express';
import express5 from 'express';
import type { ViberWebhookOptions } from '../../lib/index';
import { ViberWebhook } from '../../lib/index';
import { AUTH_TOKEN } from '../fixtures/posts';
import { serve } from '../fixtures/servers';

/** Starts an app with a webhook at /viber. `failures` are the errors that its error handler gets. */
export async function startApp(options: Partial<ViberWebhookOptions> = {}, express = express5) {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ...options });
  const app = express();
  app.use('/viber', viber.middleware());
  const failures: unknown[] = [];
  const onError: ErrorRequestHandler = (error: { status?: number }, _req, res, _next) => {
    failures.push(error);
    res.status(error.status ?? 500).end();
  };
  app.use(onError);
  return { viber, url: `${await serve(app)}/viber`, failures };
}
