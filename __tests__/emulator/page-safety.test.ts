import { eventually, pageSessions } from './page-sessions';

const { startEmulator, openPage, openChat, takePageErrors } = pageSessions();

const EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

describe('untrusted text', () => {
  it('is shown literally in every field of every message and runs no script', async () => {
    const url = 'javascript:window.hacked=1';
    const { emulator, user, page } = await openChat((viber) => {
      viber.welcome(({ context }) => ({ type: 'text', text: `${EVIL} ${context ?? ''}` }));
      viber.on('message', async (_callback, { reply }) => {
        const Buttons = [
          { ActionBody: EVIL, Text: `<b onclick="window.hacked=1">${EVIL}</b>` },
          {
            ActionBody: 'x',
            Text: '<font color="red;background:url(x)">tint</font>',
            Image: url,
            BgMedia: url,
          },
          { ActionType: 'open-url' as const, ActionBody: url, Text: 'evil link' },
        ];
        const sender = { name: EVIL.slice(0, 28) };
        await reply({
          type: 'text',
          text: `${url} ${EVIL}`,
          sender,
          keyboard: { Type: 'keyboard', Buttons },
        });
        await reply({ type: 'picture', text: EVIL, media: url, thumbnail: url });
        await reply({ type: 'video', text: EVIL, media: url, size: 1 });
        await reply({ type: 'file', media: url, size: 1, file_name: EVIL });
        await reply({
          type: 'contact',
          contact: { name: EVIL.slice(0, 28), phone_number: EVIL.slice(0, 18) },
        });
        await reply({ type: 'url', media: url });
        await reply({ type: 'sticker', sticker_id: EVIL });
        await reply({
          type: 'rich_media',
          min_api_version: 7,
          rich_media: { Type: 'rich_media', ButtonsGroupColumns: 6, ButtonsGroupRows: 2, Buttons },
        });
        await reply({ type: 'text', text: 'last', keyboard: { Type: 'keyboard', Buttons } });
      });
    });
    user.update({ name: EVIL });
    await user.openChat({ context: EVIL });
    await user.send(EVIL);
    await user.send({ type: 'sticker', sticker_id: `from a user ${EVIL}` });
    await user.send({ type: 'url', media: `${url} ${EVIL}` });
    await emulator.settled();

    await page.getByText('last').first().waitFor();
    await page.getByRole('button', { name: EVIL, pressed: true }).waitFor();
    for (const text of [EVIL, `${url} ${EVIL}`, `Sticker ${EVIL}`, `Sticker from a user ${EVIL}`])
      await page.getByRole('log').getByText(text, { exact: true }).first().waitFor();
    await page.getByRole('group', { name: 'Keyboard' }).getByText(EVIL, { exact: true }).waitFor();
    // Look the rows up again for each click: a new row moves the others, and a second click would close one.
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await page
      .getByText(/^Attempt 1/)
      .first()
      .waitFor();

    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(
      await page.locator('img[src="x"], script:not([src="main.js"]), [onerror], [onclick]').count(),
    ).toBe(0);
    expect(await page.locator('[href^="javascript" i], [src^="javascript" i]').count()).toBe(0);
  });

  it('is shown literally in the name of the bot', async () => {
    const emulator = await startEmulator({ bot: { name: EVIL } });
    const page = await openPage(emulator);
    await page.getByRole('heading', { name: EVIL }).waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });
});

describe('the links of a text', () => {
  it.each(['.', ')', '(', 'http://'])('are found in one pass over 500,000 times %j', async (repeated) => {
    const text = `http://a${repeated.repeat(500_000)}b`;
    const page = await openPage(await startEmulator());
    const shown = await page.evaluate(`import('/chat/links.js').then(
      ({ linkified }) => linkified('http://a' + ${JSON.stringify(repeated)}.repeat(500_000) + 'b').textContent,
    )`);
    expect(shown === text).toBe(true);
  });
});

describe('the Content-Security-Policy', () => {
  it("runs only the page's own scripts", async () => {
    const emulator = await startEmulator();
    const page = await openPage(emulator);
    const violations = await page.evaluate(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.hacked = 1';
      document.body.append(script);
    })`);
    expect(violations).toBe('script-src-elem');
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(takePageErrors()).toHaveLength(1);
  });
});

describe('without a network', () => {
  it('loads everything from the emulator', async () => {
    const emulator = await startEmulator();
    const page = await openPage(emulator);
    const origins = new Set<string>();
    page.on('request', (request) => origins.add(new URL(request.url()).origin));
    await page.reload();
    await page.getByText('Connected', { exact: true }).waitFor();
    await eventually(() => {
      expect([...origins]).toEqual([emulator.url]);
    });
  });
});
