import express from 'express';
import { ViberWebhook } from 'express-viber';
import { SHARED_SECRET } from '../../common/shared-secret';
import { serve } from './serve';

serve((onText) => {
  const viber = new ViberWebhook({ authToken: SHARED_SECRET });
  viber.on('message:text', ({ message }) => {
    onText(message.text);
  });
  const app = express();
  app.use('/viber', viber.middleware());
  return app;
});
