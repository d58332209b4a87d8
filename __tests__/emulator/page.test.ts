import { callMethod } from './api/api-fixture';
import { startBot } from './echo-bot';
import { echo, eventually, pageSessions, write } from './page-sessions';

const { startEmulator, openPage, openChat } = pageSessions();

/** The events in the timeline, oldest first. */
function events({ timeline }: { timeline: readonly { event: string }[] }): string[] {
  return timeline.map(({ event }) => event);
}

describe('a new emulator', () => {
  it('explains how to register, adds a user, and shows the registration once there is one', async () => {
    const emulator = await startEmulator({ bot: { name: 'Tea House' } });
    const page = await openPage(emulator);
    await page.getByRole('heading', { name: 'Tea House' }).waitFor();
    await page.getByText('No webhook is registered yet.').waitFor();
    const lines = [/^ *authToken: process\.env/m, `apiUrl: '${emulator.apiUrl}'`, /^viber\.setWebhook\(/m];
    for (const line of lines) await page.locator('#registration pre').getByText(line).waitFor();
    await page.getByText(`${emulator.apiUrl}/set_webhook`, { exact: true }).waitFor();
    await page.getByText('Add a user to chat with the bot.').waitFor();
    expect(await page.getByRole('button', { name: 'Check again' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add user' });
    await dialog.getByLabel('Name').fill('Grace');
    await dialog.getByLabel('Devices').fill('2');
    await dialog.getByLabel('Personalization').uncheck();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Grace', pressed: true }).waitFor();
    expect(emulator.users[0]?.profile).toMatchObject({ name: 'Grace', devices: 2, personalization: false });

    const { url } = await startBot(emulator, { eventTypes: ['seen'], sendName: true });
    await page.getByText(url).waitFor();
    await page.getByText('message, subscribed, unsubscribed, seen', { exact: true }).waitFor();
    await page.getByText('name', { exact: true }).waitFor();
  });
});

describe('the chat', () => {
  it('opens with the context of a deep link and marks the welcome message', async () => {
    const { emulator, page } = await openChat();
    await page.getByText('has not used this chat yet.').waitFor();
    await page.getByLabel('Deep-link context').fill('poster');
    await page.getByRole('button', { name: 'Open chat' }).click();
    const message = page.getByRole('article', { name: 'Message from the bot' });
    await message.getByText('Hello Ada from poster').waitFor();
    await message.getByText('Welcome message').waitFor();
    const opened = emulator.timeline.find(({ event }) => event === 'conversation_started');
    expect(JSON.parse(opened?.body ?? '')).toMatchObject({ context: 'poster', subscribed: false });
  });

  it('shows the deep link of a context with its code, and opens it', async () => {
    const { emulator, page } = await openChat();
    await page.getByLabel('Deep-link context').fill("Ada's & 50%");
    const link = page.getByRole('link', { name: 'viber://pa?chatURI=localbot&context=' });
    expect(await link.getAttribute('href')).toBe("viber://pa?chatURI=localbot&context=Ada's%20%26%2050%25");
    await page.getByText(String.raw`deepLink('localbot', { context: 'Ada\'s & 50%' })`).waitFor();
    await link.click();
    await page.getByText("Hello Ada from Ada's & 50%").waitFor();

    await page.getByLabel('Deep-link context').fill('viber://pa?chatURI=localbot&context=from%20a%20link');
    await page.getByText("deepLink('localbot', { context: 'from a link' })").waitFor();
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText('Hello Ada from from a link').waitFor();

    await page.getByLabel('Deep-link context').fill('viber://pa?chatURI=teahouse');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByRole('alert').getByText('The deep link is to "teahouse"').waitFor();
    expect(events(emulator).filter((event) => event === 'conversation_started')).toHaveLength(2);
  });

  it('sends with Enter, inserts a line break with Shift+Enter, and shows the reply', async () => {
    const { user, page } = await openChat();
    const box = page.getByRole('textbox', { name: 'Message', exact: true });
    await box.focus();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.getByText('You said one').waitFor();
    expect(user.inbox[0]?.message).toMatchObject({ text: 'You said one\ntwo' });
    expect(await box.inputValue()).toBe('');
    await page.keyboard.press('Enter');
    await page.getByText('is subscribed').waitFor();
    expect(user.chat).toHaveLength(2);
  });

  it('marks messages as seen while it is visible', async () => {
    const { emulator, page } = await openChat();
    await write(page, 'hi');
    await page.getByRole('img', { name: 'Seen' }).waitFor();
    await eventually(() => {
      expect(events(emulator)).toContain('seen');
    });
  });

  it('leaves messages unread while that is switched off', async () => {
    const { emulator, page } = await openChat();
    await page.getByRole('switch', { name: 'Mark as seen automatically' }).uncheck();
    await write(page, 'hi');
    await page.getByRole('img', { name: 'Delivered' }).waitFor();
    await page.getByLabel('1 unread').waitFor();
    expect(events(emulator)).not.toContain('seen');
    await page.getByRole('button', { name: 'Mark as seen', exact: true }).click();
    await page.getByRole('img', { name: 'Seen' }).waitFor();
    await page.getByRole('switch', { name: 'Mark as seen automatically' }).check();
    await write(page, 'again');
    await page.getByRole('img', { name: 'Seen' }).nth(1).waitFor();
  });

  it('shows a message that the client refused, with the reason', async () => {
    const { emulator, user, page } = await openChat(() => undefined);
    await write(page, 'hi');
    const keyboard = { Type: 'keyboard', BgColor: 7, Buttons: [{ ActionBody: 'x' }] };
    const body = { receiver: user.id, sender: { name: 'Bot' }, type: 'text', text: 'Choose', keyboard };
    // Not through ViberClient, which rejects it before sending.
    await callMethod(emulator, 'send_message', body, { 'X-Viber-Auth-Token': 'emulated-token' });
    const message = page.getByRole('article', { name: 'Message from the bot' });
    await message.getByText(/Not shown on a phone: \/keyboard\/BgColor/).waitFor();
    await message.getByRole('img', { name: 'Failed' }).waitFor();
  });

  it('subscribes and unsubscribes', async () => {
    const { emulator, user, page } = await openChat();
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByText('is subscribed').waitFor();
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('is not subscribed').waitFor();
    expect(user.subscribed).toBe(false);
    expect(events(emulator).slice(1)).toEqual(['subscribed', 'unsubscribed']);
  });

  it('hides the name without personalization, and sends a receipt from each device', async () => {
    const { emulator, page } = await openChat();
    await page.getByRole('switch', { name: 'Personalization' }).uncheck();
    await page.getByText('More about the user').click();
    await page.getByLabel('Devices').first().fill('3');
    await page.getByLabel('Devices').first().press('Tab');
    await eventually(() => {
      expect(emulator.users[0]?.profile).toMatchObject({ personalization: false, devices: 3 });
    });
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText('Hello Subscriber from nowhere').waitFor();
    await eventually(() => {
      expect(events(emulator).filter((event) => event === 'delivered')).toHaveLength(3);
    });
  });

  it('has a separate conversation for each user', async () => {
    const { emulator, page } = await openChat();
    await write(page, 'from Ada');
    await page.getByText('You said from Ada').waitFor();
    const bob = emulator.addUser({ name: 'Bob' });
    await bob.send('from Bob');
    await page.getByRole('button', { name: 'Bob' }).getByLabel('1 unread').waitFor();
    expect(await page.getByRole('log').getByText('from Bob').count()).toBe(0);
    await page.getByRole('button', { name: 'Bob' }).click();
    await page.getByText('You said from Bob').waitFor();
    expect(await page.getByRole('log').getByText('from Ada').count()).toBe(0);
    await page.reload();
    await page.getByText('You said from Bob').waitFor();
  });
});

describe('the connection', () => {
  it('keeps two browsers in sync', async () => {
    const { emulator, page } = await openChat();
    const other = await openPage(emulator);
    await write(page, 'hi both');
    await other.getByText('You said hi both').waitFor();
    await other.getByRole('img', { name: 'Seen' }).waitFor();
    await other.getByRole('switch', { name: 'Offline' }).check();
    await eventually(async () => {
      expect(await page.getByRole('switch', { name: 'Offline' }).isChecked()).toBe(true);
    });
    expect(await page.getByRole('log').innerText()).toBe(await other.getByRole('log').innerText());
  });

  it('reports that it is lost, and catches up when the emulator is back', async () => {
    const { emulator, page } = await openChat();
    const port = Number(new URL(emulator.url).port);
    await emulator.close();
    await page.getByText('Disconnected, reconnecting…').waitFor();
    await write(page, 'to nobody');
    await page.getByRole('alert').getByText('The emulator cannot be reached.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message', exact: true }).inputValue()).toBe('to nobody');

    const again = await startEmulator({ bot: { name: 'Risen' } }, port);
    await startBot(again, { prepare: echo });
    await again.addUser({ name: 'Eve' }).send('first words');
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Risen' }).waitFor();
    await page.getByText('You said first words').waitFor();
    await write(page, 'live again');
    await page.getByText('You said live again').waitFor();
  });

  it('accepts further messages while the bot is slow', async () => {
    const { emulator, user, page } = await openChat();
    emulator.setFaults({ slowMs: 1500 });
    for (let number = 1; number <= 8; number += 1) await write(page, `message ${String(number)}`);
    await page.getByText('message 8').waitFor();
    expect(
      emulator.timeline.every(({ attempts, event }) => event === 'webhook' || attempts.length === 0),
    ).toBe(true);
    expect(user.chat).toHaveLength(8);
  });

  it('reports an invalid request despite Prefer: respond-async', async () => {
    const emulator = await startEmulator();
    const response = await fetch(`${emulator.url}/control/send`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
      body: '{"user":"nobody"}',
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: 'bad_request', message: 'There is no such user.' },
    ]);
  });

  it('closes when the page has been hidden for a minute, and reopens', async () => {
    const { user, page } = await openChat();
    await page.clock.install();
    const streams: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/control/events')) streams.push(request.url());
    });
    const look = (state: string) =>
      page.evaluate(`
        Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));`);
    await look('hidden');
    await page.clock.runFor(59_000);
    await look('visible');
    await look('hidden');
    expect(streams).toEqual([]);
    await page.clock.runFor(61_000);
    await user.send('while away');
    await look('visible');
    await page.clock.resume();
    await page.getByText('You said while away').waitFor();
    expect(streams).toHaveLength(1);
  });
});
