import { Queue } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import type { CallbackQueue } from 'express-viber';
import { recommendedJobOptions, ViberWebhook } from 'express-viber';
import { SHARED_SECRET } from '../../common/shared-secret';
import { serve } from './serve';

const { QUEUE_URL = '', QUEUE_COUNT = '1' } = process.env;
const connection = new Redis(QUEUE_URL, { maxRetriesPerRequest: 1 });

serve((onText) => {
  const queues = Array.from({ length: Number(QUEUE_COUNT) }, (_, index): CallbackQueue => {
    const queue = new Queue(`web-${String(index)}-of-${QUEUE_COUNT}`, {
      connection,
      defaultJobOptions: recommendedJobOptions,
    });
    return {
      add: async (name, data, options) => {
        await queue.add(name, data, options);
        onText(data.body);
      },
    };
  });
  const viber = new ViberWebhook({ authToken: SHARED_SECRET, queue: queues });
  const app = express();
  app.use('/viber', viber.middleware());
  return app;
});
