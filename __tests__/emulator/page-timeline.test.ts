import { readFile } from 'node:fs/promises';
import { parseRecording } from '../../lib/cli/replay/recording';
import { eventually, missing, pageSessions, write } from './page-sessions';

const { openPage, openChat } = pageSessions();

describe('the timeline', () => {
  it('shows each callback and its details', async () => {
    const { emulator, page } = await openChat();
    await page.getByRole('button', { name: 'Open chat' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'conversation_started' });
    for (const text of ['#3', 'Ada', 'acknowledged', '200', '×1', / ms$/])
      await row.getByText(text).first().waitFor();

    await row.locator('summary').click();
    const [, opened] = emulator.timeline;
    const token = /"message_token":(\d{19})/.exec(opened?.body ?? '')?.[1] ?? missing();
    await row.getByText(token, { exact: true }).waitFor();
    const json = await row.locator('pre').first().innerText();
    expect(json).toContain('\n  "event": "conversation_started",\n');
    expect(json.replace(/\n */g, '').replaceAll('": ', '":')).toBe(opened?.body);
    await row.getByText('The welcome message was shown.').waitFor();
    await row.getByText(/^Attempt 1: HTTP 200, \d+ ms/).waitFor();
    await row.getByText('X-Viber-Content-Signature').waitFor();
    await row.getByText(opened?.attempts[0]?.url ?? missing()).waitFor();
    expect(await row.locator('pre').last().innerText()).toContain('"text": "Hello Ada from nowhere"');
  });

  it('creates details only when a row is opened, and keeps them up to date', async () => {
    const { emulator, user, page } = await openChat();
    emulator.setFaults({ offline: true });
    await user.send('lost');
    const row = page.getByRole('listitem').filter({ hasText: 'message:text' });
    await row.getByText('waiting').waitFor();
    expect(await page.locator('.details').count()).toBe(0);
    await row.locator('summary').click();
    await row.getByText('java.net.ConnectException: Connection refused').first().waitFor();
    await row.getByText(/^The next attempt is due at/).waitFor();
    emulator.setFaults({ offline: false });
    await row.getByText(/^Attempt \d: HTTP 200/).waitFor();
    await row.getByText('acknowledged').first().waitFor();
  });

  it('is filtered by text, event and state', async () => {
    const { emulator, user, page } = await openChat();
    await page.getByRole('switch', { name: 'Mark as seen automatically' }).uncheck(); // otherwise `seen` arrives at any moment
    await user.send('needle');
    await emulator.addUser({ name: 'Bob' }).send('straw');
    emulator.setFaults({ offline: true });
    await user.unsubscribe();
    const all = emulator.timeline.length;
    const calls = emulator.apiCalls.length;
    const total = `${String(all)} callbacks, ${String(calls)} API calls`;
    await page.getByText(total, { exact: true }).waitFor();
    const rows = page.getByRole('list', { name: 'Callbacks' }).getByRole('listitem');
    const count = (matching: number) =>
      page.getByText(`${String(matching)} of ${total}`, { exact: true }).waitFor();

    await page.getByLabel('Filter by text').fill('NEEDLE');
    await count(2);
    expect(await rows.locator('.cell-event').allTextContents()).toEqual(['send_message', 'message:text']);
    await page.getByLabel('Filter by text').fill('bob');
    const isOfBob = ({ userId }: { userId: string | undefined }) => userId === emulator.users[1]?.id;
    await count([...emulator.timeline, ...emulator.apiCalls].filter(isOfBob).length);
    await page.getByLabel('Filter by event').selectOption('message');
    await count(1);
    await page.getByLabel('Filter by text').fill('nowhere to be found');
    await page.getByText('Nothing matches the filter.').waitFor();
    await page.getByLabel('Filter by text').fill('');
    await page.getByLabel('Filter by event').selectOption('');
    await page.getByLabel('Filter by state').selectOption('waiting');
    await count(1);
    expect(await rows.locator('.cell-event').allTextContents()).toEqual(['unsubscribed']);
  });

  it('is saved with one callback or API call per line', async () => {
    const { emulator, page } = await openChat();
    await write(page, 'keep this');
    await page.getByText('You said keep this').waitFor();
    await page.getByRole('img', { name: 'Seen' }).waitFor();
    await emulator.settled();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('viber-timeline.jsonl');
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.trimEnd().split('\n');
    const saved = lines.map((line) => JSON.parse(line) as { id: number; body?: string; method?: string });
    expect(saved.map(({ id }) => id)).toEqual(lines.map((_, index) => index + 1));
    expect(saved.flatMap(({ body }) => body ?? [])).toEqual(emulator.timeline.map(({ body }) => body));
    expect(saved.flatMap(({ method }) => method ?? [])).toEqual(['set_webhook', 'send_message']);
    expect(text).not.toMatch(/signature|sig=|emulated-token/i);
    expect(parseRecording(text).map(({ body }) => body)).toEqual(emulator.timeline.map(({ body }) => body));
  });

  it('stays usable with more than a thousand callbacks', async () => {
    const { emulator, user, page } = await openChat();
    await user.send('the first');
    await page.getByRole('listitem').filter({ hasText: 'message:text' }).locator('summary').click();
    await page.getByText(/^Attempt 1: HTTP 200/).waitFor();
    const crowd = emulator.addUser({ name: 'Crowd', devices: 9 });
    const flood = (async () => {
      for (let number = 0; number < 60; number += 1) await crowd.send(`number ${String(number)}`);
    })();
    await write(page, 'in between');
    await page.getByText('You said in between').waitFor();
    await flood;
    await emulator.settled();
    expect(emulator.timeline.length).toBeGreaterThan(1000);
    await page.getByText(`${emulator.timeline.length.toLocaleString('en')} callbacks`).waitFor();
    const rows = page.getByRole('list', { name: 'Callbacks' }).getByRole('listitem');
    // The newest 200 and the open one.
    expect(await rows.count()).toBe(201);
    await page.getByText(/^Attempt 1: HTTP 200/).waitFor();
    await page.getByRole('button', { name: /^Show older/ }).click();
    expect(await rows.count()).toBe(401);
    await page.getByLabel('Filter by text').fill('number 7"');
    await page.getByText(/^2 of [\d,]+ callbacks,/).waitFor();

    const late = await openPage(emulator);
    await late.getByText(`${emulator.timeline.length.toLocaleString('en')} callbacks`).waitFor();
  });
});

