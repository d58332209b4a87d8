import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ListenOptions, ViberEmulator, ViberEmulatorOptions } from '../../../lib/emulator/index';
import { createViberEmulator } from '../../../lib/emulator/index';
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

/** An answer over HTTP. */
export interface HttpAnswer {
  httpStatus: number;
  contentType: string;
  text: string;
  /** Large integers as decimal strings; `undefined` where the answer is no JSON. */
  json: Record<string, unknown> | undefined;
}

/** One request over a real socket. */
export async function request(url: string, init: RequestInit = {}): Promise<HttpAnswer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const json = contentType.startsWith('application/json') ? parseExactJson(text) : undefined;
  return { httpStatus: response.status, contentType, text, json: json as HttpAnswer['json'] };
}

/** Posts to a method of the API; a string or Buffer goes out as it is. */
export async function callMethod(
  emulator: ViberEmulator,
  method: string,
  body: unknown = {},
  headers: Record<string, string> = { 'X-Viber-Auth-Token': TOKEN },
): Promise<HttpAnswer> {
  return request(`${emulator.apiUrl}/${method}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** What a {@link startWebhook} has been sent. */
export interface WebhookCall {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
  json: Record<string, unknown>;
}

/** What a webhook says: a status, one with a place to go to instead, or nothing at all. */
export type WebhookBehaviour = number | { redirectTo: string } | 'hang';

/** A webhook that keeps what it is sent. Closed by `closeServers`. */
export interface RecordingWebhook {
  url: string;
  calls: WebhookCall[];
  behaviour: WebhookBehaviour;
  /** The names of the events, in order of arriving. */
  events: () => unknown[];
}

/** Starts a webhook that answers 200 until told otherwise. */
export async function startWebhook(behaviour: WebhookBehaviour = 200): Promise<RecordingWebhook> {
  const webhook: RecordingWebhook = {
    url: '',
    calls: [],
    behaviour,
    events: () => webhook.calls.map(({ json }) => json['event']),
  };
  const origin = await serve((req, res) => {
    void buffer(req).then((bytes) => {
      const body = bytes.toString();
      const json = parseExactJson(body) as Record<string, unknown>;
      webhook.calls.push({ method: req.method, path: req.url, headers: req.headers, body, json });
      const now = webhook.behaviour;
      if (now === 'hang') return;
      if (typeof now === 'number') res.writeHead(now).end();
      else res.writeHead(302, { Location: now.redirectTo }).end();
    });
  });
  webhook.url = `${origin}/viber`;
  return webhook;
}
