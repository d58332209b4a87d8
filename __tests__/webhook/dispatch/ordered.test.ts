import { once } from 'node:events';
import fc from 'fast-check';
import type { ViberError } from '../../../lib/index';
import { turnUntil } from '../../fixtures/conditions';
import { BODIES, conversationStartedBody, receiptBody, textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../published-messages';
import { startApp } from '../webhook-app';

jest.setTimeout(60_000); // a bound for a busy machine: some tests make hundreds of requests

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** Posts each body once the one before is dispatched, so that their order is certain. Returns the pending responses. */
async function postInOrder(url: string, bodies: readonly string[]) {
  const dispatched = collectPublished('express-viber:dispatched');
  const responses: ReturnType<typeof postSigned>[] = [];
  for (const body of bodies) {
    const count = dispatched.length;
    responses.push(postSigned(url, body));
    await turnUntil(() => dispatched.length > count);
  }
  return responses;
}

describe('ordered', () => {
  it('runs one user’s callbacks one after another in order of arrival, and other users’ in parallel', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const gates = new Map(['a1', 'a2', 'b1'].map((text) => [text, gate()]));
    const log: string[] = [];
    viber.on('message:text', async ({ message: { text } }) => {
      log.push(`${text} starts`);
      await gates.get(text)?.opened;
      log.push(`${text} ends`);
    });
    viber.on('seen', () => log.push('seen'));
    const responses = await postInOrder(url, [
      textBody('a1', '1', 'anna'),
      textBody('a2', '2', 'anna'),
      receiptBody('seen', '2', 'anna'),
      textBody('b1', '3', 'boris'),
    ]);
    expect(log).toEqual(['a1 starts', 'b1 starts']);
    gates.get('a2')?.open();
    gates.get('b1')?.open();
    expect((await responses[3])?.status).toBe(200);
    expect(log).toEqual(['a1 starts', 'b1 starts', 'b1 ends']);
    gates.get('a1')?.open();
    await Promise.all(responses);
    expect(log.slice(3)).toEqual(['a1 ends', 'a2 starts', 'a2 ends', 'seen']);
  });

  it('takes callbacks into the queue, however many jobs of their user this process runs', async () => {
    const added: string[] = [];
    const add = async (name: string) => Promise.resolve(added.push(name));
    const { viber, url } = await startApp({ ordered: true, queue: { add } });
    const { opened, open } = gate();
    viber.on('message', () => opened);
    const jobs = Array.from({ length: 101 }, (_, index) => {
      const body = textBody('job', String(index), 'anna');
      return viber.process({ data: { account: 'default', receivedAt: new Date().toISOString(), body } });
    });
    expect((await postSigned(url, textBody('new', '1000', 'anna'))).status).toBe(200);
    expect(added).toEqual(['message']);
    open();
    await Promise.all(jobs);
  });

  it('is off by default', async () => {
    const { viber, url } = await startApp();
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    const [, second] = await postInOrder(url, [textBody('first', '1'), textBody('second', '2')]);
    expect((await second)?.status).toBe(200);
    expect(started).toEqual(['first', 'second']);
    first.open();
  });

  it('has separate queues for users of different bots, even with the same id', async () => {
    const { viber, url } = await startApp({
      ordered: true,
      authToken: (req) => ({ account: String(req.headers['x-bot']), authToken: AUTH_TOKEN }),
    });
    const first = gate();
    const started: string[] = [];
    viber.on('message', (_callback, { account }) => {
      started.push(account);
      return first.opened;
    });
    const responses = ['shop', 'bank'].map((bot) => postSigned(url, textBody('hi'), { 'X-Bot': bot }));
    await turnUntil(() => started.length === 2);
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
  });

  it('does not queue callbacks without a user', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    let calls = 0;
    viber.on('unrecognized', () => ((calls += 1) === 1 ? first.opened : undefined));
    const waiting = postSigned(url, '{"event":"new"}');
    await turnUntil(() => calls === 1);
    expect((await postSigned(url, '{"event":"newer"}')).status).toBe(200);
    expect((await postSigned(url, BODIES.webhook)).status).toBe(200);
    first.open();
    await waiting;
  });

  it('acknowledges a waiting callback at ackTimeoutMs and runs it later', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    for (const response of await postInOrder(url, [textBody('first', '1'), textBody('second', '2')])) {
      expect((await response).status).toBe(200);
    }
    expect(started).toEqual(['first']);
    first.open();
    await viber.close();
    expect(started).toEqual(['first', 'second']);
  });

  it('treats the redelivery of a waiting callback as a duplicate with the same response', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    const responses = await postInOrder(url, [textBody('first', '1'), textBody('second', '2')]);
    const recognized = once(viber, 'duplicate');
    responses.push(postSigned(url, textBody('second', '2')));
    await recognized;
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
    expect(started).toEqual(['first', 'second']);
  });

  it('runs the redelivery of a failed callback after the listeners that are still running', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const slow = gate();
    const log: string[] = [];
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      if (calls === 1) throw new Error('no database');
    });
    viber.on('message', async () => {
      log.push('slow starts');
      await slow.opened;
      log.push('slow ends');
    });
    expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    const [redelivery] = await postInOrder(url, [textBody('hi')]);
    expect((await redelivery)?.status).toBe(200);
    expect(log).toEqual(['slow starts']);
    slow.open();
    await viber.close();
    expect(log).toEqual(['slow starts', 'slow ends']);
    expect(calls).toBe(2);
  });

  it('continues after a failure, and runs its redelivery after the callbacks that arrived in the meantime', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return started.length === 1 ? first.opened : undefined;
    });
    const responses = await postInOrder(url, [textBody('first', '1'), textBody('second', '2')]);
    first.fail(new Error('no database'));
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([500, 200]);
    expect((await postSigned(url, textBody('first', '1'))).status).toBe(200);
    expect(started).toEqual(['first', 'second', 'first']);
  });

  it('runs the welcome handler at once, although the listeners wait', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const started: string[] = [];
    viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.id}` }));
    viber.on('message', () => first.opened);
    viber.on('conversation_started', ({ event }) => started.push(event));
    const [, response] = await postInOrder(url, [
      textBody('hi', '1', 'anna'),
      conversationStartedBody('anna', '2'),
    ]);
    expect(await response).toMatchObject({ status: 200, text: '{"type":"text","text":"Hello anna"}' });
    expect(started).toEqual([]);
    first.open();
    await viber.close();
    expect(started).toEqual(['conversation_started']);
  });

  describe('giveUpAfterMs', () => {
    it('starts the user’s next callback if a listener does not settle, and reports that', async () => {
      const { viber, url } = await startApp({ ordered: { giveUpAfterMs: 60 }, ackTimeoutMs: 20 });
      const never = gate();
      const second = gate();
      viber.on('message:text', ({ message: { text } }) => {
        if (text === 'first') return never.opened;
        second.open();
        return undefined;
      });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      for (const response of await postInOrder(url, [textBody('first', '1'), textBody('second', '2')])) {
        expect((await response).status).toBe(200);
      }
      await second.opened;
      const [error] = await reported;
      expect(error).toMatchObject({ code: 'listener_failed', acknowledged: true });
      expect(String(error.cause)).toContain('ordered.giveUpAfterMs');
      // Nothing waits for the first listener any more.
      expect(await viber.close()).toEqual({ unfinished: [] });
      never.open();
    });

    it('causes a 500 if it is shorter than ackTimeoutMs', async () => {
      const { viber, url, failures } = await startApp({ ordered: { giveUpAfterMs: 1 } });
      let calls = 0;
      const slow = gate();
      viber.on('message', () => {
        calls += 1;
        return slow.opened;
      });
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      expect(failures).toMatchObject([{ code: 'listener_failed', acknowledged: false }]);
      slow.open();
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
      expect(calls).toBe(1);
    });

    it('still lets the eventual failure of the listener be reported', async () => {
      const { viber, url } = await startApp({ ordered: { giveUpAfterMs: 1 } });
      const slow = gate();
      viber.on('message', () => slow.opened);
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      await viber.close();
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const cause = new Error('eventually');
      slow.fail(cause);
      expect((await reported)[0]).toMatchObject({ acknowledged: false, errors: [cause] });
    });
  });

  it('rejects a callback with 503 if 100 of its user are waiting, and accepts those of others', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      return first.opened;
    });
    const bodies = Array.from({ length: 101 }, (_, index) => textBody('hi', String(index + 1), 'anna'));
    const responses = await postInOrder(url, bodies);
    const rejected = await postSigned(url, textBody('hi', '102', 'anna'));
    expect(rejected.status).toBe(503);
    expect(rejected.headers.get('retry-after')).toBe('1');
    expect(JSON.parse(rejected.text)).toMatchObject({ error: 'overloaded' });
    const other = postSigned(url, textBody('hi', '103', 'boris'));
    await turnUntil(() => calls === 2);
    first.open();
    expect((await other).status).toBe(200);
    for (const response of responses) expect((await response).status).toBe(200);
    expect((await postSigned(url, textBody('hi', '102', 'anna'))).status).toBe(200);
    expect(calls).toBe(103);
  });

  it('keeps the order in any interleaving over HTTP, and handles each once, even if some are redelivered', async () => {
    const arrivals = fc.array(
      fc.record({ user: fc.constantFrom('anna', 'boris', 'vera'), fails: fc.boolean(), rank: fc.nat() }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async (planned) => {
        const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 60_000 });
        const running = new Map<string, number>();
        const started: number[] = [];
        const handled: number[] = [];
        const open = new Map<number, ReturnType<typeof gate>>();
        const overlaps: number[] = [];
        viber.on('message:text', async ({ message: { text }, sender: { id } }) => {
          const index = Number(text);
          if (running.has(id)) overlaps.push(index);
          running.set(id, index);
          started.push(index);
          const end = gate();
          open.set(index, end);
          await end.opened.finally(() => {
            running.delete(id);
            open.delete(index);
          });
          handled.push(index);
        });
        const body = (index: number) => textBody(String(index), String(index + 1), planned[index]?.user);
        const responses = await postInOrder(
          url,
          planned.map((_, index) => body(index)),
        );
        const unfinishedUsers = () => {
          const left = planned.filter((_, index) => !finished.has(index)).map(({ user }) => user);
          return new Set(left).size;
        };
        const finished = new Set<number>();
        while (finished.size < planned.length) {
          // Each user with an unfinished callback has one running.
          await turnUntil(() => open.size === unfinishedUsers());
          const [next] = [...open.keys()].sort((a, b) => Number(planned[a]?.rank) - Number(planned[b]?.rank));
          if (next === undefined) throw new Error('nothing runs');
          finished.add(next);
          if (planned[next]?.fails) open.get(next)?.fail(new Error('failed'));
          else open.get(next)?.open();
          const status = (await responses[next])?.status;
          expect(status).toBe(planned[next]?.fails ? 500 : 200);
        }
        expect(overlaps).toEqual([]);
        for (const user of ['anna', 'boris', 'vera']) {
          const inOrder = planned.flatMap((arrival, index) => (arrival.user === user ? [index] : []));
          expect(started.filter((index) => planned[index]?.user === user)).toEqual(inOrder);
        }
        for (const [index, { fails }] of planned.entries()) {
          if (!fails) continue;
          const redelivery = postSigned(url, body(index));
          await turnUntil(() => open.has(index));
          open.get(index)?.open();
          expect((await redelivery).status).toBe(200);
        }
        expect([...handled].sort((a, b) => a - b)).toEqual(planned.map((_, index) => index));
        expect(await viber.close()).toEqual({ unfinished: [] });
        unsubscribeAll();
        await closeServers();
      }),
      { numRuns: 20 },
    );
  });
});
