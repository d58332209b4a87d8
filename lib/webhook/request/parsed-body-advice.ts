import type { IncomingMessage, ServerResponse } from 'node:http';

const FOR_NEST =
  'Nest parses it before the middleware of a module and before a controller. Keep the exact bytes: ' +
  "NestFactory.create(AppModule, { rawBody: true }). Or mount the webhook in main.ts: app.use('/viber', viber.middleware()).";

const FOR_NEXT =
  'Next.js parses it unless the file of the API route exports this setting: ' +
  'export const config = { api: { bodyParser: false } }. In the app router, export const POST = viber.fetch needs none.';

const FOR_VERCEL =
  "Vercel's helpers parse it. Export viber.fetch instead of the middleware from the function: " +
  'export const POST = viber.fetch.';

const FOR_HOST =
  'If the platform reads the body, as serverless ones do, give its raw bytes to viber.receive({ body, signature }), where ' +
  'readSignature(headers, query) is the signature, or give its Request to viber.fetch.';

const FOR_SERVER =
  'If the application reads the body, let viber.middleware() run before that, or keep the exact bytes in req.rawBody.';

function forExpress(parser: string): string {
  return (
    `Move app.use(viber.middleware()) above app.use(${parser}) and any other body parser, ` +
    `or keep the exact bytes: ${parser.slice(0, -1)}{ verify: (req, res, bytes) => { req.rawBody = bytes } }).`
  );
}

/** The parsers of Express that make objects, by the names of their functions, which Express 4 and 5 share. */
const EXPRESS_PARSERS: ReadonlyMap<unknown, string> = new Map([
  ['jsonParser', 'express.json()'],
  ['urlencodedParser', 'express.urlencoded()'],
]);

/**
 * Says what to do, on the host that this is, about a body that was parsed before the webhook saw it. If the host is not
 * recognized, it lists the remedies.
 */
export function parsedBodyAdvice(req: IncomingMessage, res: ServerResponse): string {
  // Only a response of Next.js's API routes has this method, on Vercel too.
  if ('setPreviewData' in res) return FOR_NEXT;
  const { app } = req as { app?: unknown };
  if (typeof app !== 'function') return isVercel(req) ? FOR_VERCEL : `${FOR_SERVER} ${FOR_HOST}`;
  const handlers = handlersBefore(app as Internals);
  if (isNest(handlers)) return FOR_NEST;
  const parser = expressParserOf(req, handlers);
  return parser === undefined ? `${FOR_SERVER} ${FOR_HOST}` : forExpress(parser);
}

/** Returns the parser that has read the body. If there are several, that is the one for the body's type, whatever their order. */
function expressParserOf(req: IncomingMessage, handlers: readonly Handler[]): string | undefined {
  const parsers = handlers
    .map(({ name }) => EXPRESS_PARSERS.get(name))
    .filter((known) => known !== undefined);
  const isForm = /urlencoded/i.test(req.headers['content-type'] ?? '');
  const likely = isForm ? 'express.urlencoded()' : 'express.json()';
  return parsers.find((parser) => parser === likely) ?? parsers[0];
}

/** Recognizes Vercel's helpers, which define the body as a getter that parses it when it is read. */
function isVercel(req: IncomingMessage): boolean {
  return (
    process.env['VERCEL'] !== undefined && Object.getOwnPropertyDescriptor(req, 'body')?.get !== undefined
  );
}

type Handler = (...parameters: never) => unknown;

/** The internals of Express's applications and routers. They are untyped and may change, so every field is optional. */
interface Internals {
  parent?: Internals;
  _router?: Internals;
  router?: Internals;
  stack?: readonly { handle?: Handler & Internals; route?: Internals }[];
}

/** The handlers of an Express application, in order, up to the webhook's middleware. */
function handlersBefore(app: Internals): Handler[] {
  const handlers = handlersOf(app);
  const webhook = handlers.findLastIndex(({ name }) => name === 'viberWebhook');
  return webhook === -1 ? handlers : handlers.slice(0, webhook);
}

function handlersOf(app: Internals): Handler[] {
  const { parent } = app;
  // `router` is for Express 5; in Express 4, reading it throws.
  return [...(parent === undefined ? [] : handlersOf(parent)), ...handlersIn(app._router ?? app.router)];
}

function handlersIn(router: Internals | undefined): Handler[] {
  return (router?.stack ?? []).flatMap(({ handle, route }) => [
    ...(handle === undefined ? [] : [handle, ...handlersIn(handle)]),
    ...handlersIn(route),
  ]);
}

/**
 * Nest marks neither requests nor its application. Since version 11, its adapter for Express adds a handler that calls its
 * request hook. Older versions are found among the loaded CommonJS modules; version 12 is ESM, so it is not among them.
 */
function isNest(handlers: readonly Handler[]): boolean {
  // In a bundle, `require` may have no cache.
  const { cache = {} } = require as { cache?: object };
  return (
    handlers.some((handler) => String(handler).includes('onRequestHook')) ||
    Object.keys(cache).some((file) => /[\\/]@nestjs[\\/]core[\\/]/.test(file))
  );
}
