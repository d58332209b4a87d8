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
 * Says what to do on the host at hand about a body that was parsed before the webhook saw it. Where the host cannot be
 * told, it lists the remedies.
 */
export function parsedBodyAdvice(req: IncomingMessage, res: ServerResponse): string {
  // Only the API routes of Next.js have it, on Vercel too.
  if ('setPreviewData' in res) return FOR_NEXT;
  const { app } = req as { app?: unknown };
  if (typeof app !== 'function') return isVercel(req) ? FOR_VERCEL : `${FOR_SERVER} ${FOR_HOST}`;
  const handlers = handlersBefore(app as Internals);
  if (isNest(handlers)) return FOR_NEST;
  const parser = expressParserOf(req, handlers);
  return parser === undefined ? `${FOR_SERVER} ${FOR_HOST}` : forExpress(parser);
}

/** The parser that has read the body. Of several it is the one for the type of the body, whatever their order. */
function expressParserOf(req: IncomingMessage, handlers: readonly Handler[]): string | undefined {
  const parsers = handlers
    .map(({ name }) => EXPRESS_PARSERS.get(name))
    .filter((known) => known !== undefined);
  const isForm = /urlencoded/i.test(req.headers['content-type'] ?? '');
  const likely = isForm ? 'express.urlencoded()' : 'express.json()';
  return parsers.find((parser) => parser === likely) ?? parsers[0];
}

/** Vercel's helpers define the body as a getter, which parses it when it is read. */
function isVercel(req: IncomingMessage): boolean {
  return (
    process.env['VERCEL'] !== undefined && Object.getOwnPropertyDescriptor(req, 'body')?.get !== undefined
  );
}

type Handler = (...parameters: never) => unknown;

/** What Express and its routers are made of. No type has it, and it may change, so everything may be missing. */
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
  // Express 5 has `router`, which throws in Express 4.
  return [...(parent === undefined ? [] : handlersOf(parent)), ...handlersIn(app._router ?? app.router)];
}

function handlersIn(router: Internals | undefined): Handler[] {
  return (router?.stack ?? []).flatMap(({ handle, route }) => [
    ...(handle === undefined ? [] : [handle, ...handlersIn(handle)]),
    ...handlersIn(route),
  ]);
}

/**
 * Nest puts no mark on a request or its application. From version 11 its adapter for Express adds a handler that calls its
 * request hook; older versions are found among the loaded modules, which version 12, being ESM, is not.
 */
function isNest(handlers: readonly Handler[]): boolean {
  // A bundler may leave no cache.
  const { cache = {} } = require as { cache?: object };
  return (
    handlers.some((handler) => String(handler).includes('onRequestHook')) ||
    Object.keys(cache).some((file) => /[\\/]@nestjs[\\/]core[\\/]/.test(file))
  );
}
