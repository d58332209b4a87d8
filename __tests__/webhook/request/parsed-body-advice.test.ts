import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import { ViberWebhook } from '../../../lib/index';
import { BODIES } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { startObservedApp } from '../observed-app';

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const EXPRESS_JSON =
  /Move app\.use\(viber\.middleware\(\)\) above app\.use\(express\.json\(\)\) .*: express\.json\(\{ verify/;
const LIST = /let viber\.middleware\(\) run before that.*req\.rawBody\..*viber\.receive\(\{.*viber\.fetch/;

afterEach(async () => {
  delete process.env['VERCEL'];
  await closeServers();
});

/** The error of a request whose body a host has parsed, without Express. */
async function adviceOn(prepare: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<string> {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
  const middleware = viber.middleware();
  const url = await serve((req, res) => {
    void Promise.resolve(prepare(req, res)).then(() => {
      middleware(req, res, (error) => res.writeHead(500).end((error as Error).message));
    });
  });
  return (await postSigned(url, BODIES.webhook, json)).text;
}

async function parse(req: IncomingMessage): Promise<void> {
  Object.assign(req, { body: await readJson(req) });
}

/** What a platform does before it calls an application. */
function parseOnPlatform(req: Request, _res: Response, next: NextFunction): void {
  void parse(req).then(() => {
    next();
  });
}

describe.each(expressVersions)('a body parsed on %s', (_version, express) => {
  it('causes advice that names the parser', async () => {
    const first = await startObservedApp(express, {}, (app) => void app.use(express.json()));
    expect((await postSigned(first.url, BODIES.webhook, json)).text).toMatch(EXPRESS_JSON);
    const second = await startObservedApp(express, {}, (app) => {
      app.use(express.urlencoded({ extended: true }));
    });
    expect((await postSigned(second.url, BODIES.webhook, form)).text).toMatch(
      /above app\.use\(express\.urlencoded\(\)\)/,
    );
  });

  it('causes advice that names the parser for the type of the body, if there are several', async () => {
    const { url } = await startObservedApp(express, {}, (app) => {
      app.use(express.urlencoded({ extended: true }), express.json());
    });
    expect((await postSigned(url, BODIES.webhook, json)).text).toMatch(EXPRESS_JSON);
    expect((await postSigned(url, BODIES.webhook, form)).text).toMatch(/above app\.use\(express\.urlencoded/);
  });

  it('causes advice that names the parser of a router, of a route, and of an application around it', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const router = express.Router().use(express.json()).use('/viber', viber.middleware());
    const apps = [
      express().use(router),
      express().post('/viber', express.json(), viber.middleware()),
      express().use(express.json()).use(express().use('/viber', viber.middleware())),
    ];
    for (const app of apps) {
      app.set('env', 'test');
      const url = `${await serve(app)}/viber`;
      expect((await postSigned(url, BODIES.webhook, json)).text).toMatch(/above app\.use\(express\.json/);
    }
  });

  it('causes a list of remedies if no parser of Express stands before the webhook', async () => {
    const { url } = await startObservedApp(express, {}, (app) => void app.use(parseOnPlatform));
    expect((await postSigned(url, BODIES.webhook, json)).text).toMatch(LIST);

    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const app = express().use(parseOnPlatform).use('/viber', viber.middleware()).use(express.json());
    app.set('env', 'test');
    expect((await postSigned(`${await serve(app)}/viber`, BODIES.webhook, json)).text).toMatch(LIST);
  });
});

describe('a body parsed without Express', () => {
  it('causes a list of remedies', async () => {
    expect(await adviceOn(parse)).toMatch(LIST);
  });

  // Next.js and Vercel are imitated, since neither is small: a response with a method that only API routes of Next.js
  // have, and a request whose body is a getter, as Vercel's helpers define it.
  it('causes the advice for Next.js, on Vercel too', async () => {
    process.env['VERCEL'] = '1';
    const advice = await adviceOn(async (req, res) => {
      await parse(req);
      Object.assign(res, { setPreviewData: () => res });
    });
    expect(advice).toContain('export const config = { api: { bodyParser: false } }');
  });

  it('causes the advice for Vercel, on Vercel only', async () => {
    const defineBody = (req: IncomingMessage) => {
      Object.defineProperty(req, 'body', { get: () => ({ event: 'webhook' }), configurable: true });
    };
    expect(await adviceOn(defineBody)).toMatch(LIST);
    process.env['VERCEL'] = '1';
    expect(await adviceOn(defineBody)).toContain('export const POST = viber.fetch');
    expect(await adviceOn(parse)).toMatch(LIST);
  });
});
