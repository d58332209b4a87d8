import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../../__tests__/integration/queue/seeded-random';
import { newMessages } from '../common/messages';
import { Connection } from '../http/connection';
import { viberRequest } from '../http/signed-requests';
import type { Deployment } from './deployment';
import { sendAll } from './deployment';
import { monotonicMs } from './worker-task';

/** The listeners that are measured: one that returns at once, and one that waits as for a fast database. */
export const LISTENERS_MS = [0, 5] as const;

/** The rate at which the start latency is measured. */
export const CALLBACKS_PER_SECOND = 50;

/** The listener while the start latency is measured, in milliseconds. */
export const LATENCY_LISTENER_MS = 5;

/** The figures of one deployment. */
export interface Speed {
  deployment: Deployment;
  /** Callbacks a second, one value for each round, for each of {@link LISTENERS_MS}. */
  throughputs: number[][];
  /** How long after its acknowledgement the listener of each callback began, in milliseconds. */
  afterAcknowledgement: number[];
  /** The same after it was sent. */
  afterSending: number[];
}

/** How much is measured. */
export interface SpeedLoad {
  rounds: number;
  /** No round begins after this long, since rounds take longer on a busy machine. */
  budgetMs: number;
  /** Callbacks of each round and listener for the throughput. */
  callbacks: number;
  /** Callbacks of each round for the start latency. */
  pacedCallbacks: number;
}

/** Measures the deployments in turns, so that other load on the machine affects all of them alike. */
export async function measureSpeed(deployments: readonly Deployment[], load: SpeedLoad): Promise<Speed[]> {
  const speeds = deployments.map((deployment): Speed => ({
    deployment,
    throughputs: LISTENERS_MS.map(() => []),
    afterAcknowledgement: [],
    afterSending: [],
  }));
  const lastStartAt = monotonicMs() + load.budgetMs;
  for (let round = 0; round < load.rounds && (round === 0 || monotonicMs() < lastStartAt); round += 1) {
    for (const speed of speeds) {
      for (const [index, listenerMs] of LISTENERS_MS.entries()) {
        speed.throughputs[index]?.push(await throughput(speed.deployment, listenerMs, load.callbacks));
      }
      await addLatencies(speed, load.pacedCallbacks, seededRandom(round));
    }
  }
  return speeds;
}

/** Fills the queues while they are paused, and returns how many callbacks the worker then completes in a second. */
async function throughput(deployment: Deployment, listenerMs: number, callbacks: number): Promise<number> {
  const { port, queues } = deployment;
  const requests = newMessages(callbacks).map(viberRequest);
  let resumedAt = 0;
  await Promise.all(queues.map((queue) => queue.pause()));
  const { starts, lastCompletedAt } = await deployment.run({ callbacks, listenerMs }, async () => {
    await sendAll(port, requests);
    resumedAt = monotonicMs();
    await Promise.all(queues.map((queue) => queue.resume()));
  });
  if (starts.length !== callbacks || starts.some(([, startedAt]) => startedAt < resumedAt)) {
    throw new Error(`${deployment.title}: callbacks ran twice, or while the queues were paused.`);
  }
  return callbacks / ((lastCompletedAt - resumedAt) / 1000);
}

/** Sends callbacks at random times, independently of each other, as users do. */
async function addLatencies(speed: Speed, callbacks: number, random: () => number): Promise<void> {
  const { deployment, afterAcknowledgement, afterSending } = speed;
  const messages = newMessages(callbacks);
  const times = new Map<string, { sentAt: number; acknowledgedAt: number }>();
  const idle: Connection[] = [];
  const connections: Connection[] = [];

  async function send(token: string, request: Buffer): Promise<void> {
    const connection = idle.shift() ?? new Connection(deployment.port);
    if (!connections.includes(connection)) connections.push(connection);
    const sentAt = monotonicMs();
    await connection.send(request);
    times.set(token, { sentAt, acknowledgedAt: monotonicMs() });
    idle.push(connection);
  }
  const task = { callbacks, listenerMs: LATENCY_LISTENER_MS };
  const { starts } = await deployment.run(task, async () => {
    const sending: Promise<void>[] = [];
    let dueAt = monotonicMs();
    for (const message of messages) {
      dueAt += (-Math.log(1 - random()) * 1000) / CALLBACKS_PER_SECOND;
      await delay(dueAt - monotonicMs());
      sending.push(send(message.token, viberRequest(message)));
    }
    await Promise.all(sending);
  });
  for (const connection of connections) connection.close();
  for (const [token, startedAt] of starts) {
    const sent = times.get(token);
    if (sent === undefined) throw new Error(`${deployment.title}: a callback ran that was not sent.`);
    afterSending.push(startedAt - sent.sentAt);
    afterAcknowledgement.push(startedAt - sent.acknowledgedAt);
  }
}
