import bodyParser from 'body-parser';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Router } from 'express';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Button } from '../protocol/messages/keyboard';
import type { ReceivedMessage } from '../protocol/callbacks/received-messages';
import { streamChanges } from './change-stream';
import type { EmulatedUser } from './chat/emulated-user';
import type { UserProfile } from './chat/user-profile';
import type { EmulatorState } from './emulator-state';
import type { Registrar } from './api/registrar';
import type { Faults } from './faults';
import type { ChatActions } from './chat/chat-actions';

type Fields = Record<string, unknown>;
type Action = (fields: Fields) => unknown;

/** What the page calls: one POST for each thing a person can do, and a stream of everything that changes. */
export function controlRouter(state: EmulatorState, chats: ChatActions, registrar: Registrar): Router {
  const router = Router();
  router.get('/events', (_req, res) => {
    streamChanges(state, res);
  });
  router.get('/timeline.jsonl', (_req, res) => {
    res.attachment('viber-timeline.jsonl').type('application/jsonl');
    res.send(state.timeline.entries.map(({ body }) => `${body}\n`).join(''));
  });
  router.use(bodyParser.json({ limit: '1mb' }));
  for (const [name, act] of Object.entries(actionsOf(state, chats, registrar)))
    router.post(`/${name}`, handlerOf(act));
  router.use((_req, res) => {
    res
      .status(404)
      .json({ error: 'unknown_action', message: 'There is no such action. The page shows what there is.' });
  });
  router.use(onError);
  return router;
}

/** Everything a person can do on the page, by the last part of its path. */
function actionsOf(state: EmulatorState, chats: ChatActions, registrar: Registrar): Record<string, Action> {
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
    'open-chat': withUser((user, { context }) =>
      user.openChat(typeof context === 'string' ? { context } : {}),
    ),
    send: withUser((user, { message }) => user.send(message as ReceivedMessage)),
    tap: withUser((user, { button }) => user.tap(button as Button)),
    subscribe: withUser((user) => user.subscribe()),
    unsubscribe: withUser((user) => user.unsubscribe()),
    see: withUser((user) => user.see()),
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
      // The page asks not to wait for the bot: a slow one would soon hold all six connections of a browser. What is
      // wrong with a request shows at once, so it is answered all the same.
      const accepted = req.get('Prefer') === 'respond-async';
      const result = await (accepted ? Promise.race([acting, nextTurn()]) : acting);
      res.json(result ?? {});
    } catch (error) {
      next(error);
    }
  };
}

const onError: ErrorRequestHandler = (error: Error & { status?: number }, _req, res, _next) => {
  res.status(error.status ?? 400).json({ error: 'bad_request', message: error.message });
};
