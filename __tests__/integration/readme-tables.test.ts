import { inspect } from 'node:util';
import type { AnyViberError, ReceivedMessageType, RequestErrorCode, ViberEvent } from '../../lib/index';
import * as library from '../../lib/index';
import { parseWebhookOptions } from '../../lib/webhook/options';
import { AUTH_TOKEN } from '../fixtures/posts';
import { codeIn, readPage, tableRows } from './documented-code';

const readme = readPage('README.md');

// Each list has exactly the names of its type: a missing or an additional one does not compile.

const REQUEST_CODES = {
  missing_signature: true,
  invalid_signature: true,
  unknown_account: true,
  body_too_large: true,
  unsupported_encoding: true,
  incomplete_body: true,
  invalid_utf8: true,
  invalid_json: true,
  overloaded: true,
  closing: true,
} satisfies Record<RequestErrorCode, true>;

const QUEUE_CODES = {
  queue_failed: true,
  queue_late: true,
} satisfies Record<library.ViberQueueError['code'], true>;

const OTHER_CODES = {
  body_already_parsed: true,
  listener_failed: true,
  permanent_failure: true,
  welcome_late: true,
  welcome_invalid: true,
  invalid_message: true,
  invalid_webhook_url: true,
  broadcast_stopped: true,
  reply_stopped: true,
  api_error: true,
  connection_failed: true,
} satisfies Record<
  Exclude<AnyViberError['code'], keyof typeof REQUEST_CODES | keyof typeof QUEUE_CODES>,
  true
>;

const EVENTS = {
  message: true,
  conversation_started: true,
  subscribed: true,
  unsubscribed: true,
  delivered: true,
  seen: true,
  failed: true,
  client_status: true,
  webhook: true,
  callback: true,
  unmatched_text: true,
  unrecognized: true,
  duplicate: true,
  rejected: true,
  error: true,
} satisfies Record<Exclude<ViberEvent, `message:${string}`>, true>;

const MESSAGE_TYPES = {
  text: true,
  picture: true,
  video: true,
  file: true,
  sticker: true,
  contact: true,
  url: true,
  location: true,
  rich_media: true,
} satisfies Record<ReceivedMessageType, true>;

function namesOf<Name extends string>(names: Record<Name, true>): Name[] {
  return Object.keys(names) as Name[];
}

/** Each code of the table of errors, with the status in parentheses after it or after its neighbours. */
function listedCodes(): [code: string, status: number | undefined][] {
  return tableRows(readme, 'class').flatMap(([, codes = '']) =>
    [...codes.matchAll(/((?:`\w+`(?:, )?)+) ?(?:\((\d+)\))?/g)].flatMap(([, group, digits]) => {
      const status = digits === undefined ? undefined : Number(digits);
      return codeIn(group).map((code): [string, number | undefined] => [code, status]);
    }),
  );
}

describe('the tables of the README', () => {
  it('list every option with its default', () => {
    const documented = tableRows(readme, 'option').map(([option, value]) => [
      codeIn(option)[0],
      value?.replace(/`/g, ''),
    ]);
    const { queues: queue, ...settings } = parseWebhookOptions({ authToken: AUTH_TOKEN });
    const defaults = Object.entries({ ...settings, queue })
      // Both are made from the token.
      .filter(([name]) => name !== 'authToken' && name !== 'findAccount')
      .map(([name, value]) => [name, value === undefined || value === Infinity ? 'none' : inspect(value)]);
    expect(documented.sort()).toEqual([['authToken', 'required'], ...defaults].sort());
  });

  it('list every code of an error, with its status where a class has several codes', () => {
    const codes = [
      ...namesOf(REQUEST_CODES).map((code) => [code, new library.ViberRequestError(code).status]),
      ...namesOf(QUEUE_CODES).map((code) => [code, new library.ViberQueueError(code).status]),
      ...namesOf(OTHER_CODES).map((code) => [code, undefined]),
    ];
    expect(listedCodes().sort()).toEqual(codes.sort());
  });

  it('list every class of errors', () => {
    const documented = tableRows(readme, 'class').flatMap(([names]) => codeIn(names));
    const classes = Object.entries(library)
      .filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof library.ViberError)
      .map(([name]) => name);
    expect(documented.sort()).toEqual(classes.sort());
  });

  it('list every event, and every type of message', () => {
    const rows = tableRows(readme, 'event');
    const events = rows.flatMap(([names]) => codeIn(names)).filter((name) => name !== 'message:<type>');
    expect(events.sort()).toEqual(namesOf(EVENTS).sort());
    const types = codeIn(rows.find(([names]) => names?.includes('message:<type>'))?.[1]);
    expect(types.sort()).toEqual(namesOf(MESSAGE_TYPES).sort());
  });
});
