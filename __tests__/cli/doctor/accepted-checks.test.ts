import express from 'express';
import type { RequestListener } from 'node:http';
import { ViberWebhook } from '../../../lib/index';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import type { Received } from './fixture';
import { examine, examineDefect, failure, idsOf, warning } from './fixture';

afterEach(closeServers);

describe('checkGet', () => {
  it.each([200, 302, 401, 404, 405])('passes for HTTP %i', async (status) => {
    const results = await examineDefect(({ method }) => (method === 'GET' ? status : undefined));
    expect(results.get).toMatchObject({
      outcome: 'pass',
      detail: expect.stringContaining(`HTTP ${String(status)}`) as unknown,
    });
  });

  it.each([
    [503, /HTTP 503/, /fails for requests other than POST.* such as 404 or 405/],
    ['never', /no response within 300 ms/, /leaves requests other than POST open/],
    ['close', /closed before the response was complete/, /or crashes/],
  ] as const)('warns of the reaction %j', async (reaction, detail, fix) => {
    const results = await examineDefect(({ method }) => (method === 'GET' ? reaction : undefined), 300);
    expect(results.get).toEqual(warning(detail, fix));
    expect(idsOf(results, 'fail')).toEqual([]);
  });
});

describe('the checks of what a webhook must accept', () => {
  it.each([
    ['signature-header', ({ query }: Received) => query === undefined, /X-Viber-Content-Signature header/],
    ['unknown-event', ({ event }: Received) => event !== 'webhook', /unknown events/],
    ['text-encoding', ({ body }: Received) => /[\u0400-\u04ff]/.test(body), /bytes as they arrived/],
    ['text-encoding', ({ body }: Received) => body.includes('\\u0412'), /bytes as they arrived/],
    ['large-body', ({ body }: Received) => body.length > 100_000, /what parses the body before/],
  ] as const)('fail only %s if the webhook rejects that', async (check, isRejected, fix) => {
    const results = await examineDefect((received) =>
      received.method === 'POST' && received.isSigned && isRejected(received) ? 400 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([check]);
    expect(results[check]).toEqual(failure(/HTTP 400/, fix));
  });

  it('only warn if the signature is not read from ?sig=, since the header is the documented place', async () => {
    const results = await examineDefect(({ method, isSigned, header }) =>
      method === 'POST' && isSigned && header === undefined ? 401 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([]);
    expect(results['signature-query']).toEqual(
      warning(/HTTP 401/, /Nothing needs to be done .* read the sig query parameter instead/),
    );
  });

  it('fail if a redelivered callback is not acknowledged again', async () => {
    const seen = new Set<string>();
    const results = await examineDefect(({ body, isSigned }) => {
      if (!isSigned || !seen.has(body)) {
        seen.add(body);
        return undefined;
      }
      return 409;
    });
    expect(idsOf(results, 'fail')).toEqual(['redelivery']);
    expect(results['redelivery']).toEqual(failure(/HTTP 409/, /200 again, and do nothing else/));
  });

  it('fail if the signature is verified over other bytes than those that arrived', async () => {
    const app = express().use(express.text({ type: () => true, limit: '1mb', defaultCharset: 'latin1' }));
    app.use(new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const results = await examine(await serve(app as RequestListener));
    expect(idsOf(results, 'fail')).toEqual(['text-encoding']);
    expect(results['text-encoding']).toEqual(failure(/HTTP 401/, /bytes as they arrived/));
  });

  it('fail for a body limit of 100 KB, whether the response is 413 or the connection is closed', async () => {
    const app = express().use(express.raw({ type: () => true }));
    app.use(new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const rejected = await examine(await serve(app as RequestListener));
    expect(idsOf(rejected, 'fail')).toEqual(['large-body']);
    expect(rejected['large-body']).toEqual(failure(/HTTP 413/, /Raise the body limit to 256 KB/));
    const closed = await examineDefect(({ body }) => (body.length > 100_000 ? 'close' : undefined));
    expect(closed['large-body']).toEqual(
      failure(/closed before the response was complete/, /Raise the body limit to 256 KB/),
    );
  });
});
