import { InvalidArgumentError } from 'commander';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import { wireJson } from '../../protocol/wire-json';
import { didYouMean } from '../../shared/nearest-name';
import {
  clientStatusCallback,
  conversationStartedCallback,
  deliveredCallback,
  failedCallback,
  messageCallback,
  seenCallback,
  subscribedCallback,
  testUser,
  unsubscribedCallback,
  webhookCallback,
} from '../../testing';

/** What a sample callback is to contain. */
export interface SampleOptions {
  /** Id of the user. @default that of the test user */
  user?: string;
  /** For `message:text` only. @default 'Hello' */
  text?: string;
}

/** A callback to post. */
export interface SampleCallback {
  /** As the body names it. */
  event: string;
  body: string;
}

const media = 'https://example.com/cat.jpg';

const MESSAGES: readonly ReceivedMessage[] = [
  { type: 'picture', media, thumbnail: media, file_name: 'cat.jpg', size: 40_000 },
  { type: 'video', media: 'https://example.com/cat.mp4', file_name: 'cat.mp4', size: 400_000, duration: 5 },
  { type: 'file', media: 'https://example.com/cat.pdf', file_name: 'cat.pdf', size: 40_000 },
  { type: 'sticker', sticker_id: 46_105 },
  { type: 'contact', contact: { name: 'Ann', phone_number: '+447700900123' } },
  { type: 'url', media: 'https://example.com/' },
  { type: 'location', location: { lat: 51.5007, lon: -0.1246 } },
];

type Build = (id: string, text: string | undefined) => object;

const BUILDERS: Readonly<Record<string, Build>> = {
  webhook: () => webhookCallback(),
  subscribed: (id) => subscribedCallback({ user: testUser({ id }) }),
  unsubscribed: (user_id) => unsubscribedCallback({ user_id }),
  conversation_started: (id) => conversationStartedCallback({ user: testUser({ id }) }),
  delivered: (user_id) => deliveredCallback({ user_id }),
  seen: (user_id) => seenCallback({ user_id }),
  failed: (user_id) => failedCallback({ user_id }),
  client_status: (id) => clientStatusCallback({ user: testUser({ id }) }),
  'message:text': (id, text = 'Hello') =>
    messageCallback({ type: 'text', text }, { sender: testUser({ id }) }),
  ...Object.fromEntries(
    MESSAGES.map((message): [string, Build] => [
      `message:${message.type}`,
      (id) => messageCallback(message, { sender: testUser({ id }) }),
    ]),
  ),
};

/** The events of which there are samples. */
export const SAMPLE_EVENTS: readonly string[] = Object.keys(BUILDERS);

/**
 * Makes a callback of an event.
 *
 * @throws commander's `InvalidArgumentError` for an unknown event, and for a text or a user that the event does not have
 */
export function sampleCallback(event: string, { user, text }: SampleOptions): SampleCallback {
  const build = Object.hasOwn(BUILDERS, event) ? BUILDERS[event] : undefined;
  if (build === undefined) {
    throw new InvalidArgumentError(
      `There is no sample of the event "${event}".${didYouMean(event, SAMPLE_EVENTS)}`,
    );
  }
  if (text !== undefined && event !== 'message:text') {
    throw new InvalidArgumentError('Only message:text takes --text.');
  }
  if (user !== undefined && event === 'webhook') {
    throw new InvalidArgumentError('The event webhook has no user.');
  }
  const body = wireJson(build(user ?? testUser().id, text));
  return { event: event.replace(/:.*/, ''), body };
}
