import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BODIES, textBody } from '../fixtures/bodies';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN, post, postSigned } from '../fixtures/posts';
import { endProcesses, startProcess } from '../fixtures/processes';
import { closeServers } from '../fixtures/servers';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(async () => {
  await endProcesses();
  await closeServers();
});

function run(file: string, args: string[], environment: Record<string, string>) {
  return startProcess(join('examples', file), args, environment);
}

describe('examples/README.md', () => {
  it('lists each example', async () => {
    const readme = await readFile('examples/README.md', 'utf8');
    const listed = [...readme.matchAll(/^\| \[(.+?)\]\(\1\)/gm)].map(([, name]) => name);
    const examples = (await readdir('examples')).filter((name) => name !== 'README.md');
    expect(listed.sort()).toEqual(examples.sort());
  });
});

describe('examples/echo.ts', () => {
  it('prints each callback under its own event with its exact token, and echoes text', async () => {
    const api = await FakeViberApi.start();
    const bot = run('echo.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: api.url });
    const url = /http:\S+/.exec(await bot.printed(/listens on/))?.[0] ?? '';

    for (const body of [
      ...Object.values(BODIES),
      '{"event":"never_heard_of","message_token":5466394344559121099}',
    ]) {
      expect((await postSigned(url, body)).status).toBe(200);
    }
    for (const [name, body] of Object.entries(BODIES)) {
      const token = /"message_token":(\d+)/.exec(body)?.[1] ?? '';
      await bot.printed(new RegExp(`^${name} ${token} {`));
    }
    await bot.printed(/^unrecognized \(unknown_event\) .*5466394344559121099/);
    await api.received(1);
    expect(api.calls[0]).toMatchObject({ path: '/pa/send_message', body: { type: 'text', text: 'Жэ 😀' } });

    expect((await postSigned(url, BODIES.seen)).status).toBe(200);
    await bot.printed(/^seen .*duplicate/);
    expect((await fetch(url, { method: 'POST' })).status).toBe(401);
    await bot.printed(/^rejected: 401 missing_signature/);
  });

  it('acknowledges a message that it cannot echo', async () => {
    const api = await FakeViberApi.start();
    api.reply({ json: { status: 6, status_message: 'notSubscribed' } });
    const bot = run('echo.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: api.url });
    const url = /http:\S+/.exec(await bot.printed(/listens on/))?.[0] ?? '';
    expect((await postSigned(url, BODIES['message:text'])).status).toBe(200);
    await bot.printed(/could not echo: ViberApiError: .*receiverNotSubscribed/);
  });

  it('runs without a token, and prints a curl command that works', async () => {
    const bot = run('echo.ts', [], { PORT: '0' });
    const url = /http:\S+/.exec(await bot.printed(/listens on/))?.[0] ?? '';
    const body = /-d '(.*)'/.exec(await bot.printed(/curl/))?.[1] ?? '';
    const signature = /Signature: (\w+)/.exec(await bot.printed(/X-Viber-Content-Signature/))?.[1] ?? '';
    const headers = { 'X-Viber-Content-Signature': signature };
    const response = await fetch(url, { method: 'POST', body, headers });
    expect(await response.json()).toMatchObject({
      type: 'text',
      text: expect.stringContaining('Hello') as string,
    });
    await bot.printed(/^conversation_started \d+ {/);
  });

  it('registers the events it listens to if it is given a URL', async () => {
    const api = await FakeViberApi.start();
    const environment = { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: api.url };
    const bot = run('echo.ts', [], { ...environment, VIBER_WEBHOOK_URL: 'https://bot.example.com/viber' });
    await bot.printed(/^Registered https:\/\/bot\.example\.com\/viber/);
    expect(api.calls[0]?.body).toMatchObject({ event_types: ['conversation_started'], send_name: true });

    api.reply({ json: { status: 1 } });
    const refused = run('echo.ts', [], {
      ...environment,
      VIBER_WEBHOOK_URL: 'https://bot.example.com/viber',
    });
    await refused.printed(/ViberApiError: .*No check call reached this webhook/);
    expect(await refused.exited).toEqual([1, null]);
  });
});

describe('examples/register.ts', () => {
  it('registers the given events, removes the webhook without a URL, and rejects a misspelled event', async () => {
    const api = await FakeViberApi.start();
    const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: api.url };
    await run('register.ts', ['https://bot.example.com/viber', 'seen'], environment).printed(/^Registered/);
    await run('register.ts', [], environment).printed(/removed/);
    await run('register.ts', ['https://bot.example.com/viber', 'sean'], environment).printed(
      /Did you mean "seen"/,
    );
    expect(api.bodies).toEqual([
      { url: 'https://bot.example.com/viber', event_types: ['seen'], send_name: true, send_photo: true },
      { url: '' },
    ]);
  });
});

describe('examples/existing-app.ts', () => {
  it('serves the webhook and the routes that parse JSON', async () => {
    const app = run('existing-app.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN });
    const origin = /http:\/\/localhost:\d+/.exec(await app.printed(/orders/))?.[0] ?? '';
    const headers = { 'Content-Type': 'application/json' };
    expect((await postSigned(`${origin}/viber`, BODIES['message:text'], headers)).status).toBe(200);
    const order = await fetch(`${origin}/orders`, { method: 'POST', body: '{"tea":2}', headers });
    expect(await order.json()).toEqual({ received: { tea: 2 } });
    await app.printed(/sent a text/);
  });
});

describe('examples/demo.ts', () => {
  it('runs the demo of the command, whose bot has welcomed its user', async () => {
    const demo = run('demo.ts', [], { PORT: '0' });
    const url = /http:\S+/.exec(await demo.printed(/^Open http/))?.[0] ?? '';
    expect(await (await fetch(url)).text()).toContain('<!doctype html>');
    await demo.printed(/^delivered /);
  });
});

describe('examples/metrics.ts', () => {
  it('counts acknowledged, duplicate and rejected callbacks, and the calls of the API', async () => {
    const api = await FakeViberApi.start();
    api.reply(
      { json: { status: 0 } },
      { json: { status: 12 } },
      { json: { status: 0 } },
      { json: { status: 6 } },
    );
    const environment = { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: api.url };
    const bot = run('metrics.ts', [], environment);
    const origin = /http:\/\/localhost:\d+/.exec(await bot.printed(/metrics are at/))?.[0] ?? '';
    const texts = ['1', '2', '3'].map((token) => textBody('hello', token));
    for (const body of [BODIES.seen, BODIES.seen, BODIES.delivered, ...texts]) {
      expect((await postSigned(`${origin}/viber`, body)).status).toBe(200);
    }
    expect((await post(`${origin}/viber`, BODIES.failed)).status).toBe(401);

    const response = await fetch(`${origin}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const lines = (await response.text()).split('\n');
    const counted = lines.filter((line) => /^viber_\w+_total\{/.test(line)).sort();
    expect(counted).toEqual([
      'viber_api_attempts_total{method="send_message"} 4',
      'viber_api_calls_total{method="send_message",outcome="api_error",status="6"} 1',
      'viber_api_calls_total{method="send_message",outcome="ok",status="0"} 2',
      'viber_callbacks_total{account="default",event="delivered",outcome="acknowledged"} 1',
      'viber_callbacks_total{account="default",event="message",outcome="acknowledged"} 3',
      'viber_callbacks_total{account="default",event="message",outcome="listener_failed"} 1',
      'viber_callbacks_total{account="default",event="seen",outcome="acknowledged"} 2',
      'viber_callbacks_total{account="unknown",event="unknown",outcome="missing_signature"} 1',
      'viber_duplicates_total{account="default",event="seen"} 1',
    ]);
    expect(lines).toContain('viber_acknowledgement_seconds_count{event="seen"} 2');
    expect(lines).toContain('viber_api_seconds_count{method="send_message"} 3');
  });
});
