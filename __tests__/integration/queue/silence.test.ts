import express from 'express';
import { ViberWebhook } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { openQueue, openWorker } from './open-queue';
import { describeOnQueueServers } from '../../fixtures/queue-servers';
import { closeServers, serve } from '../../fixtures/servers';
import { silencingProxy } from './silencing-proxy';

jest.setTimeout(60_000);

afterEach(closeServers);

describeOnQueueServers((server) => {
  it('a web process gives up a silent connection and works again on a new one', async () => {
    const url = new URL(server().url);
    const proxy = await silencingProxy(Number(url.port));
    url.port = String(proxy.port);
    const queue = openQueue(url.href, 'silence');
    try {
      await queue.waitUntilReady();
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, queue, ackTimeoutMs: 500 });
      const web = await serve(
        express()
          .use(viber.middleware())
          .use(((_error, _req, res, _next) => res.status(500).end()) as express.ErrorRequestHandler),
      );
      expect((await postSigned(web, textBody('hi', '1'))).status).toBe(200);
      proxy.silence();
      expect((await postSigned(web, textBody('hi', '2'))).status).toBe(500);
      await until(async () => (await postSigned(web, textBody('hi', '3'))).status === 200);
    } finally {
      await queue.close();
      await proxy.close();
    }
  });

  it('a worker gives up a silent connection and works again on a new one', async () => {
    const url = new URL(server().url);
    const proxy = await silencingProxy(Number(url.port));
    const queue = openQueue(url.href, 'silence-of-workers');
    url.port = String(proxy.port);
    // A job that was silenced before it was confirmed is handled again.
    const handled = new Set<string | undefined>();
    const worker = openWorker(url.href, 'silence-of-workers', ({ id }) => {
      handled.add(id);
      return Promise.resolve();
    });
    try {
      await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
      const job = { account: 'default', receivedAt: new Date().toISOString(), body: textBody('hi') };
      await queue.add('message', job);
      await until(() => handled.size === 1);
      proxy.silence();
      await queue.add('message', job);
      await until(() => handled.size === 2);
    } finally {
      await worker.close();
      await queue.close();
      await proxy.close();
    }
  });
});
