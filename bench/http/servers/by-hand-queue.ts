import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SHARED_SECRET } from '../../common/shared-secret';
import { openQueue } from './open-queue';
import { serve } from './serve';

interface TextCallback {
  event: string;
  message?: { text?: unknown };
}

const queue = openQueue('by-hand');

serve((onText) => {
  const app = express();
  app.post('/viber', express.raw({ type: () => true, limit: 262_144 }), (req, res, next) => {
    const bytes = req.body as Buffer;
    const presented = Buffer.from(req.get('X-Viber-Content-Signature') ?? '', 'hex');
    const expected = createHmac('sha256', SHARED_SECRET).update(bytes).digest();
    if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) {
      res.status(401).end();
      return;
    }
    const body = bytes.toString();
    const { event, message } = JSON.parse(body) as TextCallback;
    // The token as it was sent, and the body with it: JSON.parse has rounded it, and two callbacks would be one job.
    const jobId = `${event}-${String(/"message_token":(\d+)/.exec(body)?.[1])}`;
    queue.add(event, { receivedAt: new Date().toISOString(), body }, { jobId }).then(() => {
      onText(message?.text);
      res.status(200).end();
    }, next);
  });
  return app;
});
