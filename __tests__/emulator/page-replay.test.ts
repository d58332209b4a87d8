import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { gate } from '../fixtures/gate';
import { serve } from '../fixtures/servers';
import { AUTH_TOKEN, startBot } from './echo-bot';
import { echo, eventually, missing, pageSessions } from './page-sessions';

const { startEmulator, openPage, openChat } = pageSessions();

async function openMessage(page: Page) {
  const row = page.getByRole('listitem').filter({ hasText: 'message:text' }).last();
  await row.locator('summary').click();
  return row;
}

async function load(page: Page, text: string, name = 'saved.jsonl') {
  const file = { name, mimeType: 'application/jsonl', buffer: Buffer.from(text) };
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Load' }).click(),
  ]);
  await chooser.setFiles(file);
}

describe('a callback', () => {
  it('is sent again as it was, which the bot knows to be a duplicate', async () => {
    const received: string[] = [];
    const { emulator, user, page } = await openChat((viber) => {
      viber.on('message:text', ({ message }) => received.push(message.text));
    });
    await user.send('hi');
    const row = await openMessage(page);
    await row.getByRole('button', { name: 'Send again' }).click();
    await eventually(() => {
      const sent = emulator.timeline.filter(({ event }) => event === 'message');
      expect(sent.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);
      expect(sent[1]?.body).toBe(sent[0]?.body);
    });
    expect(received).toEqual(['hi']);
  });

  it('is edited and sent, with a new token', async () => {
    const { emulator, user, page } = await openChat();
    await user.send('two teas');
    const row = await openMessage(page);
    await row.getByRole('button', { name: 'Edit and send' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit and send' });
    const text = dialog.getByRole('textbox', { name: 'Callback' });
    expect(await text.inputValue()).toContain('\n    "text": "two teas"\n');
    const edited = (await text.inputValue()).replace('two teas', 'שלוש  "כוסות"'.replaceAll('"', '\\"'));
    await text.fill(`${edited},`);
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect(await page.evaluate('document.querySelector("#callback-dialog textarea").validationMessage')).toBe(
      'This is not valid JSON.',
    );
    await text.fill(edited);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByText('You said שלוש  "כוסות"').waitFor();
    const [first = missing(), second = missing()] = emulator.timeline.filter(
      ({ event }) => event === 'message',
    );
    const token = /"message_token":(\d+)/;
    expect(second.body).not.toContain(token.exec(first.body)?.[1]);
    expect(second.body.replace(token, '')).toBe(
      first.body.replace(token, '').replace('two teas', 'שלוש  \\"כוסות\\"'),
    );
    await page.getByRole('article', { name: 'Message from the user' }).nth(1).waitFor();
  });

  it('is copied as the curl command of curlCommand', async () => {
    const { emulator, user, page } = await openChat();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await user.send(`It's "tea" for $HOME`);
    const row = await openMessage(page);
    await row.getByRole('button', { name: 'Copy as curl' }).click();
    await row.getByText('Copied.').waitFor();
    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(await row.locator('.command').innerText()).toBe(command);
    expect(command).not.toContain(AUTH_TOKEN);
    // Its own test runs this command.
    expect(emulator.curlCommand(emulator.timeline.find(({ event }) => event === 'message')?.body ?? '')).toBe(
      command,
    );
  });

  it('keeps its curl command while it is redelivered', async () => {
    const { emulator, user, page } = await openChat();
    emulator.setFaults({ offline: true });
    await user.send('hi');
    const row = await openMessage(page);
    await row.getByText(/^Attempt 1/).waitFor();
    await row.getByRole('button', { name: 'Copy as curl' }).click();
    await row.locator('.command').waitFor();
    emulator.setFaults({ offline: false });
    await row.getByText(/^Attempt \d: HTTP 200/).waitFor();
    expect(await row.locator('.command').innerText()).toMatch(/^curl /);
  });

  it('cannot be copied without a webhook, which the page says', async () => {
    const emulator = await startEmulator();
    await emulator.addUser().send('hi');
    const page = await openPage(emulator);
    const row = await openMessage(page);
    await row.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('alert').getByText('No webhook is registered').waitFor();
  });
});

describe('a saved timeline', () => {
  async function save(): Promise<string> {
    const { emulator, user, page } = await openChat();
    emulator.setFaults({ offline: true });
    await user.openChat({ context: 'poster' });
    emulator.setFaults({ offline: false });
    await user.send('keep this');
    await page.getByText('You said keep this').waitFor();
    await emulator.settled();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save' }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  }

  it('is shown as it was, then replayed to another bot', async () => {
    const text = await save();
    const emulator = await startEmulator();
    const received: string[] = [];
    await startBot(emulator, {
      prepare: (viber) => {
        echo(viber);
        viber.on('message:text', ({ message }) => received.push(message.text));
      },
    });
    const page = await openPage(emulator);
    await load(page, text);
    const loaded = page.getByRole('group', { name: 'Loaded timeline' });
    await loaded.getByText(/^saved\.jsonl: \d+ callbacks, 2 API calls$/).waitFor();
    const opened = page.getByRole('listitem').filter({ hasText: 'conversation_started' });
    await opened.locator('summary').click();
    await opened.getByText(/^Attempt 1: no response/).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'send_message' }).getByText('status 0').waitFor();

    await loaded.getByRole('button', { name: 'Replay' }).click();
    await loaded.getByText(/^Replayed (\d+) of \1 callbacks\.$/).waitFor();
    expect(received).toEqual(['keep this']);
    await page.getByRole('log').getByText('You said keep this').waitFor();
    await page
      .getByRole('log')
      .getByText(/^Hello .* from poster$/)
      .waitFor();
    const again = emulator.timeline.filter(({ event }) => event === 'message');
    expect(again.map(({ state }) => state)).toEqual(['acknowledged']);
    await loaded.getByRole('button', { name: 'Close' }).click();
    await loaded.waitFor({ state: 'hidden' });
  });

  it('can be replayed with the tokens it has', async () => {
    const text = await save();
    const emulator = await startEmulator();
    await startBot(emulator);
    const page = await openPage(emulator);
    await load(page, text);
    await page.getByRole('switch', { name: 'New message tokens' }).uncheck();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText(/^Replayed (\d+) of \1 callbacks\.$/).waitFor();
    const bodies = emulator.timeline.slice(1).map(({ body }) => body);
    const lines = text.trimEnd().split('\n');
    expect(bodies).toEqual(lines.flatMap((line) => (JSON.parse(line) as { body?: string }).body ?? []));
  });

  it('is no longer replayed after Stop', async () => {
    const emulator = await startEmulator();
    await startBot(emulator);
    emulator.setFaults({ slowMs: 300 });
    const page = await openPage(emulator);
    await load(page, '{"event":"seen","message_token":1,"user_id":"a"}\n'.repeat(50));
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText(/^Replaying \d+ of 50 callbacks…$/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^Replayed (?!50)\d+ of 50 callbacks\.$/).waitFor();
    await page.getByRole('button', { name: 'Replay' }).waitFor();
  });

  it('leaves the page to another file that is loaded while it is replayed', async () => {
    const emulator = await startEmulator({ webhookTimeoutMs: 60_000 });
    const { opened, open } = gate();
    let response: Promise<void> = Promise.resolve();
    const url = await serve((_req, res) => {
      void response.then(() => res.end());
    });
    await fetch(`${emulator.apiUrl}/set_webhook`, {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': 'emulated-token' },
      body: JSON.stringify({ url }),
    });
    response = opened;
    const page = await openPage(emulator);
    await load(page, '{"event":"seen","message_token":1,"user_id":"a"}\n'.repeat(3));
    await page.getByRole('button', { name: 'Replay' }).click();
    await eventually(() => {
      expect(emulator.timeline.map(({ event }) => event)).toContain('seen');
    });
    await load(page, '{"event":"delivered","message_token":1,"user_id":"a"}', 'other.jsonl');
    await page.getByText('other.jsonl: 1 callback, 0 API calls').waitFor();
    await page.getByRole('button', { name: 'Replay' }).click();
    open();
    await page.getByText('Replayed 1 of 1 callbacks.').waitFor();
    expect(emulator.timeline.map(({ event }) => event)).toEqual(['webhook', 'seen', 'delivered']);
  });

  it.each([
    ['of another kind', 'GET / HTTP/1.1\n', 'Line 1 is neither a callback nor an API call.'],
    ['that is cut off', '{"event":"seen"}\n{"event":"se', 'Line 2 is neither a callback nor an API call.'],
    ['with a body of another kind', '{"body":"[]"}', 'Line 1 is neither'],
    ['that is empty', '\n\n', 'It is empty.'],
  ])('is refused if it is a file %s', async (_, text, problem) => {
    const page = await openPage(await startEmulator());
    await load(page, text);
    await page.getByRole('alert').getByText(`saved.jsonl cannot be loaded. ${problem}`).waitFor();
    expect(await page.getByRole('group', { name: 'Loaded timeline' }).isVisible()).toBe(false);
  });

  it('may hold anything without breaking the page', async () => {
    const evil = '<img src=x onerror="window.hacked=1">';
    const odd = { userId: {}, createdAt: 'x', state: evil, attempts: [null, 7, { status: evil }], note: 8 };
    const lines = [
      { ...odd, body: JSON.stringify({ event: evil }) },
      { ...odd, body: '{"event":"seen"}', createdAt: 1e300, attempts: { length: 3 } },
      { ...odd, method: [], requestBody: evil, errors: 'x', warnings: [{ path: evil, message: {} }] },
    ];
    const page = await openPage(await startEmulator());
    await load(page, lines.map((line) => JSON.stringify(line)).join('\n'), `${evil}.jsonl`);
    await page.getByText('2 callbacks, 1 API call', { exact: true }).waitFor();
    const closed = page.locator('#timeline details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await page.getByText(`Warning: ${evil}`).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
  });
});
