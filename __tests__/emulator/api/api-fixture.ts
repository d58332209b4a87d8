import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type {
  EmulatedUser,
  ListenOptions,
  ViberEmulator,
  ViberEmulatorOptions,
} from '../../../lib/emulator/index';
import { createViberEmulator } from '../../../lib/emulator/index';
import { ViberClient } from '../../../lib/index';
import { parseExactJson } from '../../../lib/protocol/exact-json';
import { serve } from '../../fixtures/servers';

/** The token of the bot in these tests. */
export const TOKEN = '445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9';

const emulators: ViberEmulator[] = [];

/** An emulator on a free port. Closed by {@link closeEmulators}. */
export async function startEmulator(
  options: Partial<ViberEmulatorOptions> = {},
  listenOptions: ListenOptions = {},
): Promise<ViberEmulator> {
  const emulator = createViberEmulator({ authToken: TOKEN, ...options });
  emulators.push(emulator);
  await emulator.listen(listenOptions);
  return emulator;
}

/** For `afterEach`. */
export async function closeEmulators(): Promise<void> {
  await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
}

/** A response over HTTP. */
export interface HttpResponse {
  httpStatus: number;
  contentType: string;
  text: string;
  /** Large integers as decimal strings; `undefined` if the body is not JSON. */
  json: Record<string, unknown> | undefined;
}

/** One request over a real socket. */
export async function request(url: string, init: RequestInit = {}): Promise<HttpResponse> {
  const response = await fetch(url, init);
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const json = contentType.startsWith('application/json') ? parseExactJson(text) : undefined;
  return { httpStatus: response.status, contentType, text, json: json as HttpResponse['json'] };
}

/** Posts to a method of the API; a string is sent as it is. */
export async function callMethod(
  emulator: ViberEmulator,
  method: string,
  body: unknown = {},
  headers: Record<string, string> = { 'X-Viber-Auth-Token': TOKEN },
): Promise<HttpResponse> {
  return request(`${emulator.apiUrl}/${method}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A request that a {@link RecordingWebhook} has received. */
export interface WebhookCall {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
  json: Record<string, unknown>;
}

/** How a webhook responds: with a status, with a redirect, or not at all. */
export type WebhookBehaviour = number | { redirectTo: string } | 'hang';

/** A webhook that records its requests. Closed by `closeServers`. */
export interface RecordingWebhook {
  url: string;
  calls: WebhookCall[];
  behaviour: WebhookBehaviour;
  /** The body of the responses. */
  responseBody: string;
  /** The events received, in order. */
  events: () => unknown[];
}

/** Starts a webhook that responds with 200 until its behaviour is changed. */
export async function startWebhook(initialBehaviour: WebhookBehaviour = 200): Promise<RecordingWebhook> {
  const webhook: RecordingWebhook = {
    url: '',
    calls: [],
    behaviour: initialBehaviour,
    responseBody: '',
    events: () => webhook.calls.map(({ json }) => json['event']),
  };
  const origin = await serve((req, res) => {
    void buffer(req).then((bytes) => {
      const body = bytes.toString();
      const json = parseExactJson(body) as Record<string, unknown>;
      webhook.calls.push({ method: req.method, path: req.url, headers: req.headers, body, json });
      const { behaviour } = webhook;
      if (behaviour === 'hang') return;
      if (typeof behaviour === 'number') res.writeHead(behaviour).end(webhook.responseBody);
      else res.writeHead(302, { Location: behaviour.redirectTo }).end();
    });
  });
  webhook.url = `${origin}/viber`;
  return webhook;
}

/** The package's own client for an emulator. */
export function apiClient(emulator: ViberEmulator): ViberClient {
  return new ViberClient({ authToken: TOKEN, sender: { name: 'Bot' }, apiUrl: emulator.apiUrl });
}

/** An emulator with a registered webhook, which has no calls recorded, and a subscribed user. */
export async function startRegistered(
  options: Partial<ViberEmulatorOptions> = {},
): Promise<{ emulator: ViberEmulator; webhook: RecordingWebhook; user: EmulatedUser }> {
  const emulator = await startEmulator(options);
  const webhook = await startWebhook();
  await apiClient(emulator).setWebhook({ url: webhook.url });
  const user = emulator.addUser({ name: 'Test user' });
  await user.subscribe();
  webhook.calls.length = 0;
  return { emulator, webhook, user };
}

/** Resolves with the first item that is pushed to an array. */
export async function untilCalled<Item>(list: Item[]): Promise<Item> {
  return new Promise((resolve) => {
    list.push = (...items: Item[]) => {
      const [first] = items;
      if (first !== undefined) resolve(first);
      return Array.prototype.push.apply(list, items);
    };
  });
}
