import { BODIES, textBody } from '../fixtures/bodies';
import { AUTH_TOKEN, post, postSigned } from '../fixtures/posts';
import { endProcesses, startProcess } from '../fixtures/processes';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(endProcesses);

// restify 11 loads spdy, which Node 24 and later cannot load.
const runsRestify = Number(process.versions.node.split('.')[0]) < 24;

(runsRestify ? describe : describe.skip)('middleware on restify', () => {
  // In a process of its own, since restify changes the prototypes of node:http.
  it('is accepted as a handler of three parameters, and receives callbacks', async () => {
    const bot = startProcess('__tests__/integration/restify-bot.ts', [], { VIBER_AUTH_TOKEN: AUTH_TOKEN });
    const origin = /http:\S+/.exec(await bot.printed(/listens on/))?.[0] ?? '';
    const url = `${origin}/viber`;

    expect(await postSigned(url, BODIES['message:text'])).toMatchObject({ status: 200, text: '' });
    await bot.printed(/^text: Жэ 😀$/);
    const welcomed = await postSigned(url, BODIES.conversation_started);
    expect(JSON.parse(welcomed.text)).toEqual({ type: 'text', text: 'Hello' });
    expect((await post(url, BODIES.webhook)).status).toBe(401);
    expect((await postSigned(url, textBody('x'.repeat(300 * 1024)))).status).toBe(413);
    expect((await fetch(url)).status).toBe(405);

    // Its error handling responds.
    const failed = await postSigned(url, textBody('fail', '1'));
    expect(failed.status).toBe(500);
    expect(failed.text).not.toContain('secret');

    // Its body parser keeps the text in req.rawBody.
    const headers = { 'Content-Type': 'application/json' };
    expect((await postSigned(`${origin}/parsed`, textBody('parsed', '2'), headers)).status).toBe(200);
    await bot.printed(/^text: parsed$/);

    bot.child.kill();
    expect((await bot.ended()).stdout).not.toContain('error:');
  });
});
