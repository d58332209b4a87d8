import type { ViberEmulator } from '../../lib/emulator';
import { createViberEmulator, VirtualClock } from '../../lib/emulator';
import type { ViberError } from '../../lib/index';
import { closeServers } from '../fixtures/servers';
import { AUTH_TOKEN, startBot } from './echo-bot';

const HOUR_MS = 3_600_000;

let emulator: ViberEmulator;
let clock: VirtualClock;

beforeEach(async () => {
  clock = new VirtualClock();
  emulator = createViberEmulator({ authToken: AUTH_TOKEN, clock });
  await emulator.listen();
});

afterEach(async () => {
  await emulator.close();
  await closeServers();
});

describe('an hour of redeliveries', () => {
  it('runs a listener whose reply Viber refuses once, and its sibling once', async () => {
    const anna = emulator.addUser();
    const runs = { refused: 0, sibling: 0 };
    const reported: ViberError[] = [];
    await startBot(emulator, {
      prepare: (viber) => {
        viber.on('unsubscribed', (_callback, { reply }) => {
          runs.refused += 1;
          return reply({ type: 'text', text: 'Come back!' });
        });
        viber.on('unsubscribed', () => {
          runs.sibling += 1;
        });
        viber.on('error', (error) => reported.push(error));
      },
    });
    await anna.subscribe();
    await anna.unsubscribe();
    await clock.advance(HOUR_MS);
    expect(runs).toEqual({ refused: 1, sibling: 1 });
    expect(reported).toMatchObject([
      { kind: 'permanent', event: 'unsubscribed', cause: { statusName: 'receiverNotSubscribed' } },
    ]);
    expect(emulator.timeline.at(-1)).toMatchObject({ event: 'unsubscribed', state: 'acknowledged' });
  });

  it('runs a listener that fails three times four times, and its sibling once', async () => {
    const anna = emulator.addUser();
    const runs = { failing: 0, sibling: 0 };
    await startBot(emulator, {
      prepare: (viber) => {
        viber.on('message', () => {
          runs.failing += 1;
          if (runs.failing <= 3) throw new Error('no database');
        });
        viber.on('message', () => {
          runs.sibling += 1;
        });
      },
    });
    await anna.send('hi');
    await clock.advance(HOUR_MS);
    expect(runs).toEqual({ failing: 4, sibling: 1 });
    const message = emulator.timeline.find(({ event }) => event === 'message');
    expect(message?.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 200]);
  });
});
