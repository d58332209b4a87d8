import type { WebhookCall, WebhookCallResult } from '../../delivery/call-webhook';
import { callWebhook } from '../../delivery/call-webhook';
import { MessageTokens } from '../../delivery/message-tokens';
import { signedRequest } from '../../delivery/signed-request';
import type { TextEncoding } from '../../protocol/wire-json';
import { wireJson } from '../../protocol/wire-json';
import type { Limits } from '../../shared/timing';
import type { Target } from './url-check';

/** The result of one call. */
export type ProbeResult = WebhookCallResult;

/** Bytes of a response that are read; a welcome message has 30 KB at most. [doc] */
export const MAX_READ_BYTES = 1024 * 1024;

const USER_AGENT = 'express-viber doctor';

/** Where a request carries its signature. */
export type SignaturePlace = 'both' | 'header' | 'query' | 'none';

/** How a request differs from Viber's. */
export interface PostOptions {
  /** @default 'both' */
  place?: SignaturePlace;
  /** The text that is signed. @default the body */
  signedText?: string;
  /** @default 'application/json' */
  contentType?: string;
}

/** Calls the webhook as Viber does, with callbacks that have no effect on users. */
export class Caller {
  readonly #target: Target;
  readonly #address: string;
  readonly #authToken: string;
  readonly #limits: Limits;
  readonly #tokens = new MessageTokens();

  constructor(target: Target, address: string, authToken: string, limits: Limits) {
    this.#target = target;
    this.#address = address;
    this.#authToken = authToken;
    this.#limits = limits;
  }

  get url(): URL {
    return this.#target.url;
  }

  /** Creates a callback: `webhook`, which Viber may send at any time [claim], or one with an unknown event. */
  newBody(
    event: 'webhook' | 'express_viber_doctor',
    fields: Readonly<Record<string, string>> = {},
    encoding: TextEncoding = 'raw',
  ): string {
    const message_token = this.#tokens.next();
    const timestamp = Date.now();
    return wireJson({ event, timestamp, chat_hostname: 'SN-CHAT-00_', message_token, ...fields }, encoding);
  }

  /** Posts a callback. */
  async post(body: string, options: PostOptions = {}): Promise<ProbeResult> {
    const { place = 'both', signedText = body, contentType = 'application/json' } = options;
    const { url, headers } = signedRequest(this.url.href, signedText, this.#authToken, {
      userAgent: USER_AGENT,
      headerDropped: place === 'query' || place === 'none',
      sigDropped: place === 'header' || place === 'none',
    });
    return this.#call({ method: 'POST', url, body, headers: { ...headers, 'Content-Type': contentType } });
  }

  /** Sends the GET request that a browser or a health check would. */
  async get(): Promise<ProbeResult> {
    return this.#call({ method: 'GET', url: this.url.href, headers: { 'User-Agent': USER_AGENT } });
  }

  async #call(request: Pick<WebhookCall, 'method' | 'url' | 'headers' | 'body'>): Promise<ProbeResult> {
    const { timeoutMs, signal } = this.#limits;
    const result = await callWebhook({
      ...request,
      timeoutMs,
      signal,
      maxReadBytes: MAX_READ_BYTES,
      address: this.#address,
      // The certificate has checks of its own, and these calls should find what else is wrong. Nothing secret is sent:
      // the token never is, and each signature is valid only for the harmless body it was made for.
      rejectUnauthorized: false,
    });
    signal.throwIfAborted();
    return result;
  }
}
