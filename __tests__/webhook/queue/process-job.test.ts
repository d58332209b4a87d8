import express from 'express';
import type { QueuedCallback } from '../../../lib/index';
import { ViberListenerError, ViberWebhook } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../published-messages';
import { useFakeClock } from '../../client/fake-clock';
import { nextTurn } from '../../fixtures/conditions';

afterEach(async () => {
  jest.useRealTimers();
  unsubscribeAll();
  await closeServers();
});

const jobOf = (body: string, account = 'default'): { data: QueuedCallback } => ({
  data: { account, receivedAt: '2024-05-01T12:00:00.000Z', body },
});

/** Starts an API that accepts every message, and collects the tokens and bodies of its calls. */
async function startApi() {
  const calls: [token: string | undefined, body: unknown][] = [];
  const app = express().post('/pa/send_message', express.json(), (req, res) => {
    calls.push([req.get('X-Viber-Auth-Token'), req.body]);
    res.type('json').send('{"status":0,"status_message":"ok","message_token":1}');
  });
  return { calls, apiUrl: `${await serve(app)}/pa` };
}

describe('process', () => {
  it.each(Object.entries(BODIES))('runs the listeners of %s with the signed callback', async (name, body) => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const received: unknown[] = [];
    viber.on(name as 'message', (callback, context) => received.push([callback.message_token, context]));
    await viber.process(jobOf(body));
    expect(received).toEqual([
      [
        /"message_token":(\d+)/.exec(body)?.[1],
        expect.objectContaining({
          account: 'default',
          receivedAt: new Date('2024-05-01T12:00:00.000Z'),
        }) as unknown,
      ],
    ]);
  });

  it('runs the listeners of an unrecognized callback', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const reasons: string[] = [];
    viber.on('unrecognized', ({ reason }) => reasons.push(reason));
    await viber.process(jobOf('{"event":"new"}'));
    expect(reasons).toEqual(['unknown_event']);
  });

  it('runs onText listeners, and leaves the welcome handler to the web process', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const log: string[] = [];
    viber.onText(/^h(.)/, (_callback, { match }) => log.push(String(match[1])));
    viber.welcome(() => {
      log.push('welcome');
      return undefined;
    });
    viber.on('conversation_started', () => log.push('listener'));
    await viber.process(jobOf(textBody('hi')));
    await viber.process(jobOf(BODIES.conversation_started));
    expect(log).toEqual(['i', 'listener']);
  });

  it('resolves when the last listener does, without a timeout', async () => {
    useFakeClock();
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const slow = gate();
    let isDone = false;
    viber.on('message', () => slow.opened);
    const done = viber.process(jobOf(textBody('hi'))).then(() => (isDone = true));
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(isDone).toBe(false);
    slow.open();
    await done;
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
  ])('fails the job if a listener %s, after the others have run', async (_how, fail: () => unknown) => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const reported: unknown[] = [];
    let others = 0;
    viber.on('error', (error) => reported.push(error));
    viber.on('message', fail);
    viber.on('message', async () => Promise.resolve((others += 1)));
    const failure: unknown = await viber.process(jobOf(textBody('hi'))).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ViberListenerError);
    expect(failure).toMatchObject({ cause: { message: 'no database' } });
    expect((failure as Error).message).toContain("so the job fails and the queue's attempts apply");
    expect(others).toBe(1);
    // The failure of a job is reported to the queue only.
    expect(reported).toEqual([]);
  });

  it('runs all listeners again at another attempt', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      if (calls === 1) throw new Error('no database');
    });
    await expect(viber.process(jobOf(textBody('hi')))).rejects.toThrow(ViberListenerError);
    await viber.process(jobOf(textBody('hi')));
    expect(calls).toBe(2);
  });

  it.each<[string, unknown]>([
    ['other data', { data: { mailTo: 'a@example.com' } }],
    ['no data', {}],
  ])('throws for a job with %s', async (_what, job) => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const failure: unknown = await viber.process(job as never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    // By this name BullMQ knows that no attempt is to follow.
    expect(failure).toMatchObject({ name: 'UnrecoverableError' });
  });

  it('throws for a job whose body is not JSON, and says which bot it belongs to', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    await expect(viber.process(jobOf('{', 'shop'))).rejects.toMatchObject({
      code: 'invalid_json',
      name: 'UnrecoverableError',
      account: 'shop',
      kind: 'permanent',
    });
  });

  it('publishes that the callback goes to the listeners', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const published = collectPublished('express-viber:dispatched');
    await viber.process(jobOf(textBody('hi')));
    expect(published).toMatchObject([{ message: { to: 'listeners' } }]);
  });

  describe('reply', () => {
    it('sends with the token of the only bot', async () => {
      const { apiUrl, calls } = await startApi();
      const viber = new ViberWebhook({ authToken: [AUTH_TOKEN, 'old'], apiUrl, sender: { name: 'Echo' } });
      viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
      await viber.process(jobOf(textBody('hello', '1', 'user-a')));
      expect(calls).toEqual([
        [AUTH_TOKEN, { receiver: 'user-a', type: 'text', text: 'hello', sender: { name: 'Echo' } }],
      ]);
    });

    it('sends with the token given by the worker, if there are many bots', async () => {
      const { apiUrl, calls } = await startApi();
      const viber = new ViberWebhook({ authToken: () => undefined, apiUrl, sender: { name: 'Echo' } });
      viber.on('message:text', (_callback, { account, reply }) => reply({ type: 'text', text: account }));
      await viber.process(jobOf(textBody('hello', '1', 'user-a'), 'shop'), { authToken: 'token-of-shop' });
      expect(calls).toEqual([['token-of-shop', expect.objectContaining({ text: 'shop' })]]);
    });

    it('says what to do if there are many bots and the worker gives no token', async () => {
      const viber = new ViberWebhook({ authToken: () => undefined });
      viber.on('message:text', (_callback, { reply }) => reply({ type: 'text', text: 'hello' }));
      await expect(viber.process(jobOf(textBody('hello')))).rejects.toMatchObject({
        cause: {
          name: 'TypeError',
          message: expect.stringContaining('viber.process(job, { authToken })') as string,
        },
      });
    });
  });

  describe('with ordered', () => {
    it('runs one user’s jobs one after another, and continues after a failure', async () => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ordered: true });
      const log: string[] = [];
      const gates = [gate(), gate()] as const;
      viber.on('message:text', async ({ message: { text } }) => {
        log.push(`${text} starts`);
        await gates[text === 'a1' ? 0 : 1].opened;
        log.push(`${text} ends`);
      });
      const jobs = [
        viber.process(jobOf(textBody('a1', '1', 'anna'))),
        viber.process(jobOf(textBody('a2', '2', 'anna'))),
        viber.process(jobOf(textBody('b1', '3', 'boris'))),
      ];
      expect(log).toEqual(['a1 starts', 'b1 starts']);
      gates[1].open();
      await jobs[2];
      gates[0].fail(new Error('no database'));
      await expect(jobs[0]).rejects.toThrow(ViberListenerError);
      await jobs[1];
      expect(log).toEqual(['a1 starts', 'b1 starts', 'b1 ends', 'a2 starts', 'a2 ends']);
    });

    it('fails the job of a listener that does not settle, and reports its eventual failure', async () => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, ordered: { giveUpAfterMs: 1 } });
      const never = gate();
      const reported: unknown[] = [];
      viber.on('error', (error) => reported.push(error));
      viber.on('message:text', ({ message }) => (message.text === 'first' ? never.opened : undefined));
      const first = viber.process(jobOf(textBody('first', '1')));
      const second = viber.process(jobOf(textBody('second', '2')));
      await expect(first).rejects.toMatchObject({
        cause: { message: expect.stringContaining('ordered.giveUpAfterMs') as string },
      });
      await second;
      expect(reported).toEqual([]);
      const late = new Error('in the end');
      never.fail(late);
      await nextTurn();
      expect(reported).toEqual([expect.objectContaining({ code: 'listener_failed', errors: [late] })]);
    });
  });
});
