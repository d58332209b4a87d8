import { Pool } from 'pg';
import type { QueuedCallback } from '../../../../lib/index';
import type { OrderBackend, QueueView } from '../order/order-backend';
import { nameOfQueued } from '../order/order-load';

/** The queue of examples/queue-pg-boss. */
export function orderedOnPgBoss(nodePath: string): OrderBackend {
  return {
    title: 'pg-boss, 3 workers',
    workers: 3,
    // Ten seconds without a heartbeat, five until the next check, and one until the retry.
    takeoverMs: 16_000,
    environment: { QUEUE_NAME: 'viber' },
    nodePath,
    web: { file: 'examples/queue-pg-boss/web.mts', readyLine: /listens on/ },
    worker: {
      file: '__tests__/integration/queue/pg-boss/order-worker.mts',
      readyLine: /waiting for callbacks/,
    },
    open: ({ url }) => Promise.resolve(openView(url)),
  };
}

function openView(connectionString: string): QueueView {
  const pool = new Pool({ connectionString });
  pool.on('error', () => undefined);
  const jobs = async <Row extends object>(columns: string, condition: string) => {
    const { rows } = await pool.query<Row>(
      `SELECT ${columns} FROM pgboss.job WHERE name = 'viber' AND ${condition}`,
    );
    return rows;
  };
  return {
    unsettled: async () => (await jobs('id', "state < 'completed'")).length,
    async failed() {
      const failed = await jobs<{ data: QueuedCallback }>('data', "output->>'failed' = 'true'");
      return failed.map(({ data }) => nameOfQueued(data));
    },
    close: () => pool.end(),
  };
}
