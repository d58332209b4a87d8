import { createHmac, timingSafeEqual } from 'node:crypto';
import { SHARED_SECRET } from '../../common/shared-secret';
import { serve } from './serve';

interface TextCallback {
  message?: { text?: unknown };
}

serve((onText) => (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const body = Buffer.concat(chunks);
    const presented = Buffer.from(String(req.headers['x-viber-content-signature']), 'hex');
    const expected = createHmac('sha256', SHARED_SECRET).update(body).digest();
    if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) {
      res.writeHead(401).end();
      return;
    }
    const callback = JSON.parse(body.toString()) as TextCallback;
    onText(callback.message?.text);
    res.writeHead(200).end();
  });
});
