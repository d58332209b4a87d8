import { quantile } from '../common/statistics';
import { rangeText, table } from '../common/tables';
import type { RedisMemory } from './redis-memory';
import type { Speed } from './speed';
import { LISTENERS_MS } from './speed';

/** How long a callback is remembered: `removeOnComplete` of `recommendedJobOptions`, and `ttlMs` of `deduplicated`. */
const REMEMBERED_SECONDS = 2 * 3600;

const RATES = [100, 1000] as const;

/** One row for each deployment: callbacks a second with each listener, and the spread over the rounds. */
export function throughputTable(speeds: readonly Speed[]): string {
  const head = [
    'queues',
    ...LISTENERS_MS.map((ms) => (ms === 0 ? 'trivial listener' : `listener waits ${String(ms)} ms`)),
  ];
  return table(
    head,
    speeds.map(({ deployment, throughputs }) => [
      deployment.title,
      ...throughputs.map((values) => rangeText(values, 0)),
    ]),
  );
}

/** One row for each deployment: when listeners begin, in milliseconds. */
export function latencyTable(speeds: readonly Speed[]): string {
  const head = ['queues', 'after acknowledgement: p50', 'p99', 'after sending: p50', 'p99'];
  return table(
    head,
    speeds.map(({ deployment, afterAcknowledgement, afterSending }) => [
      deployment.title,
      ...[afterAcknowledgement, afterSending].flatMap((values) =>
        [0.5, 0.99].map((fraction) => quantile(values, fraction).toFixed(1)),
      ),
    ]),
  );
}

/** One row for each deployment: connections to Redis. */
export function connectionsTable(speeds: readonly Speed[]): string {
  const head = ['queues', 'web process', 'worker process'];
  return table(
    head,
    speeds.map(({ deployment: { title, connections } }) => [
      title,
      String(connections.web),
      String(connections.worker),
    ]),
  );
}

/** One row for each measurement: what was measured, and what follows for two hours at each rate. */
export function memoryTable(memories: readonly RedisMemory[]): string {
  const head = [
    'queues',
    'completed jobs',
    'bytes a callback',
    'streams of events',
    ...RATES.map((rate) => `2 h at ${String(rate)}/s`),
  ];
  return table(
    head,
    memories.map(({ queueCount, isDeduplicated, bytesPerCallback, streamBytes }) => [
      String(queueCount),
      isDeduplicated ? 'removed, deduplicated' : 'kept',
      bytesPerCallback.toFixed(0),
      megabytes(streamBytes * queueCount),
      ...RATES.map((rate) =>
        megabytes(bytesPerCallback * rate * REMEMBERED_SECONDS + streamBytes * queueCount),
      ),
    ]),
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
