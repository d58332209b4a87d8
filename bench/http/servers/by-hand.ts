import express from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SHARED_SECRET } from '../../common/shared-secret';
import { serve } from './serve';

interface TextCallback {
  message?: { text?: unknown };
}

serve((onText) => {
  const app = express();
  app.post('/viber', express.raw({ type: () => true, limit: 262_144 }), (req, res) => {
    const body = req.body as Buffer;
    const presented = Buffer.from(req.get('X-Viber-Content-Signature') ?? '', 'hex');
    const expected = createHmac('sha256', SHARED_SECRET).update(body).digest();
    if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) {
      res.status(401).end();
      return;
    }
    const callback = JSON.parse(body.toString()) as TextCallback;
    onText(callback.message?.text);
    // Cheaper than sendStatus, which computes an ETag for its "OK".
    res.status(200).end();
  });
  return app;
});
