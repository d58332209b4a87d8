import type { ViberEmulator } from '../../lib/emulator';
import { VirtualClock } from '../../lib/emulator';
import { closeServers } from '../fixtures/servers';
import type { RecordingWebhook } from './api/api-fixture';
import { callMethod, closeEmulators, startEmulator, startWebhook } from './api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

async function startReordered() {
  const clock = new VirtualClock();
  const emulator = await startEmulator({ clock });
  const webhook = await startWebhook();
  await callMethod(emulator, 'set_webhook', { url: webhook.url });
  webhook.calls.length = 0;
  emulator.setFaults({ reordered: true });
  return { clock, emulator, webhook, user: emulator.addUser({ devices: 2 }) };
}

/** The events received, in order, each with the text of its message. */
function arrived({ calls }: RecordingWebhook): string[] {
  const texts = new Map<unknown, string>();
  for (const { json } of calls) {
    const message = json['message'] as { text: string } | undefined;
    if (message !== undefined) texts.set(json['message_token'], message.text);
  }
  return calls.map(({ json }) => `${String(json['event'])} ${texts.get(json['message_token']) ?? ''}`.trim());
}

function states({ timeline }: ViberEmulator): string[] {
  return timeline.filter(({ event }) => event !== 'webhook').map(({ event, state }) => `${event} ${state}`);
}

describe('reordered', () => {
  it('puts the second of two messages before the first, and each before its own receipts', async () => {
    const { webhook, user } = await startReordered();
    await user.send('one');
    expect(arrived(webhook)).toEqual([]);
    await user.send('two');
    expect(arrived(webhook)).toEqual([
      'message two',
      'message one',
      'delivered one',
      'delivered one',
      'delivered two',
      'delivered two',
    ]);
  });

  it('swaps pairs', async () => {
    const { webhook, user, clock } = await startReordered();
    user.update({ devices: 0 });
    for (const text of ['one', 'two', 'three', 'four', 'five']) await user.send(text);
    await clock.advance(1000);
    const order = ['two', 'one', 'four', 'three', 'five'];
    expect(arrived(webhook)).toEqual(order.map((text) => `message ${text}`));
  });

  it('sends the held callback after a second, if nothing follows it', async () => {
    const { webhook, user, clock } = await startReordered();
    await user.send('one');
    await clock.advance(999);
    expect(arrived(webhook)).toEqual([]);
    await clock.advance(1);
    expect(arrived(webhook)).toEqual(['message one', 'delivered one', 'delivered one']);
    await user.send('two');
    expect(webhook.calls).toHaveLength(3);
  });

  it('sends receipts of other messages before the held callback', async () => {
    const { emulator, webhook, user, clock } = await startReordered();
    await user.send('one');
    const reply = { receiver: user.id, type: 'text', text: 'reply', sender: { name: 'Bot' } };
    await callMethod(emulator, 'send_message', reply);
    await user.see();
    expect(arrived(webhook)).toEqual(['delivered', 'delivered', 'seen']);
    await clock.advance(1000);
    expect(arrived(webhook).slice(3)).toEqual(['message one', 'delivered one', 'delivered one']);
  });

  it('when switched off, still sends the held callback after the next, and holds back nothing more', async () => {
    const { emulator, webhook, user } = await startReordered();
    await user.send('one');
    user.update({ devices: 0 });
    emulator.setFaults({ reordered: false });
    await user.send('two');
    await user.send('three');
    expect(arrived(webhook)).toEqual([
      'message two',
      'message one',
      'delivered one',
      'delivered one',
      'message three',
    ]);
  });

  it('gives up the held callback when the webhook is removed', async () => {
    const { emulator, webhook, user, clock } = await startReordered();
    await user.send('one');
    await callMethod(emulator, 'set_webhook', { url: '' });
    await clock.advance(1000);
    expect(states(emulator)).toEqual(['message given_up', 'delivered given_up', 'delivered given_up']);
    await clock.advance(3_600_000);
    expect(webhook.calls).toEqual([]);
  });

  it('gives up the held callback on close', async () => {
    const { emulator, webhook, user, clock } = await startReordered();
    await user.send('one');
    await emulator.close();
    expect(states(emulator)).toEqual(['message given_up', 'delivered given_up', 'delivered given_up']);
    await clock.advance(3_600_000);
    expect(webhook.calls).toEqual([]);
  });
});
