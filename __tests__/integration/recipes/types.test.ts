import { typeErrors } from '../documented-code';
import { program, recipe } from './recipe';

jest.setTimeout(120_000); // the compiler is slow

const [inMemory = '', memoryBot = '', onRedis = '', redisBot = ''] = recipe('sessions');
const [dialog = ''] = recipe('dialog');
const [trackingData = ''] = recipe('tracking-data');
const [tracing = '', sdk = ''] = recipe('tracing');
const [logging = ''] = recipe('logging');
const [errorPolicy = ''] = recipe('error-policy');

/** Several recipes in one bot: each handler needs a part of its state. */
const COMBINED = `
import type { Logger } from 'pino';
import { ViberWebhook } from 'express-viber';
import type { UseHandler } from 'express-viber';
import { sessions } from './sessions';

interface State {
  session: { cups: number };
  log: Logger;
}

declare const logging: UseHandler<{ log: Logger }>;
declare const tracing: UseHandler;
const viber = new ViberWebhook<State>({ authToken: 'a token' });
viber.use(tracing).use(logging).use(sessions({ cups: 0 }));
viber.onText('tea', (_callback, { state }) => {
  state.session.cups += 1;
  state.log.info('tea');
});
`;

/** The same module with `sessions.ts` at this place of the list. */
function withSessions(code: string, place: number): string {
  return code.replace("'./sessions'", `'./documented-${String(place)}'`);
}

describe('the recipes', () => {
  it('compile, alone and together', () => {
    const bots = [memoryBot, dialog, COMBINED].map((code) => withSessions(code, 0));
    const others = [trackingData, tracing, logging, errorPolicy];
    const programs = [...bots, withSessions(redisBot, 1), ...others].map((code) => program(code));
    expect(typeErrors([inMemory, onRedis, sdk, ...programs])).toEqual([]);
  });

  it('do not compile where the state is used wrongly', () => {
    const wrong = [
      memoryBot.replace('session.cups +=', 'session.cup +='),
      memoryBot.replace('{ cups: 0 }', '{ cups: "none" }'),
      memoryBot.replace('<{ session: Session }>', '<{ sessions: Session }>'),
      dialog.replace("step: 'size', pizza: text", "step: 'size'"),
      dialog.replace("ask('Which size?', sizes)", 'ask(order.size, sizes)'),
      COMBINED.replace("log.info('tea')", "logger.info('tea')"),
      COMBINED.replace('session: { cups: number }', 'session: { cups: string }'),
    ].map((code) => withSessions(code, 0));
    const errors = typeErrors([inMemory, ...wrong]);
    const modules = errors.map((error) => Number(/documented-(\d+)/.exec(error)?.[1]));
    expect([...new Set(modules)]).toEqual(wrong.map((_code, index) => index + 1));
  });
});
