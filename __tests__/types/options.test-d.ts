/** Options and methods of `ViberWebhook`. Checked by `npm run typecheck`; nothing here runs. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { expectTypeOf } from 'expect-type';
import type { Request, RequestHandler } from 'express';
import express from 'express';
import type {
  CloseResult,
  SetWebhookResponse,
  UnfinishedCallback,
  ViberClient,
  ViberWebhookOptions,
} from 'express-viber';
import { ViberWebhook } from 'express-viber';

declare const viber: ViberWebhook;

/** Options have their documented names and types. */
export function options(): void {
  const authToken = 'a token';
  new ViberWebhook({ authToken });
  new ViberWebhook({
    authToken,
    sender: { name: 'Echo', avatar: 'https://example.com/a.png' },
    bodyLimitBytes: 262_144,
    ackTimeoutMs: 4000,
    duplicates: { ttlMs: 7_200_000, max: 50_000 },
    textMatching: 'all',
    apiUrl: 'http://localhost:8080/pa',
  });
  new ViberWebhook({ authToken, duplicates: false });

  // @ts-expect-error the options are missing
  new ViberWebhook();
  // @ts-expect-error the token is missing
  new ViberWebhook({});
  // @ts-expect-error misspelled option
  new ViberWebhook({ authToken, ackTimeout: 4000 });
  // @ts-expect-error Viber's name for authToken
  new ViberWebhook({ auth_token: authToken });
  // @ts-expect-error a duration as a string
  new ViberWebhook({ authToken, ackTimeoutMs: '4s' });
  // @ts-expect-error a size as a string
  new ViberWebhook({ authToken, bodyLimitBytes: '256kb' });
  // @ts-expect-error only false is allowed, since the memory is on by default
  new ViberWebhook({ authToken, duplicates: true });
  // @ts-expect-error neither the first nor all
  new ViberWebhook({ authToken, textMatching: 'last' });
  // @ts-expect-error misspelled option of duplicates
  new ViberWebhook({ authToken, duplicates: { ttl: 1000 } });
  // @ts-expect-error a sender without a name
  new ViberWebhook({ authToken, sender: { avatar: 'https://example.com/a.png' } });
  // @ts-expect-error a bare name instead of a sender
  new ViberWebhook({ authToken, sender: 'Echo' });
}

/** `authToken` is a token, tokens in rotation, or a function of the request. */
export function authTokens(): ViberWebhookOptions[] {
  new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });
  new ViberWebhook({ authToken: ['new', 'old'] });
  new ViberWebhook({ authToken: ['new', 'old'] as const });
  new ViberWebhook({ authToken: () => 'a token' });
  new ViberWebhook({ authToken: () => ['new', 'old'] });
  new ViberWebhook({ authToken: () => undefined });
  new ViberWebhook({ authToken: (req) => req.headers.host });
  new ViberWebhook({ authToken: async (req) => Promise.resolve(req.url) });
  new ViberWebhook({ authToken: () => ({ account: 'shop', authToken: ['new', 'old'] }) });
  new ViberWebhook({ authToken: async () => Promise.resolve({ account: 'shop', authToken: 'a token' }) });
  new ViberWebhook({ authToken: (req: Request) => req.hostname });
  new ViberWebhook({ authToken: (req: Request<{ bot: string }>) => req.params.bot });

  // @ts-expect-error a number is not a token
  new ViberWebhook({ authToken: 7 });
  // @ts-expect-error null is not a token
  new ViberWebhook({ authToken: null });
  // @ts-expect-error an array with undefined
  new ViberWebhook({ authToken: ['new', undefined] });
  // @ts-expect-error undefined, not null, means an unknown bot
  new ViberWebhook({ authToken: () => null });
  // @ts-expect-error an account without its token
  new ViberWebhook({ authToken: () => ({ account: 'shop' }) });
  // @ts-expect-error the argument is the request
  new ViberWebhook({ authToken: (path: string) => path });
  return [];
}

/** Order and limits have their documented names and types. */
export function orderAndLimits(): ViberWebhookOptions[] {
  // @ts-expect-error a misspelled option
  const misspelled: ViberWebhookOptions = { authToken: 'a', ordered: { giveUpAfter: 1 } };
  // @ts-expect-error a number as a word
  const inWords: ViberWebhookOptions = { authToken: 'a', maxInFlight: 'many' };
  return [
    { authToken: 'a', ordered: true },
    { authToken: 'a', ordered: { giveUpAfterMs: 1 }, maxInFlight: 1 },
    misspelled,
    inWords,
  ];
}

/** The middleware fits Express, Connect and plain Node. */
export function middleware(): void {
  type ConnectHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

  const app = express();
  app.use(viber.middleware());
  app.use('/viber', viber.middleware());
  app.post('/viber/:bot', viber.middleware());
  app.post('/viber', express.raw(), viber.middleware());
  app.route('/viber').post(viber.middleware());
  express.Router().use(viber.middleware());
  createServer(viber.middleware());

  expectTypeOf(viber.middleware()).toExtend<RequestHandler>();
  expectTypeOf(viber.middleware()).toExtend<ConnectHandler>();
  expectTypeOf(viber.middleware()).toExtend<RequestListener>();

  // @ts-expect-error the webhook is not its middleware
  app.use('/viber', viber);
}

/** Registration takes Viber's documented names in camelCase. */
export function registration(client: ViberClient): void {
  const url = 'https://bot.example.com/viber';
  expectTypeOf(viber.client).toEqualTypeOf<ViberClient>();
  expectTypeOf(viber.setWebhook({ url })).resolves.toEqualTypeOf<SetWebhookResponse>();
  expectTypeOf(viber.removeWebhook()).resolves.toEqualTypeOf<SetWebhookResponse>();
  void viber.setWebhook({ url, eventTypes: ['delivered', 'seen'], sendName: true, sendPhoto: true });
  void viber.setWebhook({ url, eventTypes: [] });
  void viber.setWebhook({ url, eventTypes: 'listeners' });
  void client.setWebhook({ url, eventTypes: ['message', 'conversation_started'] });

  // @ts-expect-error the URL is missing
  void viber.setWebhook({ eventTypes: [] });
  // @ts-expect-error a bare URL
  void viber.setWebhook(url);
  // @ts-expect-error misspelled event type
  void viber.setWebhook({ url, eventTypes: ['deliverd'] });
  // @ts-expect-error the check call cannot be filtered
  void viber.setWebhook({ url, eventTypes: ['webhook'] });
  // @ts-expect-error unknown shorthand
  void viber.setWebhook({ url, eventTypes: 'all' });
  // @ts-expect-error Viber's name for eventTypes
  void viber.setWebhook({ url, event_types: [] });
  // @ts-expect-error a string instead of a boolean
  void viber.setWebhook({ url, sendName: 'yes' });
  // @ts-expect-error a client has no listeners
  void client.setWebhook({ url, eventTypes: 'listeners' });
  // @ts-expect-error a message without its receiver
  void client.sendMessage({ type: 'text', text: 'Hello' });
}

/** `close` resolves with the unfinished callbacks; `await using` calls it. */
export async function closing(): Promise<readonly UnfinishedCallback[]> {
  await using disposed = viber;
  expectTypeOf(disposed.close({ timeoutMs: 1 })).resolves.toEqualTypeOf<CloseResult>();
  const { unfinished } = await viber.close();
  expectTypeOf(unfinished[0]?.event).toEqualTypeOf<string | undefined>();
  // @ts-expect-error a misspelled option
  await viber.close({ timeout: 1 });
  return unfinished;
}
