import express from 'express';
import type { CallbackQueue } from '../../lib/index';
import { ViberWebhook } from '../../lib/index';
import { openQueue } from './open-queue';
import { serve } from './serve';
import { SHARED_SECRET } from './shared-secret';

const queue = openQueue('express-viber');

serve((onText) => {
  const counted: CallbackQueue = {
    add: async (name, data, options) => {
      await queue.add(name, data, options);
      onText(data.body);
    },
  };
  const viber = new ViberWebhook({ authToken: SHARED_SECRET, queue: counted });
  const app = express();
  app.use('/viber', viber.middleware());
  return app;
});
