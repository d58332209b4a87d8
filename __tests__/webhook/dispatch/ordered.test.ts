import { once } from 'node:events';
import fc from 'fast-check';
import type { ViberError } from '../../../lib/index';
import { turnUntil } from '../../fixtures/conditions';
import { BODIES, conversationStartedBody, receiptBody, textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../callback/channels';
import { startApp } from '../webhook-app';

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** Posts one after another has been taken, so that their order of arrival is certain, and awaits no answer. */
async function postInOrder(url: string, bodies: readonly string[]) {
  const dispatched = collectPublished('express-viber:dispatched');
  const answers: ReturnType<typeof postSigned>[] = [];
  for (const body of bodies) {
    const count = dispatched.length;
    answers.push(postSigned(url, body));
    await turnUntil(() => dispatched.length > count);
  }
  return answers;
}

describe('ordered', () => {
  it('runs one user’s callbacks one after another in order of arrival, and others beside them', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const gates = new Map(['a1', 'a2', 'b1'].map((text) => [text, gate()]));
    const log: string[] = [];
    viber.on('message:text', async ({ message: { text } }) => {
      log.push(`${text} starts`);
      await gates.get(text)?.opened;
      log.push(`${text} ends`);
    });
    viber.on('seen', () => log.push('seen'));
    const answers = await postInOrder(url, [
      textBody('a1', '1', 'anna'),
      textBody('a2', '2', 'anna'),
      receiptBody('seen', '2', 'anna'),
      textBody('b1', '3', 'boris'),
    ]);
    expect(log).toEqual(['a1 starts', 'b1 starts']);
    gates.get('a2')?.open();
    gates.get('b1')?.open();
    expect((await answers[3])?.status).toBe(200);
    expect(log).toEqual(['a1 starts', 'b1 starts', 'b1 ends']);
    gates.get('a1')?.open();
    await Promise.all(answers);
    expect(log.slice(3)).toEqual(['a1 ends', 'a2 starts', 'a2 ends', 'seen']);
  });

  it('is off unless it is asked for', async () => {
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

  it('tells users of two bots apart, though their ids are equal', async () => {
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
    const answers = ['shop', 'bank'].map((bot) => postSigned(url, textBody('hi'), { 'X-Bot': bot }));
    await turnUntil(() => started.length === 2);
    first.open();
    for (const answer of answers) expect((await answer).status).toBe(200);
  });

  it('makes nobody wait for what has no user', async () => {
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

  it('acknowledges at ackTimeoutMs what waits for its turn, and runs it when its turn comes', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    for (const answer of await postInOrder(url, [textBody('first', '1'), textBody('second', '2')])) {
      expect((await answer).status).toBe(200);
    }
    expect(started).toEqual(['first']);
    first.open();
    await viber.close();
    expect(started).toEqual(['first', 'second']);
  });

  it('runs nothing for a repeat of what waits for its turn, and answers it like that', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    const answers = await postInOrder(url, [textBody('first', '1'), textBody('second', '2')]);
    const repeated = once(viber, 'duplicate');
    answers.push(postSigned(url, textBody('second', '2')));
    await repeated;
    first.open();
    for (const answer of answers) expect((await answer).status).toBe(200);
    expect(started).toEqual(['first', 'second']);
  });

  it('runs a repeat of what failed after the listeners of the first that are still running', async () => {
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
    const [repeat] = await postInOrder(url, [textBody('hi')]);
    expect((await repeat)?.status).toBe(200);
    expect(log).toEqual(['slow starts']);
    slow.open();
    await viber.close();
    expect(log).toEqual(['slow starts', 'slow ends', 'slow starts', 'slow ends']);
  });

  it('lets a user go on after a failure, and the repeat of what failed run after what came meanwhile', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    const started: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      started.push(text);
      return started.length === 1 ? first.opened : undefined;
    });
    const answers = await postInOrder(url, [textBody('first', '1'), textBody('second', '2')]);
    first.fail(new Error('no database'));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([500, 200]);
    expect((await postSigned(url, textBody('first', '1'))).status).toBe(200);
    expect(started).toEqual(['first', 'second', 'first']);
  });

  it('asks for the welcome at once, though the listeners wait for their turn', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const started: string[] = [];
    viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.id}` }));
    viber.on('message', () => first.opened);
    viber.on('conversation_started', ({ event }) => started.push(event));
    const [, answer] = await postInOrder(url, [
      textBody('hi', '1', 'anna'),
      conversationStartedBody('anna', '2'),
    ]);
    expect(await answer).toMatchObject({ status: 200, text: '{"type":"text","text":"Hello anna"}' });
    expect(started).toEqual([]);
    first.open();
    await viber.close();
    expect(started).toEqual(['conversation_started']);
  });

  describe('giveUpAfterMs', () => {
    it('lets the user go on after a listener that never settles, which is reported', async () => {
      const { viber, url } = await startApp({ ordered: { giveUpAfterMs: 60 }, ackTimeoutMs: 20 });
      const never = gate();
      const second = gate();
      viber.on('message:text', ({ message: { text } }) => {
        if (text === 'first') return never.opened;
        second.open();
        return undefined;
      });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      for (const answer of await postInOrder(url, [textBody('first', '1'), textBody('second', '2')])) {
        expect((await answer).status).toBe(200);
      }
      await second.opened;
      const [error] = await reported;
      expect(error).toMatchObject({ code: 'listener_failed', acknowledged: true });
      expect(String(error.cause)).toContain('ordered.giveUpAfterMs');
      // It is waited for no longer.
      expect(await viber.close()).toEqual({ unfinished: [] });
      never.open();
    });

    it('makes the answer a 500 where it comes before ackTimeoutMs', async () => {
      const { viber, url, failures } = await startApp({ ordered: { giveUpAfterMs: 1 } });
      let calls = 0;
      viber.on('message', () => ((calls += 1) === 1 ? gate().opened : undefined));
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      expect(failures).toMatchObject([{ code: 'listener_failed', acknowledged: false }]);
      expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    });

    it('reports what the listener fails with in the end', async () => {
      const { viber, url } = await startApp({ ordered: { giveUpAfterMs: 1 } });
      const slow = gate();
      viber.on('message', () => slow.opened);
      expect((await postSigned(url, textBody('hi'))).status).toBe(500);
      await viber.close();
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const cause = new Error('in the end');
      slow.fail(cause);
      expect((await reported)[0]).toMatchObject({ acknowledged: false, errors: [cause] });
    });
  });

  it('answers 503 where a hundred of the user wait already, and takes those of others', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const first = gate();
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      return first.opened;
    });
    const bodies = Array.from({ length: 101 }, (_, index) => textBody('hi', String(index + 1), 'anna'));
    const answers = await postInOrder(url, bodies);
    const refused = await postSigned(url, textBody('hi', '102', 'anna'));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(JSON.parse(refused.text)).toMatchObject({ error: 'overloaded' });
    const other = postSigned(url, textBody('hi', '103', 'boris'));
    await turnUntil(() => calls === 2);
    first.open();
    expect((await other).status).toBe(200);
    for (const answer of answers) expect((await answer).status).toBe(200);
    expect((await postSigned(url, textBody('hi', '102', 'anna'))).status).toBe(200);
    expect(calls).toBe(103);
  });

  it('holds over HTTP for any interleaving, each handled once though some fail and are repeated', async () => {
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
        const answers = await postInOrder(
          url,
          planned.map((_, index) => body(index)),
        );
        const unfinishedUsers = () => {
          const left = planned.filter((_, index) => !finished.has(index)).map(({ user }) => user);
          return new Set(left).size;
        };
        const finished = new Set<number>();
        while (finished.size < planned.length) {
          // All users who have something to do are at it, side by side.
          await turnUntil(() => open.size === unfinishedUsers());
          const [next] = [...open.keys()].sort((a, b) => Number(planned[a]?.rank) - Number(planned[b]?.rank));
          if (next === undefined) throw new Error('nothing runs');
          finished.add(next);
          if (planned[next]?.fails) open.get(next)?.fail(new Error('failed'));
          else open.get(next)?.open();
          const status = (await answers[next])?.status;
          expect(status).toBe(planned[next]?.fails ? 500 : 200);
        }
        expect(overlaps).toEqual([]);
        for (const user of ['anna', 'boris', 'vera']) {
          const inOrder = planned.flatMap((arrival, index) => (arrival.user === user ? [index] : []));
          expect(started.filter((index) => planned[index]?.user === user)).toEqual(inOrder);
        }
        for (const [index, { fails }] of planned.entries()) {
          if (!fails) continue;
          const repeat = postSigned(url, body(index));
          await turnUntil(() => open.has(index));
          open.get(index)?.open();
          expect((await repeat).status).toBe(200);
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
