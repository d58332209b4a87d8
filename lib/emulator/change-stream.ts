import type { Response } from 'express';
import type { EmulatedUser } from './chat/emulated-user';
import type { EmulatorChanges, EmulatorState } from './emulator-state';

/** Unread bytes of a slow page, not counting the initial state, after which its connection is closed. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

/** Sends the page one `state` event with everything, and then an event for each change. */
export function streamChanges(state: EmulatorState, res: Response): void {
  state.changes.setMaxListeners(0); // one for each open page
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  if (res.req.method === 'HEAD') {
    res.end();
    return;
  }

  let maxUnreadBytes = MAX_UNREAD_BYTES;
  const send = (event: string, data: unknown) => {
    // A page that reads again reconnects, and gets the whole state.
    if (res.writableLength > maxUnreadBytes) res.destroy();
    else res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const forward = <Name extends keyof EmulatorChanges>(
    name: Name,
    data: (...args: EmulatorChanges[Name]) => unknown,
  ) => {
    const listener = (...args: EmulatorChanges[Name]) => {
      send(name, data(...args));
    };
    const changes = state.changes as { on: AddListener<Name>; off: AddListener<Name> };
    changes.on.call(state.changes, name, listener);
    res.on('close', () => {
      changes.off.call(state.changes, name, listener);
    });
  };

  send('state', {
    bot: state.settings.bot,
    users: [...state.users.values()].map((user) => ({ ...withoutChat(user), chat: user.chat })),
    timeline: state.timeline.entries,
    calls: state.timeline.calls,
    registration: state.registration ?? null,
    faults: state.faults,
  });
  maxUnreadBytes += res.writableLength;
  forward('timeline', (entry) => entry);
  forward('call', (call) => call);
  forward('dropped', (id) => id);
  forward('user', withoutChat);
  forward('message', (user, index) => ({
    user: user.id,
    index,
    message: user.chat[index],
    keyboard: user.keyboard ?? null,
  }));
  forward('registration', () => state.registration ?? null);
  forward('faults', () => state.faults);
}

type AddListener<Name extends keyof EmulatorChanges> = (
  name: Name,
  listener: (...args: EmulatorChanges[Name]) => void,
) => unknown;

function withoutChat({ id, profile, subscribed, keyboard }: EmulatedUser): object {
  return { id, profile, subscribed, keyboard: keyboard ?? null };
}
