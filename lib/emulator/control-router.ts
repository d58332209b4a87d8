import bodyParser from 'body-parser';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Router } from 'express';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Button } from '../protocol/messages/keyboard';
import type { ReceivedMessage } from '../protocol/callbacks/received-messages';
import { streamChanges } from './change-stream';
import type { EmulatedUser } from './chat/emulated-user';
import type { UserProfile } from './chat/user-profile';
import { sendBody } from './chat/send-body';
import { curlCommand } from './curl-command';
import type { EmulatorState } from './emulator-state';
import type { Registrar } from './api/registrar';
import type { Faults } from './faults';
import type { ChatActions } from './chat/chat-actions';
import { savedTimeline } from './saved-timeline';

type Fields = Record<string, unknown>;
type Action = (fields: Fields) => unknown;

/** Routes for the page: a POST for each action, the timeline as a file, and a stream of changes. */
export function controlRouter(state: EmulatorState, chats: ChatActions, registrar: Registrar): Router {
  const router = Router();
  router.get('/events', (_req, res) => {
    streamChanges(state, res);
  });
  router.get('/timeline.jsonl', (_req, res) => {
    res.attachment('viber-timeline.jsonl').type('application/jsonl');
    res.send(savedTimeline(state.timeline));
  });
  router.use(bodyParser.json({ limit: '1mb' }));
  const actions = createActions(state, chats, registrar);
  for (const [name, act] of Object.entries(actions)) router.post(`/${name}`, handlerOf(act));
  router.use((_req, res) => {
    const message = `Unknown action: POST to one of ${Object.keys(actions).join(', ')}.`;
    res.status(404).json({ error: 'unknown_action', message });
  });
  router.use(handleError);
  return router;
}

/** The actions of the page, by the last part of their path. */
function createActions(
  state: EmulatorState,
  chats: ChatActions,
  registrar: Registrar,
): Record<string, Action> {
  const withUser = (act: (user: EmulatedUser, fields: Fields) => unknown): Action => {
    return (fields) => {
      const user = state.users.get(String(fields['user']));
      if (user === undefined) throw new Error('There is no such user.');
      return act(user, fields);
    };
  };
  return {
    'add-user': ({ profile }) => ({ id: chats.addUser(profile as Partial<UserProfile> | undefined).id }),
    'update-user': withUser((user, { profile }) => {
      user.update(profile as Partial<UserProfile>);
    }),
    'open-chat': withUser((user, { context, link }) =>
      typeof link === 'string'
        ? user.openLink(link)
        : user.openChat(typeof context === 'string' ? { context } : {}),
    ),
    send: withUser((user, { message }) => user.send(message as ReceivedMessage)),
    tap: withUser((user, { button }) => user.tap(button as Button)),
    subscribe: withUser((user) => user.subscribe()),
    unsubscribe: withUser((user) => user.unsubscribe()),
    see: withUser((user) => user.see()),
    pay: withUser((user, { token }) => user.pay(typeof token === 'string' ? token : undefined)),
    'send-callback': async ({ body, newToken }) => {
      await sendBody(state, chats, String(body), { newToken: newToken === true });
    },
    curl: ({ body }) => ({ command: curlCommand(state, String(body)) }),
    faults: ({ faults }) => {
      state.setFaults(faults as Partial<Faults>);
    },
    recheck: () => registrar.recheck(),
  };
}

function handlerOf(act: Action): RequestHandler {
  return async (req, res, next) => {
    try {
      const acting = Promise.resolve(act((req.body ?? {}) as Fields));
      // The page asks not to wait for the bot, since a slow bot would soon occupy all six connections of a browser.
      // Mistakes in the request itself are found within one turn, so they are reported all the same.
      const isAsync = req.get('Prefer') === 'respond-async';
      const result = await (isAsync ? Promise.race([acting, nextTurn()]) : acting);
      res.json(result ?? {});
    } catch (error) {
      next(error);
    }
  };
}

const handleError: ErrorRequestHandler = (error: Error & { status?: number }, _req, res, _next) => {
  res.status(error.status ?? 400).json({ error: 'bad_request', message: error.message });
};
