import { createViberEmulator } from '../../lib/emulator';
import { closeServers } from '../fixtures/servers';
import { closeEmulators, startEmulator, TOKEN } from './api/api-fixture';
import { AUTH_TOKEN, startBot } from './echo-bot';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

describe('createViberEmulator', () => {
  it('rejects a missing token, unknown options and unknown faults', async () => {
    expect(() => createViberEmulator({ authToken: undefined })).toThrow(/authToken/);
    expect(() => createViberEmulator({ authToken: 't', clok: 1 } as never)).toThrow(/"clock"/);
    const emulator = await startEmulator({ authToken: AUTH_TOKEN });
    expect(() => {
      emulator.setFaults({ offlin: true } as never);
    }).toThrow(/"offline"/);
  });

  it('has no URL before it listens', () => {
    const emulator = createViberEmulator({ authToken: AUTH_TOKEN });
    expect(() => emulator.url).toThrow(/listen/);
    expect(() => emulator.apiUrl).toThrow(/listen/);
  });

  it('makes the check call again on request', async () => {
    const emulator = await startEmulator({ authToken: AUTH_TOKEN });
    expect(await emulator.recheck()).toMatchObject({ status: 10 });
    await startBot(emulator);
    expect(await emulator.recheck()).toMatchObject({ status: 0 });
    emulator.setFaults({ offline: true });
    expect(await emulator.recheck()).toMatchObject({
      status: 1,
      status_message: expect.stringMatching(/Connection refused/) as string,
    });
    expect(emulator.registration).toBeDefined();
  });

  it('makes no check call after close', async () => {
    const emulator = await startEmulator({ authToken: AUTH_TOKEN });
    await startBot(emulator);
    await emulator.close();
    await expect(emulator.recheck()).rejects.toThrow(/closed/);
  });
});

describe('options', () => {
  it.each([
    ['an unknown one', { webhookTimeoutMS: 100 }, /"webhookTimeoutMs"/],
    ['a timeout that is a string', { webhookTimeoutMs: '100' }, /webhookTimeoutMs/],
    ['a negative timeout', { webhookTimeoutMs: -1 }, /webhookTimeoutMs/],
    ['a timeout of NaN', { webhookTimeoutMs: NaN }, /webhookTimeoutMs/],
    ['a timeout of 0', { webhookTimeoutMs: 0 }, /webhookTimeoutMs/],
    ['an endless timeout', { webhookTimeoutMs: Infinity }, /webhookTimeoutMs/],
    ['an unknown encoding', { encoding: 'latin1' }, /encoding/],
    ['an unknown field of the bot', { bot: { nme: 'Bot' } }, /"name"/],
  ])('are rejected if they are wrong: %s', (_, options, message) => {
    const create = () => createViberEmulator({ authToken: TOKEN, ...options } as never);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });
});
