import express from 'express';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { stripVTControlCharacters } from 'node:util';
import { Bot } from 'viber-bot';
import { reportLines } from '../../../lib/cli/doctor/report';
import { ViberWebhook } from '../../../lib/index';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { closeServers, serve } from '../../fixtures/servers';
import { closeListening, listen, resultsFor } from './fixture';

jest.setTimeout(30_000); // a process that compiles TypeScript takes a while to start

beforeEach(() => {
  // Where Express logs the errors that some of them fail with.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await endProcesses();
  await closeServers();
  await closeListening();
});

const startApp = async (app: express.Express) => `${await serve(app as RequestListener)}/viber`;

/** As in production, where Express sends no stack. */
function productionApp(): express.Express {
  return express().set('env', 'production');
}

function viberBot(): RequestListener {
  return new Bot({
    authToken: AUTH_TOKEN,
    name: 'Old bot',
    avatar: 'https://example.com/bot.jpg',
  }).middleware();
}

const webhook = (authToken = AUTH_TOKEN) => new ViberWebhook({ authToken }).middleware();

/** An application, how it starts, the first line of the report, and the first fix. */
const APPLICATIONS: [
  name: string,
  start: () => Promise<string>,
  firstLine: RegExp,
  fix: RegExp | undefined,
][] = [
  [
    'examples/echo.ts',
    async () => {
      const echo = startProcess('examples/echo.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN });
      const [url = ''] = /http:\S+/.exec(await echo.printed(/listens on/)) ?? [];
      return url;
    },
    /^✔ Nothing failed: 14 passed, 6 skipped\.$/,
    undefined,
  ],
  [
    'viber-bot',
    () => startApp(express().use('/viber', viberBot())),
    /^✖ The application does not read the signature from the X-Viber-Content-Signature header, or/,
    /Read the signature from the X-Viber-Content-Signature header/,
  ],
  [
    'viber-bot with another token',
    async () => {
      const bot = new Bot({ authToken: 'other', name: 'Bot', avatar: 'https://example.com/bot.jpg' });
      return startApp(express().use('/viber', bot.middleware()));
    },
    /^✖ The application is up \(GET: HTTP 500 in \d+ ms\), but its webhook does not finish its response/,
    /viber-bot leaves callbacks open whose signature does not match: compare the tokens first/,
  ],
  [
    'viber-bot behind express.json()',
    () => startApp(productionApp().use(express.json()).use('/viber', viberBot())),
    /^✖ A JSON parser, such as express\.json\(\), reads the body before the webhook/,
    /Move the webhook above app\.use\(express\.json\(\)\)/,
  ],
  [
    'a plain Express application',
    () => startApp(express().get('/', (_req, res) => void res.send('Hello'))),
    /^✖ An Express application responds, but nothing in it handles POST \/viber\.$/,
    /app\.use\('\/viber', viber\.middleware\(\)\)/,
  ],
  [
    'an application that accepts everything',
    () => startApp(express().use((_req, res) => void res.sendStatus(200))),
    /^✖ DANGER: anybody can forge callbacks from any user/,
    /Compare HMAC-SHA256/,
  ],
  [
    'the webhook behind express.json(), in development',
    () => startApp(express().use(express.json()).use('/viber', webhook())),
    /^✖ A body parser runs before the webhook/,
    /Move app\.use\(viber\.middleware\(\)\) above app\.use\(express\.json\(\)\)/,
  ],
  [
    'the webhook behind express.json(), in production',
    () => startApp(productionApp().use(express.json()).use('/viber', webhook())),
    /^✖ A JSON parser, such as express\.json\(\), reads the body before the webhook/,
    /Move the webhook above app\.use\(express\.json\(\)\)/,
  ],
  [
    'the webhook with the token of another bot',
    () => startApp(express().use('/viber', webhook('another-token'))),
    /^✖ The tokens differ: the server uses the token of another bot/,
    /use the token of the same bot/,
  ],
  [
    'an application that fails',
    () =>
      startApp(
        productionApp().use(() => {
          throw new Error('no database');
        }),
      ),
    /^✖ The application fails while it handles the call\.$/,
    /Look for the error in its log/,
  ],
  [
    'an application that hangs',
    () => startApp(express().use(() => undefined)),
    /^✖ The server takes the connection, but responds neither to POST nor to GET\.$/,
    /middleware that never calls next\(\)/,
  ],
  [
    'a handler that hangs',
    () => startApp(express().post('/viber', () => undefined)),
    /^✖ The application is up \(GET: HTTP 404 in \d+ ms\), but its webhook does not finish its response/,
    /every path through the handler ends the response/,
  ],
  [
    'the webhook, tested by https',
    async () => `https://localhost:${String(await listen(createServer(webhook())))}/viber`,
    /^✖ The server does not speak TLS on this port; it may be plain HTTP\.$/,
    /Use http:\/\/localhost:\d+\/viber: a local address needs no TLS/,
  ],
];

describe('doctor, for applications', () => {
  it.each(APPLICATIONS)('such as %s, says the cause first', async (_, start, firstLine, fix) => {
    const results = await resultsFor(await start(), { timeoutMs: 1000 });
    const lines = reportLines(results).map(stripVTControlCharacters);
    expect(lines[0]).toMatch(firstLine);
    const firstFix = lines.find((line) => line.startsWith('    fix:'));
    if (fix === undefined) expect(firstFix).toBeUndefined();
    else expect(firstFix).toMatch(fix);
  });
});
