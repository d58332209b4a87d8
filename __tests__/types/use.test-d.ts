/** Checks which uses of `use` and `context.state` compile. The functions are never called. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { expectTypeOf } from 'expect-type';
import type {
  AnyCallbackContext,
  Callback,
  MessageCallback,
  Next,
  Reply,
  ReplyContext,
  TextListener,
  UnrecognizedCallback,
  UseHandler,
} from 'express-viber';
import { callbackUserId, ViberWebhook } from 'express-viber';

interface Session {
  step: number;
}

interface State {
  session: Session;
  traceId?: string;
}

const viber = new ViberWebhook<State>({ authToken: 'a token' });

/** A handler sees every callback, its context with the state of the webhook, and `next`. */
export function handlers(): void {
  viber.use(async (callback, context, next) => {
    expectTypeOf(callback).toEqualTypeOf<Callback | UnrecognizedCallback>();
    expectTypeOf(context).toEqualTypeOf<AnyCallbackContext<State>>();
    expectTypeOf(context.reply).toEqualTypeOf<Reply | undefined>();
    expectTypeOf(next).toEqualTypeOf<Next>();
    expectTypeOf(callbackUserId(callback)).toEqualTypeOf<string | undefined>();
    context.state.session = { step: 1 };
    context.state.traceId = 'a';
    await next();
  });
  viber.use(async () => Promise.resolve());
  viber.use((_callback, _context, next) => next());
  const storage = new AsyncLocalStorage<string>();
  viber.use((_callback, _context, next) => storage.run('a', next));
  expectTypeOf(viber.use(async () => Promise.resolve())).toEqualTypeOf<ViberWebhook<State>>();

  // @ts-expect-error a handler that waits for nothing, as in Express
  viber.use((_callback, _context, next) => void next());
  // @ts-expect-error a path before the handler, as in Express
  viber.use('/viber', async () => Promise.resolve());
  // @ts-expect-error no handler
  viber.use();
  // @ts-expect-error an error is thrown, not passed to next
  viber.use(async (_callback, _context, next) => next(new Error('no database')));
  // @ts-expect-error not a field of the state
  viber.use(async (_callback, { state }) => Promise.resolve(state.user));
  // @ts-expect-error the state is shared, so it is filled, not replaced
  viber.use(async (_callback, context) => Promise.resolve((context.state = { session: { step: 1 } })));
}

/** Listeners see the state of the webhook. */
export function listeners(): void {
  viber.on('message:text', (_callback, { state }) => {
    expectTypeOf(state).toEqualTypeOf<State>();
  });
  viber.on('webhook', (_callback, { state }) => state.session.step);
  viber.once('unrecognized', (_callback, { state }) => state.session.step);
  viber.onText(['next', /^\d+$/], (_callback, { state, match }) => {
    expectTypeOf(state).toEqualTypeOf<State>();
    expectTypeOf(match).toEqualTypeOf<'next' | RegExpExecArray>();
  });
  for (const event of ['message', 'subscribed'] as const) {
    viber.on(event, (_callback, { state, reply }) => reply(String(state.session.step)));
  }
  const onMessage = (_callback: MessageCallback, { state }: ReplyContext<State>) => state.session;
  viber.on('message', onMessage).off('message', onMessage);
  const onOrder: TextListener<RegExp, State> = (_callback, { state, match }) => [state.session, match.index];
  viber.onText(/./, onOrder);

  viber.welcome((_callback, context) => {
    expectTypeOf(context).not.toHaveProperty('state');
    return undefined;
  });
  viber.on('duplicate', (_callback, context) => {
    expectTypeOf(context).not.toHaveProperty('state');
  });
  viber.on('message', (_callback, { state }) => {
    // @ts-expect-error not a field of the state
    expectTypeOf(state.user);
  });
}

/** Handlers and listeners that need no state fit every webhook. */
export function reusable(plain: ViberWebhook): void {
  const tracing: UseHandler = async (callback, { account, receivedAt }, next) => {
    await next();
    return [callback, account, receivedAt];
  };
  const onMessage = (callback: MessageCallback, { reply }: ReplyContext) => reply(callback.sender.id);
  const onOrder: TextListener = async (_callback, { match, reply }) => reply(match[0]);
  viber.use(tracing).on('message', onMessage).onText(/./, onOrder);
  plain.use(tracing).on('message', onMessage).onText(/./, onOrder);

  function install<Any extends object>(webhook: ViberWebhook<Any>): void {
    webhook.use(tracing).on('message', onMessage);
  }
  install(viber);
  install(plain);
}

/** Without a type, the state takes anything and returns `unknown`. */
export function untyped(plain: ViberWebhook): void {
  plain.use(async (_callback, { state }, next) => {
    state['startedAt'] = Date.now();
    await next();
  });
  plain.on('message', (_callback, { state }) => {
    expectTypeOf(state['startedAt']).toEqualTypeOf<unknown>();
  });
  const sessions: UseHandler<State> = async (_callback, { state }, next) => {
    state.session = { step: 1 };
    await next();
  };
  // @ts-expect-error a handler for a webhook whose state is typed
  plain.use(sessions);
  // @ts-expect-error a state is an object
  new ViberWebhook<string>({ authToken: 'a token' });
}
