import express from 'express';
import type { RequestListener } from 'node:http';
import { diagnose } from '../../../lib/cli/doctor/diagnose';
import { ViberWebhook } from '../../../lib/index';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import type { Received } from './fixture';
import {
  afterCheckCall,
  examine,
  examineDefect,
  failure,
  forgeries,
  idsOf,
  resultsFor,
  WEBHOOK_CHECKS,
  webhook,
} from './fixture';

afterEach(closeServers);

describe('diagnose', () => {
  it('finds nothing wrong with this package, and yields every check in order', async () => {
    const app = express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware());
    const results = await resultsFor(`${await serve(app as RequestListener)}/viber`);
    expect(results.map(({ check }) => check)).toEqual(WEBHOOK_CHECKS);
    expect(results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'pass').map(({ check }) => check)).toEqual([
      'connection',
      'check-call',
      ...afterCheckCall,
    ]);
    expect(results.find(({ check }) => check === 'redelivery')?.detail).toContain(
      'cannot be seen from outside',
    );
  });

  it('posts only callbacks without effect on users, each signed as its check says, the first one twice', async () => {
    const received: Received[] = [];
    await examineDefect((request) => {
      received.push(request);
      return undefined;
    });
    const posts = received.slice(0, -1);
    expect(received.at(-1)?.method).toBe('GET');
    expect(posts.map(({ event }) => event)).toEqual([
      ...Array<string>(8).fill('webhook'),
      'express_viber_doctor',
      ...Array<string>(3).fill('webhook'),
    ]);
    const places = posts.map(({ header, query, isSigned }) => [
      header !== undefined,
      query !== undefined,
      isSigned,
    ]);
    expect(places.slice(0, 7)).toEqual([
      [true, true, true],
      [true, false, true],
      [false, true, true],
      [true, true, false],
      [true, false, false],
      [false, true, false],
      [false, false, false],
    ]);
    expect(places.slice(7)).toEqual(Array(5).fill([true, true, true]));
    expect(posts[7]?.body).toBe(posts[0]?.body);
    expect(new Set(posts.map(({ body }) => body)).size).toBe(posts.length - 1);
    for (const { body } of posts) expect(body).toMatch(/"message_token":\d{19}[,}]/);
    expect(posts.at(-3)?.body).toMatch(/[\u0400-\u04ff]/);
    expect(posts.at(-2)?.body).toMatch(/\\u0412.*\\uD83D\\uDC4B/);
    expect(posts.at(-1)?.body.length).toBeGreaterThan(200 * 1024);
  });

  it('warns loudly about an application that responds to everything with 200', async () => {
    const app = express().use((_req, res) => {
      res.sendStatus(200);
    });
    const results = await examine(await serve(app as RequestListener));
    expect(idsOf(results, 'fail')).toEqual(forgeries);
    for (const check of forgeries) {
      expect(results[check]).toEqual(failure(/HTTP 200/, /DANGER: anybody can forge callbacks/));
    }
  });

  it('never contains the token or a signature, even if a server sends it back', async () => {
    const echo: RequestListener = (req, res) => {
      const location = `https://user:secret@elsewhere.example.com/x${(req.url ?? '').replace(/^[^?]*/, '')}#a`;
      res.writeHead(302, { Location: location }).end(String(req.headers['x-viber-content-signature']));
    };
    const results = await resultsFor(`${await serve(echo)}/`);
    const text = JSON.stringify(results);
    expect(text).toContain('to https://elsewhere.example.com/x"');
    expect(text).not.toContain(AUTH_TOKEN);
    expect(text).not.toMatch(/[0-9a-f]{64}|secret/);
  });

  it('throws the reason at once when aborted', async () => {
    const ending = new AbortController();
    const url = await serve(
      webhook(() => {
        ending.abort(new Error('enough'));
        return 'never';
      }),
    );
    const seen: string[] = [];
    await expect(
      (async () => {
        const results = diagnose({ url, authToken: AUTH_TOKEN, signal: ending.signal });
        for await (const { check } of results) seen.push(check);
      })(),
    ).rejects.toThrow('enough');
    expect(seen.at(-1)).toBe('certificate-name');
  });
});
