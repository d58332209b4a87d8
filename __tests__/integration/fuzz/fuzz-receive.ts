import { pick, seededRandom } from '../queue/seeded-random';
import type { HostileCallback } from './hostile-callbacks';
import { hostileCallback, isSigned } from './hostile-callbacks';
import { expectedStatuses, leakIn, problemOf, textOf } from './oracle';
import type { BodyRecord } from './watched-webhook';
import { VARIANTS, WatchedWebhook } from './watched-webhook';

const AT_ONCE = 16;
const REQUESTS = ['/a', '/none'].map((path) => new Request(`http://localhost${path}`));

/** What {@link fuzzReceive} and the sockets' fuzz return: how many inputs got each status. */
export type StatusCounts = Record<number, number>;

/**
 * Gives a new webhook this many random requests in this process, by `receive` and some by `fetch`.
 *
 * @throws `Error` with what is wrong and how to reproduce it
 */
export async function fuzzReceive(seed: number, inputs: number): Promise<StatusCounts> {
  const random = seededRandom(seed);
  // In turn, so that a few rounds have all of them.
  const variants = Object.keys(VARIANTS);
  const variant = String(variants[seed % variants.length]);
  const webhook = new WatchedWebhook(variant, true);
  const limitBytes = VARIANTS[variant]?.bodyLimitBytes ?? 262_144;
  const records = new Map<string, BodyRecord>();
  const counts: StatusCounts = {};

  const deliver = async (input: HostileCallback): Promise<void> => {
    const record = recordOf(records, input);
    const request = pick(REQUESTS, random);
    const byFetch = random() < 0.05;
    const isKnownAccount = variant !== 'named' || request === REQUESTS[0];
    const { status, text } = await webhook.current.run(record, () =>
      byFetch ? viaFetch(webhook, input, request) : viaReceive(webhook, input, request),
    );
    counts[status] = (counts[status] ?? 0) + 1;
    await runJobs(webhook, records);
    const expected = expectedStatuses(input, { limitBytes, isKnownAccount }, record.hasFailed);
    const errors = webhook.errors.splice(0).map(textOf);
    const leak = leakIn([text, ...errors].join('\n'), input);
    const problem =
      (expected.includes(status)
        ? undefined
        : `HTTP ${String(status)} instead of ${expected.join(' or ')}`) ??
      problemOf(input, record) ??
      // Only one whose token is its own is no duplicate of another.
      (status === 200 && input.token !== undefined && variant !== 'queue' && record.heard.length === 0
        ? 'it was acknowledged, but no listener got it'
        : undefined) ??
      (leak === undefined ? undefined : `${leak} was in the response or an error`);
    if (problem !== undefined) throw new Error(`${problem}. ${reproduction(seed, variant, input)}`);
  };

  let earlier: HostileCallback | undefined;
  for (let done = 0; done < inputs; done += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, inputs - done) }, () => {
      // A redelivery of what was delivered before, or is at this moment.
      if (earlier === undefined || random() > 0.15) earlier = hostileCallback(random);
      return earlier;
    });
    await Promise.all(batch.map(deliver));
  }
  if (Object.keys(Object.prototype).length > 0)
    throw new Error(`A prototype was polluted. Seed ${String(seed)}`);
  return counts;
}

/** How to reproduce a failure. */
export function reproduction(seed: number, variant: string, { body, signature }: HostileCallback): string {
  return `Seed ${String(seed)}, webhook "${variant}", signature ${JSON.stringify(signature)}, body ${JSON.stringify(body.toString('latin1'))}`;
}

function recordOf(records: Map<string, BodyRecord>, { body, signature }: HostileCallback): BodyRecord {
  const key = body.toString('latin1');
  const record = records.get(key) ?? { signedDeliveries: 0, heard: [], hasFailed: false };
  records.set(key, record);
  if (isSigned(body, signature)) record.signedDeliveries += 1;
  return record;
}

async function viaReceive(webhook: WatchedWebhook, { body, signature }: HostileCallback, request: Request) {
  const response = await webhook.viber.receive({ body, signature, request });
  return {
    status: response.status,
    text: JSON.stringify(response.headers) + response.body + textOf(response.error),
  };
}

async function viaFetch(webhook: WatchedWebhook, { body, signature }: HostileCallback, { url }: Request) {
  const sent = signature?.trim();
  // A header's value loses the spaces around it, so such a signature would become a valid one.
  if (sent !== signature)
    return viaReceive(webhook, { body, signature, token: undefined, digits: undefined }, new Request(url));
  const headers = { ...(signature !== undefined && { 'X-Viber-Content-Signature': signature }) };
  const response = await webhook.viber.fetch(
    new Request(url, { method: 'POST', body: new Uint8Array(body), headers }),
  );
  return { status: response.status, text: JSON.stringify([...response.headers]) + (await response.text()) };
}

/** Runs the jobs that the webhook has put into its queue, as a worker would. */
async function runJobs(webhook: WatchedWebhook, records: ReadonlyMap<string, BodyRecord>): Promise<void> {
  for (const data of webhook.jobs.splice(0)) {
    const record = records.get(Buffer.from(data.body).toString('latin1'));
    if (record === undefined) throw new Error('A job has another body than the callback.');
    await webhook.current
      .run(record, () => webhook.viber.process({ data }))
      .catch((error: unknown) => {
        if (!record.hasFailed) throw error;
        webhook.errors.push(error);
      });
  }
}
