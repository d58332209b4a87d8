import { signedParts } from '../../delivery/signed-request';
import { MessageTokens } from '../../delivery/message-tokens';
import type { TextEncoding } from '../../protocol/wire-json';
import { wireJson } from '../../protocol/wire-json';
import type { ProbeResult } from './probe';
import { sendProbe } from './probe';
import type { Limits } from '../../shared/timing';
import type { Target } from './url-check';

/** Where a request carries its signature. */
export type SignaturePlace = 'both' | 'header' | 'query' | 'none';

/** How a request differs from Viber's. */
export interface PostOptions {
  /** @default 'both' */
  place?: SignaturePlace;
  /** The text that is signed. @default the body */
  signedText?: string;
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
  async post(body: string, { place = 'both', signedText = body }: PostOptions = {}): Promise<ProbeResult> {
    const { headers, query } = signedParts(signedText, this.#authToken);
    const inHeader = place === 'both' || place === 'header';
    const inQuery = place === 'both' || place === 'query';
    return this.#send({
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...(inHeader && headers) },
      ...(inQuery && { query: `?sig=${query.sig}` }),
    });
  }

  /** Requests the URL as a browser or a health check does. */
  async get(): Promise<ProbeResult> {
    return this.#send({ method: 'GET' });
  }

  async #send(probe: Omit<Parameters<typeof sendProbe>[0], 'target' | 'address'>): Promise<ProbeResult> {
    return sendProbe({ target: this.#target, address: this.#address, ...probe }, this.#limits);
  }
}
