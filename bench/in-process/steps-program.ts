/** The steps of a callback, each by itself. They are not public, so that they come from the sources. */
import type { Recognition } from '../../lib/index';
import { signBody, verifySignature, ViberWebhook } from '../../lib/index';
import { recognize } from '../../lib/protocol/callbacks/recognize';
import { parseExactJson } from '../../lib/protocol/exact-json';
import { ReceivedCallback } from '../../lib/webhook/callback/received-callback';
import { clientSource } from '../../lib/webhook/client-source';
import { Dispatcher } from '../../lib/webhook/dispatch/dispatcher';
import { parseWebhookOptions } from '../../lib/webhook/options';
import { Duplicates } from '../../lib/webhook/request/duplicates';
import type { Message } from '../common/messages';
import { SHARED_SECRET } from '../common/shared-secret';
import type { Task } from './serve-tasks';
import { floor, serveTasks } from './serve-tasks';

const ACK_TIMEOUT_MS = 4000;

let calls = 0;
const settings = parseWebhookOptions({ authToken: SHARED_SECRET });
const duplicates = new Duplicates({ ttlMs: 7_200_000, max: 50_000 });
const bySync = dispatcherTo(() => void (calls += 1));
const byAsync = dispatcherTo(() => Promise.resolve((calls += 1)));

function dispatcherTo(listener: () => unknown): Dispatcher {
  const viber = new ViberWebhook({ authToken: SHARED_SECRET });
  viber.on('message:text', listener);
  return new Dispatcher(viber, settings, clientSource(settings));
}

/** A task that uses one message after another, each prepared in advance. */
function eachOf<Input>(prepare: (message: Message) => Input, use: (input: Input) => unknown): Task {
  return (messages) => {
    const inputs = messages.map(prepare);
    return async () => {
      for (const input of inputs) {
        const result = use(input);
        if (result instanceof Promise) await result;
      }
    };
  };
}

/** A flat text, as decoding the bytes gives it. */
function textOf({ signed }: Message): string {
  return Buffer.from(signed.body).toString();
}

function recognitionOf(message: Message): Recognition {
  return recognize(parseExactJson(textOf(message)));
}

function receivedOf(message: Message): ReceivedCallback {
  return new ReceivedCallback({
    account: 'account',
    authToken: SHARED_SECRET,
    receivedAt: new Date(),
    body: textOf(message),
    recognition: recognitionOf(message),
  });
}

serveTasks({
  floor,
  hmac: eachOf(
    ({ signed }) => Buffer.from(signed.body),
    (body) => void signBody(body, SHARED_SECRET),
  ),
  signature: eachOf(
    ({ signed }) => ({ body: Buffer.from(signed.body), sig: signed.query.sig }),
    ({ body, sig }) => void verifySignature(body, sig, SHARED_SECRET),
  ),
  'JSON.parse': eachOf(textOf, (text) => void JSON.parse(text)),
  'exact JSON': eachOf(textOf, (text) => void parseExactJson(text)),
  recognize: eachOf(
    (message) => parseExactJson(textOf(message)),
    (value) => void recognize(value),
  ),
  duplicates: eachOf(receivedOf, (callback) => {
    const { key, account } = callback;
    if (duplicates.find(key) !== undefined) throw new Error('A new callback was taken for a duplicate.');
    duplicates.rememberHandled(key, account);
  }),
  'dispatch, sync listener': eachOf(receivedOf, (callback) => {
    bySync.dispatch(callback, callback.key, ACK_TIMEOUT_MS);
  }),
  'dispatch, async listener': eachOf(
    receivedOf,
    (callback) => byAsync.dispatch(callback, callback.key, ACK_TIMEOUT_MS)?.acknowledgement,
  ),
});
