import express from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ViberWebhook } from '../../lib/index';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';

interface Payload {
  event: string;
  messageType: string | null;
  kind: string;
  raw: string;
}

// Real callback bodies, which are not part of the repository. The tests with fixtures/bodies.ts always run.
const file = join(__dirname, '../../../shared/payloads/callbacks.json');
const describeWithPayloads = existsSync(file) ? describe : describe.skip;

describeWithPayloads('documented and captured callbacks', () => {
  const payloads = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Payload[]) : [];

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
