import { source as axeSource } from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { callMethod } from './api/api-fixture';
import { AUTH_TOKEN, startBot } from './echo-bot';
import { echo, pageSessions } from './page-sessions';

const { startEmulator, openPage } = pageSessions();

const LOOKS: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { colorScheme: 'light', viewport: { width: 360, height: 800 } }],
  ['narrow and dark', { colorScheme: 'dark', viewport: { width: 360, height: 800 } }],
];

/** What axe finds, in short. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

async function busyEmulator() {
  const emulator = await startEmulator();
  await startBot(emulator, { prepare: echo, sendName: true });
  const user = emulator.addUser({ name: 'Ada' });
  emulator.addUser({ name: 'נועה' });
  await user.openChat({ context: 'poster' });
  await user.send('Tea, see https://example.com/tea');
  await user.send({ type: 'file', media: 'https://example.com/menu.pdf', size: 2048, file_name: 'menu.pdf' });
  await user.send({ type: 'contact', contact: { name: 'Grace', phone_number: '+441' } });
  await user.send({ type: 'location', location: { lat: 1, lon: 2 } });
  const headers = { 'X-Viber-Auth-Token': AUTH_TOKEN };
  const send = (message: object) =>
    callMethod(emulator, 'send_message', { receiver: user.id, ...message }, headers);
  await send({ type: 'text', text: 'hi', keybord: {} });
  await send({ type: 'picture', text: 'hi' });
  await send({
    type: 'text',
    text: 'hi',
    keyboard: { Type: 'keyboard', BgColor: 7, Buttons: [{ ActionBody: 'x' }] },
  });
  const Buttons = [
    { Columns: 3, Text: 'Yes', ActionBody: 'yes' },
    { Columns: 3, Text: 'No', ActionBody: 'no' },
  ];
  await send({ type: 'text', text: 'Well?', keyboard: { Type: 'keyboard', Buttons } });
  emulator.setFaults({ offline: true });
  await user.unsubscribe();
  await user.subscribe();
  return emulator;
}

describe.each(LOOKS)('axe finds nothing on the %s page', (_, options) => {
  it('before there is a bot', async () => {
    const emulator = await startEmulator();
    const page = await openPage(emulator, options);
    await page.getByText('No webhook is registered yet.').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('with a conversation, and with all details open', async () => {
    const page = await openPage(await busyEmulator(), options);
    await page.getByText('Well?').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('Deep-link context').fill('poster');
    for (const more of ['More about the user', 'More faults']) await page.getByText(more).click();
    for (const name of ['message:text', 'unsubscribed', '⚠ 1', '⚠ 2']) {
      const row = page.locator('summary.row', { hasText: name });
      if ((await row.count()) > 0) await row.first().click();
    }
    await page.getByRole('button', { name: 'Copy as curl' }).first().click();
    await page.locator('.command').first().waitFor();
    await page.getByRole('button', { name: 'Attach' }).click();
    expect(await findings(page)).toEqual([]);
  });

  it('with each dialog, and with a loaded timeline', async () => {
    const page = await openPage(await busyEmulator(), options);
    await page.getByRole('button', { name: 'Add user' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('button', { name: 'Picture' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('summary.row', { hasText: 'message:text' }).first().click();
    await page.getByRole('button', { name: 'Edit and send' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    const file = { name: 'saved.jsonl', mimeType: 'text/plain', buffer: Buffer.from('{"event":"seen"}') };
    await page.locator('#timeline-file').setInputFiles(file);
    await page.getByText('saved.jsonl: 1 callback').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
