import express from 'express';
import { serve } from './serve';

serve((onText) => {
  const app = express();
  app.post('/viber', (_req, res) => {
    onText('the body is not read');
    res.status(200).end();
  });
  return app;
});
