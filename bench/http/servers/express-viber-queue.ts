import express from 'express';
import type { CallbackQueue } from 'express-viber';
import { ViberWebhook } from 'express-viber';
import { SHARED_SECRET } from '../../common/shared-secret';
import { openQueue } from './open-queue';
import { serve } from './serve';

const queue = openQueue('express-viber');

serve((onText) => {
  const counted: CallbackQueue = {
    add: (name, data, options) =>
      queue.add(name, data, options).then(() => {
        onText(data.body);
      }),
  };
  const viber = new ViberWebhook({ authToken: SHARED_SECRET, queue: counted });
  const app = express();
  app.use('/viber', viber.middleware());
  return app;
});
