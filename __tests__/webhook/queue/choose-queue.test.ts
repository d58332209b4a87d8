import fc from 'fast-check';
import type { CallbackQueue } from '../../../lib/index';
import { signBody } from '../../../lib/index';
import { jobIdOf } from '../../../lib/webhook/queue/callback-queue';
import { chooseQueue, queueIndexOf } from '../../../lib/webhook/queue/choose-queue';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { receivedCallback } from '../received-callback';
import { startApp } from '../webhook-app';

afterEach(closeServers);

/** Several queues, and the job ids and data that each has got. */
function recordingQueues(count: number) {
  const added: { jobId: string; body: string }[][] = Array.from({ length: count }, () => []);
  const queues = added.map((ofQueue): CallbackQueue => ({
    add: (_name, { body }, { jobId }) => Promise.resolve(ofQueue.push({ jobId, body })),
  })) as [CallbackQueue, ...CallbackQueue[]];
  return { queues, added };
}

describe('queueIndexOf', () => {
  // Computed with Python: int.from_bytes(hashlib.sha256(owner.encode()).digest()[:4], 'big') % count
  it.each([
    ['01234567890A= default', { 2: 0, 8: 6, 32: 30, 1000: 750 }],
    ['vk1Q== shop', { 2: 0, 8: 4, 32: 28, 1000: 924 }],
    ['Олена default', { 2: 1, 8: 1, 32: 17, 1000: 145 }],
    ['viber-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', { 2: 0, 8: 4, 32: 28, 1000: 324 }],
  ])('is the same in every version for "%s"', (owner, indexes) => {
    for (const [count, index] of Object.entries(indexes)) {
      expect(queueIndexOf(owner, Number(count))).toBe(index);
    }
  });

  it('is below the number of queues for every owner', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 1000 }), (owner, count) => {
        const index = queueIndexOf(owner, count);
        expect(Number.isInteger(index) && index >= 0 && index < count).toBe(true);
      }),
    );
  });

  it('spreads users evenly', () => {
    const users = Array<number>(8).fill(0);
    for (let user = 0; user < 8000; user += 1) {
      const index = queueIndexOf(`user-${String(user)} default`, 8);
      users[index] = (users[index] ?? 0) + 1;
    }
    for (const count of users) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('chooseQueue', () => {
  it('depends on the user’s id and the account', () => {
    const { queues } = recordingQueues(8);
    const { userKey = '', key } = receivedCallback(textBody('hi', '1', 'anna'), { account: 'shop' });
    expect(userKey).toBe('anna shop');
    const callback = receivedCallback(textBody('hi', '1', 'anna'), { account: 'shop' });
    expect(chooseQueue(queues, callback, key)).toBe(queues[queueIndexOf('anna shop', 8)]);
  });

  it('depends on the job id where there is no user', () => {
    const { queues } = recordingQueues(8);
    for (const body of [BODIES.webhook, '{"event":"new"}']) {
      const callback = receivedCallback(body);
      const index = queueIndexOf(jobIdOf(callback.key), 8);
      expect(chooseQueue(queues, callback, callback.key)).toBe(queues[index]);
    }
  });

  it('is the only queue if there is one', () => {
    const { queues } = recordingQueues(1);
    expect(chooseQueue(queues, receivedCallback(), 'key')).toBe(queues[0]);
  });
});

describe('several queues', () => {
  it('get all callbacks of a user in one of them, whatever the event, and those of all users in all of them', async () => {
    const { queues, added } = recordingQueues(4);
    const { url } = await startApp({ queue: queues });
    const users = Array.from({ length: 24 }, (_, index) => `user-${String(index)}`);
    for (const [index, user] of users.entries()) {
      const token = String(5466394344559122000 + index * 1000);
      for (const body of [textBody('hi', token, user), receiptBody('seen', `${token}1`, user)]) {
        expect((await postSigned(url, body)).status).toBe(200);
      }
    }
    const queuesOf = (user: string) =>
      added.filter((jobs) => jobs.some(({ body }) => body.includes(`"${user}"`)));
    for (const user of users) expect(queuesOf(user)).toHaveLength(1);
    expect(added.filter((jobs) => jobs.length > 0)).toHaveLength(4);
    expect(added.flat()).toHaveLength(48);
  });

  it('get a redelivery in the same one, under the same id, from another process', async () => {
    const { queues, added } = recordingQueues(8);
    const options = { queue: queues, duplicates: false as const };
    const [one, other] = [await startApp(options), await startApp(options)];
    for (const body of [textBody('hi'), BODIES.webhook, '[1]']) {
      for (const { url } of [one, other]) expect((await postSigned(url, body)).status).toBe(200);
    }
    for (const jobs of added) {
      const ids = jobs.map(({ jobId }) => jobId);
      for (const id of ids) expect(ids.filter((each) => each === id)).toHaveLength(2);
    }
    expect(added.flat()).toHaveLength(6);
  });

  it('get the users of different bots separately', async () => {
    const { queues, added } = recordingQueues(64);
    const authToken = ({ url }: { url?: string | undefined }) => ({
      account: String(url),
      authToken: AUTH_TOKEN,
    });
    const { url } = await startApp({ queue: queues, authToken });
    const body = textBody('hi', '1', 'anna');
    const headers = { 'X-Viber-Content-Signature': signBody(body, AUTH_TOKEN) };
    for (const account of ['/one', '/two', '/three']) await post(`${url}${account}`, body, headers);
    expect(added.filter((jobs) => jobs.length > 0).length).toBeGreaterThan(1);
  });

  it('join a late add of the queue that the callback belongs to', async () => {
    const adding = gate();
    let adds = 0;
    const queues = Array.from({ length: 4 }, () => ({
      add: async () => {
        adds += 1;
        await adding.opened;
      },
    }));
    const { url } = await startApp({ queue: queues, ackTimeoutMs: 50 });
    for (let delivery = 1; delivery <= 2; delivery += 1) {
      expect((await postSigned(url, textBody('hi', '1', 'anna'))).status).toBe(503);
    }
    expect(adds).toBe(1);
    expect((await postSigned(url, textBody('hi', '2', 'anna'))).status).toBe(503);
    expect(adds).toBe(2);
    adding.open();
    expect((await postSigned(url, textBody('hi', '1', 'anna'))).status).toBe(200);
    expect(adds).toBe(2);
  });
});
