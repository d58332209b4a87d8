import express from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateMessage, ViberWebhook } from '../../lib/index';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';

interface Payload {
  event: string;
  messageType: string | null;
  kind: string;
  raw: string;
}

interface SentMessage {
  /** Why Viber refuses it; absent if it does not. */
  refuse?: string;
  message: object;
}

/**
 * Real callbacks and messages, which are not part of the repository. The tests with `fixtures/bodies.ts` and
 * `production-messages.ts`, which have the same shapes, always run.
 */
function readPayloads<Entry>(name: string): Entry[] {
  const file = join(__dirname, '../../../shared/payloads', name);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Entry[];
  process.stderr.write(`The tests of ${name} are skipped, because ${file} does not exist.\n`);
  return [];
}

const payloads = readPayloads<Payload>('callbacks.json');
const sentMessages = readPayloads<SentMessage>('outgoing.json');

(payloads.length > 0 ? describe : describe.skip)('documented and captured callbacks', () => {
  afterEach(closeServers);

  it('are all acknowledged and emitted, each under its own event and with its exact token', async () => {
    // The documentation uses one token for many samples, so some would count as duplicates of others.
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN, duplicates: false });
    const emitted: string[] = [];
    viber.on('callback', (callback) => {
      const type = callback.event === 'message' ? `:${callback.message.type}` : '';
      emitted.push(`${callback.event}${type} ${callback.message_token}`);
    });
    viber.on('unrecognized', ({ reason, value }) => {
      emitted.push(`${reason} ${(value as { message_token: string }).message_token}`);
    });
    const url = await serve(express().use(viber.middleware()));

    const statuses: number[] = [];
    for (const { raw } of payloads) statuses.push((await postSigned(url, raw)).status);

    const expected = payloads.map(({ event, messageType, raw }) => {
      const token = /"message_token"\s*:\s*(\d+)/.exec(raw)?.[1] ?? '';
      if (messageType === 'unknown') return `unknown_message_type ${token}`;
      return `${event}${messageType === null ? '' : `:${messageType}`} ${token}`;
    });
    expect(payloads).toHaveLength(36);
    expect(statuses).toEqual(payloads.map(() => 200));
    expect(emitted).toEqual(expected);
  });
});

(sentMessages.length > 0 ? describe : describe.skip)('documented messages, and those of public bots', () => {
  const taken = sentMessages.filter(({ refuse }) => refuse === undefined);
  const refused = sentMessages.filter(({ refuse }) => refuse !== undefined);

  it('are not refused, unless Viber refuses them', () => {
    expect([taken.length, refused.length]).toEqual([56, 11]);
    expect(taken.flatMap(({ message }) => validateMessage(message).errors)).toEqual([]);
    for (const { refuse, message } of refused) {
      expect([refuse, validateMessage(message).errors.length]).toEqual([refuse, 1]);
    }
  });

  it('are warned of only where a message differs from the documentation', () => {
    const rules = new Map<string, number>();
    for (const { rule } of taken.flatMap(({ message }) => validateMessage(message).warnings)) {
      rules.set(rule, (rules.get(rule) ?? 0) + 1);
    }

    expect(Object.fromEntries(rules)).toEqual({
      'number-as-string': 11,
      'boolean-as-string': 1,
      'rich-media-type': 3,
      'unknown-field': 2,
      'api-level': 3,
      'button-text-length': 1,
    });
  });
});
