import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { PermanentError } from '../../../lib/index';
import { BODIES, textBody } from '../../fixtures/bodies';
import { until } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { load, origin } from '../documented-code';
import type { BotModule } from './recipe';
import { program, recipe, useRecipes } from './recipe';

const [tracing = '', sdk = ''] = recipe('tracing');

describe('tracing', () => {
  useRecipes();

  const exporter = new InMemorySpanExporter();

  beforeEach(() => {
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  });

  afterEach(() => {
    exporter.reset();
    trace.disable();
    context.disable();
  });

  async function start(options = '') {
    const api = await FakeViberApi.start();
    const code = tracing.replace("sender: { name: 'Echo' }", `sender: { name: 'Echo' }${options}`);
    const { viber } = load(program(code), api.url) as BotModule;
    return { viber, api, url: `${await origin()}/viber` };
  }

  const spanNamed = (name: string) => exporter.getFinishedSpans().find((span) => span.name === name);

  /** All that a span says, as text. */
  const contentOf = ({ name, attributes, status, events }: ReadableSpan) =>
    JSON.stringify({ name, attributes, status, events });

  it('has a span for each callback, with what listeners do inside of it', async () => {
    const { viber, api, url } = await start();
    viber.on('message', async () => {
      await Promise.resolve();
      trace.getTracer('shop').startSpan('order').end();
    });
    expect((await postSigned(url, BODIES['message:text'])).status).toBe(200);
    expect(api.calls).toHaveLength(1);
    const span = spanNamed('viber message');
    expect(span).toMatchObject({
      kind: SpanKind.CONSUMER,
      status: { code: SpanStatusCode.UNSET },
      events: [],
      attributes: {
        'viber.account': 'default',
        'viber.event': 'message',
        'viber.message_token': '5466394344559121008',
      },
    });
    expect(spanNamed('order')?.parentSpanContext?.spanId).toBe(span?.spanContext().spanId);
  });

  it('has a span for every event, without personal data', async () => {
    const { url } = await start();
    const unknown = '{"event":"never_heard_of","message_token":1,"user":{"id":"c2FtcGxlLXVzZXItMDAwMQ=="}}';
    const bodies = [...Object.values(BODIES), unknown];
    for (const body of bodies) expect((await postSigned(url, body)).status).toBe(200);
    const spans = exporter.getFinishedSpans();
    expect(spans).toHaveLength(bodies.length);
    expect(spans.at(-1)?.name).toBe('viber unrecognized');
    for (const span of spans) {
      expect(contentOf(span)).not.toMatch(/c2FtcGxl|Subscriber|caption|\\u0416|Жэ|step-2|\+359/);
      expect(contentOf(span)).not.toContain(AUTH_TOKEN);
    }
  });

  it('records failures by name and kind, and changes nothing of the response', async () => {
    const { viber, url } = await start();
    const failures: unknown[] = [];
    viber.on('error', ({ kind }) => failures.push(kind));
    viber.removeAllListeners('message:text');
    viber.onText('retryable secret', () => Promise.reject(new RangeError('retryable secret')));
    viber.onText('permanent secret', () => Promise.reject(new PermanentError('permanent secret')));
    expect((await postSigned(url, textBody('retryable secret', '1'))).status).toBe(500);
    expect((await postSigned(url, textBody('permanent secret', '2'))).status).toBe(200);
    expect(failures).toEqual(['permanent']);
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ status, attributes }) => [status.code, attributes['viber.failure']])).toEqual([
      [SpanStatusCode.ERROR, 'retryable'],
      [SpanStatusCode.ERROR, 'permanent'],
    ]);
    const names = spans.map(({ events }) => events.map(({ attributes }) => attributes?.['exception.type']));
    expect(names).toEqual([['RangeError'], ['PermanentError']]);
    expect(spans.map(contentOf).join('')).not.toContain('secret');
  });

  it('has a span that ends after the acknowledgement if the listener does', async () => {
    const { viber, url } = await start(', ackTimeoutMs: 50');
    const { opened, fail } = gate();
    const failures: unknown[] = [];
    viber.on('error', ({ kind }) => failures.push(kind));
    viber.on('message', () => opened);
    expect((await postSigned(url, BODIES['message:text'])).status).toBe(200);
    expect(exporter.getFinishedSpans()).toEqual([]);
    fail(new Error('no database'));
    await until(() => failures.length > 0);
    expect(failures).toEqual(['late']);
    expect(spanNamed('viber message')?.attributes['viber.failure']).toBe('late');
  });

  it('has an SDK that can be started', async () => {
    trace.disable();
    load(sdk, 'http://127.0.0.1');
    const span = trace.getTracer('shop').startSpan('order');
    expect(span.isRecording()).toBe(true);
    expect(await Promise.resolve(trace.getActiveSpan())).toBeUndefined();
  });
});
