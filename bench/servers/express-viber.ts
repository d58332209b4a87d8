import express from 'express';
import { ViberWebhook } from '../../lib/index';
import { serve } from './serve';
import { SHARED_SECRET } from './shared-secret';

serve((onText) => {
  const viber = new ViberWebhook({ authToken: SHARED_SECRET });
  viber.on('message:text', ({ message }) => {
    onText(message.text);
  });
  const app = express();
  app.use('/viber', viber.middleware());
  return app;
});
