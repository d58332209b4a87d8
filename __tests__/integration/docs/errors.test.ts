import type { AnyViberError } from '../../../lib/index';
import * as library from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { post, postSigned } from '../../fixtures/posts';
import {
  codeBlocks,
  LISTEN,
  load,
  origin,
  readPage,
  typeErrors,
  useDocumentedCode,
  wholeModule,
} from '../documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/errors.md');
const [block = ''] = codeBlocks(page);

const rejected = (code: library.RequestErrorCode) => ['ViberRequestError', code] as const;
const queue = (code: library.ViberQueueError['code']) => ['ViberQueueError', code] as const;

/** Every code with its class: a missing or an additional one does not compile. */
const CODES = {
  missing_signature: rejected('missing_signature'),
  invalid_signature: rejected('invalid_signature'),
  unknown_account: rejected('unknown_account'),
  body_too_large: rejected('body_too_large'),
  unsupported_encoding: rejected('unsupported_encoding'),
  incomplete_body: rejected('incomplete_body'),
  invalid_utf8: rejected('invalid_utf8'),
  invalid_json: rejected('invalid_json'),
  overloaded: rejected('overloaded'),
  closing: rejected('closing'),
  body_already_parsed: ['ViberBodyParsedError', ''],
  listener_failed: ['ViberListenerError'],
  permanent_failure: ['PermanentError'],
  queue_failed: queue('queue_failed'),
  queue_late: queue('queue_late'),
  welcome_late: ['ViberWelcomeError'],
  welcome_invalid: ['ViberWelcomeError'],
  invalid_message: ['ViberMessageError'],
  invalid_webhook_url: ['ViberWebhookUrlError'],
  api_error: ['ViberApiError'],
  connection_failed: ['ViberConnectionError'],
  broadcast_stopped: ['ViberBroadcastError'],
  reply_stopped: ['ViberReplyError'],
} as const satisfies Record<AnyViberError['code'], readonly [keyof typeof library, string?]>;

/** The text below each heading that is a code. */
const sections = new Map(
  page
    .split(/^##+ /m)
    .map((section) => /^`(\w+)`\n([^]*)$/.exec(section) ?? [])
    .filter((parts) => parts.length > 0)
    .map(([, code = '', text = '']) => [code, text]),
);

describe('docs/errors.md', () => {
  useDocumentedCode();

  it('has a heading for every code, and for no other', () => {
    expect([...sections.keys()].sort()).toEqual(Object.keys(CODES).sort());
  });

  it('names the class of every code', () => {
    const classes = new Set<string>();
    for (const [code, [className]] of Object.entries(CODES)) {
      classes.add(className);
      // Rejected requests have their class in common, above their headings.
      if (className !== 'ViberRequestError') expect(sections.get(code)).toContain(`\`${className}\``);
    }
    const exported = Object.entries(library)
      .filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof library.ViberError)
      .map(([name]) => name);
    expect([...classes].sort()).toEqual(exported.sort());
  });

  it('has the status of every error that determines a response', () => {
    for (const [code, [className, argument]] of Object.entries<readonly [string, string?]>(CODES)) {
      if (argument === undefined) continue;
      const ErrorClass = library[className as 'ViberRequestError'];
      const { status } = new ErrorClass(argument as library.RequestErrorCode);
      expect([code, /status (\d+)/i.exec(sections.get(code) ?? '')?.[1]]).toEqual([code, String(status)]);
    }
  });

  it('has a block that compiles', () => {
    expect(typeErrors([wholeModule(block)])).toEqual([]);
  });

  it('has an example that tells an unsubscribed user from another failure, and a rejected request from both', async () => {
    const api = await FakeViberApi.start();
    const { run, printed } = load(`${wholeModule(block)}${LISTEN}`, api.url);
    await run?.();
    const url = `${await origin()}/viber`;

    api.reply({ json: { status: 6, status_message: 'notSubscribed' } });
    expect((await postSigned(url, textBody('hi', '1'))).status).toBe(200);
    expect(printed).toEqual([]);

    api.reply({ json: { status: 7, status_message: 'publicAccountBlocked' } });
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(500);
    expect(printed).toEqual([]);

    api.reply({ json: { status: 3, status_message: 'badData' } });
    expect((await postSigned(url, textBody('hi', '3'))).status).toBe(200);
    await until(() => printed.length > 0);
    expect(printed).toEqual([['listener_failed', 'permanent', 'message']]);

    const response = await post(url, '{}');
    expect(JSON.parse(response.text)).toEqual({
      error: 'missing_signature',
      message: expect.any(String) as string,
    });
    expect(printed[1]).toEqual([401, 'missing_signature', expect.stringContaining('removed both')]);
  });
});