describe('the webhook', () => {
  it("is checked again, and the page shows Viber's response", async () => {
    const { emulator, page } = await openChat();
    await page.getByText('neither').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText(/^Status 0: ok\. Events: subscribed, unsubscribed, webhook/).waitFor();
    emulator.setFaults({ offline: true });
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('Status 1: Result: java.net.ConnectException: Connection refused').waitFor();
  });

  it.each([
    ['Offline', { offline: true }, /no response/],
    ['Duplicated', { duplicated: true }, /×2/],
    ['Reordered', { reordered: true }, /200/],
    ['Header dropped', { headerDropped: true }, /200/],
    ['sig dropped', { sigDropped: true }, /200/],
  ])('has the fault that "%s" injects', async (label, faults, outcome) => {
    const { emulator, page } = await openChat();
    await page.getByText('More faults').click();
    await page.getByRole('switch', { name: label }).check();
    await eventually(() => {
      expect(emulator.faults).toMatchObject(faults);
    });
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: 'subscribed' }).getByText(outcome).waitFor();
    const { attempts } = emulator.timeline.find(({ event }) => event === 'subscribed') ?? missing();
    const [{ url, headers } = missing()] = attempts;
    expect(url.includes('sig=')).toBe(label !== 'sig dropped');
    expect('X-Viber-Content-Signature' in headers).toBe(label !== 'Header dropped');
  });

  it('can be delayed', async () => {
    const { emulator, page } = await openChat();
    await page.getByLabel('Delay (ms)').fill('300');
    await page.getByLabel('Delay (ms)').press('Enter');
    await eventually(() => {
      expect(emulator.faults.slowMs).toBe(300);
    });
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'subscribed' })
      .getByText(/^[3-9]\d\d ms|\d{4,} ms$/)
      .waitFor();
  });
});
