import express from 'express';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { ViberWebhook } from '../../../../lib/index';
import { fastForward, useFakeClock } from '../../../client/fake-clock';
import { AUTH_TOKEN } from '../../../fixtures/posts';
import { closeServers, serve } from '../../../fixtures/servers';
import { closeListening, examine, examineCheckCall, failure, idsOf, listen } from '../fixture';

afterEach(async () => {
  jest.useRealTimers();
  await closeServers();
  await closeListening();
});

describe('explainFailure, for the check call', () => {
  it.each([
    [201, /HTTP 201/, /exactly 200/],
    [204, /HTTP 204/, /exactly 200/],
    [304, /HTTP 304/, /exactly 200/],
    [400, /HTTP 400/, /application could not read/],
    [401, /HTTP 401/, /the tokens differ/],
    [403, /HTTP 403/, /firewall, bot protection/],
    [404, /HTTP 404/, /path \/ does not exist/],
    [405, /HTTP 405/, /allow POST/],
    [418, /HTTP 418/, /rejects the call/],
    [419, /HTTP 419/, /CSRF protection/],
    [429, /HTTP 429/, /rate limit/],
    [500, /HTTP 500/, /application fails.* error in its log\. A JSON parser .* is hardly the cause/],
    [502, /HTTP 502/, /proxy in front is up, but cannot reach the application/],
    [504, /HTTP 504/, /proxy in front gets no response/],
  ])('fails for HTTP %i with a specific fix', async (status, detail, fix) => {
    expect(await examineCheckCall(status)).toEqual(failure(detail, fix));
  });

  it('fails for a redirect, names its target, and does not follow it', async () => {
    expect(await examineCheckCall({ status: 301, location: '/viber/' })).toEqual(
      failure(
        /redirect \(HTTP 301\) to http:\/\/127\.0\.0\.1:\d+\/viber\/$/,
        /If the webhook is at http:\/\/127\.0\.0\.1:\d+\/viber\/, register that URL/,
      ),
    );
    expect(await examineCheckCall({ status: 307, location: '/?again=1' })).toEqual(
      failure(/redirect \(HTTP 307\)/, /at this URL itself/),
    );
    expect(await examineCheckCall({ status: 302, location: 'http://[' })).toEqual(
      failure(/redirect \(HTTP 302\) to no valid URL/, /at this URL itself/),
    );
  });

  it.each([
    '<!DOCTYPE html><title>You are about to visit a tunnel</title>',
    '\ufeff\n <html lang="en"><body>Log in</body></html>',
    '<!-- proxy --><p>Welcome to nginx!</p>',
  ])('fails for a 200 with a web page: %s', async (page) => {
    const results = await examine(await serve((_req, res) => res.end(page)));
    expect(results['check-call']).toEqual(failure(/^HTTP 200 in .*, but with a web page$/, /in front of it/));
    expect(idsOf(results, 'fail')).toEqual(['check-call']);
  });

  it('takes a 200 whose text is no web page for that of the webhook', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const middleware = viber.middleware();
    const url = await serve((req, res) => {
      // As Express's res.send('<b>OK</b>') does.
      res.setHeader('Content-Type', 'text/html');
      const end = res.end.bind(res) as (text: string) => typeof res;
      res.end = () => end('<b>OK</b>');
      middleware(req, res);
    });
    expect(idsOf(await examine(url), 'fail')).toEqual([]);
  });

  it('recognizes a body that was parsed before the webhook', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const app = express()
      .use(express.json())
      .use('/viber', viber.middleware())
      // As in production, where little more than the code is sent.
      .use(((error: { code: string }, _req, res, _next) => {
        res.status(500).json({ error: error.code });
      }) satisfies express.ErrorRequestHandler);
    const results = await examine(`${await serve(app as RequestListener)}/viber`);
    expect(results['check-call']).toEqual(
      failure(
        /HTTP 500 \(body_already_parsed\)/,
        /A body parser runs before the webhook.* above app\.use\(express\.json\(\)\)/,
      ),
    );
  });

  it('distinguishes a path that serves no bot from one that does not exist', async () => {
    const viber = new ViberWebhook({ authToken: () => undefined });
    const results = await examine(await serve(viber.middleware()));
    expect(results['check-call']).toEqual(
      failure(/HTTP 404/, /serves no bot at the path \/\. .* authToken function/),
    );
  });

  it('fails after 5 s if the response takes 6 s', async () => {
    useFakeClock();
    const url = await serve((req, res) => {
      if (req.method === 'GET') res.end();
      else setTimeout(() => res.end(), 6000);
    });
    const results = await fastForward(examine(url));
    expect(results['check-call']).toEqual(
      failure('no response within 5 s', /Respond first and do slow work afterwards/),
    );
    expect(idsOf(results, 'fail')).toEqual(['check-call']);
  });

  it('fails for a response that begins but does not end in time', async () => {
    const url = await serve((_req, res) => {
      res.write('.');
    });
    const results = await examine(url, { timeoutMs: 200 });
    expect(results['check-call']).toEqual(
      failure(/HTTP 200, but the response did not end within 200 ms/, /every path through the handler ends/),
    );
  });

  it('stops reading an endless response', async () => {
    let sentBytes = 0;
    const chunk = Buffer.alloc(64 * 1024, '.');
    const url = await serve((_req, res) => {
      const send = () => {
        while (!res.destroyed && res.write(chunk)) sentBytes += chunk.length;
      };
      res.on('drain', send);
      send();
    });
    const results = await examine(url);
    expect(results['check-call']).toEqual(failure(/more than 1024 KB, .* not read further/, /empty body/));
    // More than was read, because the system buffers some.
    expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  });

  it('fails if the connection is closed before the response is complete', async () => {
    expect(await examineCheckCall('close')).toEqual(
      failure(/closed before the response was complete \(ECONNRESET\)/, /log of the server for a crash/),
    );
    const port = await listen(createTcpServer((socket) => socket.destroy()));
    const results = await examine(`http://127.0.0.1:${String(port)}/`);
    expect(idsOf(results, 'fail')).toEqual(['check-call']);
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.6\r\n', /no HTTP response \(HPE_/, /does not speak HTTP/],
    [
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      /no HTTP response \(UPGRADED\)/,
      /proxy or firewall/,
    ],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf',
      /closed before the response was complete/,
      /proxy or firewall/,
    ],
  ])('fails for a response that is not HTTP, or incomplete: %j', async (bytes, detail, fix) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(bytes));
    });
    const results = await examine(`http://127.0.0.1:${String(await listen(server))}/`);
    expect(results['check-call']).toEqual(failure(detail, fix));
  });
});
