import { channel } from 'node:diagnostics_channel';
import type { ApiCallDiagnostics } from '../../client/api-diagnostics';
import { codeOf } from '../../errors';

/** The fields of every message about a callback. No message names a user or contains a token, a signature or a text. */
export interface CallbackDiagnostics {
  /** Counts from 1 in this process; the same in all messages about one request or job. */
  id: number;
  /** Milliseconds since the request arrived, or since the job started. */
  elapsedMs: number;
}

/** A message about a callback whose bot and event are known. */
export interface KnownCallbackDiagnostics extends CallbackDiagnostics {
  /** The bot that the callback is for. */
  account: string;
  /** The name of its event, or `unrecognized`. */
  event: string;
}

/**
 * The messages published on each channel of `node:diagnostics_channel`. Node ends the process if a subscriber throws.
 */
export interface DiagnosticsMessages {
  /** A POST has arrived. */
  'express-viber:received': CallbackDiagnostics;
  /** The signature matches. `tokenIndex` tells which token signed the callback; 0 is the one used to call the API. */
  'express-viber:verified': CallbackDiagnostics & { account: string; tokenIndex: number; bodyBytes: number };
  /** The callback was handled before, or an earlier delivery still awaits its response, so no listener runs. */
  'express-viber:duplicate': KnownCallbackDiagnostics;
  /** The callback goes to the listeners of this process or to the queue. */
  'express-viber:dispatched': KnownCallbackDiagnostics & { to: 'listeners' | 'queue' };
  /** The response is 200, or the job has succeeded. */
  'express-viber:acknowledged': KnownCallbackDiagnostics;
  /**
   * The request was rejected, or the callback failed. Published after `acknowledged` if the failure did not change the
   * response, because it was permanent or too late.
   */
  'express-viber:failed': CallbackDiagnostics & {
    /** `undefined` if it failed before the signature was verified. */
    account: string | undefined;
    /** `undefined` if it failed before the body was decoded. */
    event: string | undefined;
    /** The `code` of the error, or `internal_error` for an error of another package. */
    code: string;
  };
  /** A call of Viber's API has ended, whether a webhook or a separate client made it. */
  'express-viber:api-call': ApiCallDiagnostics;
}

/** The channels of callbacks. */
type CallbackChannel = Exclude<keyof DiagnosticsMessages, 'express-viber:api-call'>;

const channels = {
  'express-viber:received': channel('express-viber:received'),
  'express-viber:verified': channel('express-viber:verified'),
  'express-viber:duplicate': channel('express-viber:duplicate'),
  'express-viber:dispatched': channel('express-viber:dispatched'),
  'express-viber:acknowledged': channel('express-viber:acknowledged'),
  'express-viber:failed': channel('express-viber:failed'),
} satisfies Record<CallbackChannel, unknown>;

let lastId = 0;

/** Publishes the progress of one callback. Without subscribers this costs almost nothing. */
export class CallbackTrace {
  readonly #id = (lastId += 1);
  readonly #startedAt = performance.now();
  /** Set once it is known. */
  account: string | undefined;
  /** Set once it is known. */
  event: string | undefined;

  publish<Name extends CallbackChannel>(
    name: Name,
    details: Omit<DiagnosticsMessages[Name], keyof KnownCallbackDiagnostics>,
  ): void {
    if (!channels[name].hasSubscribers) return;
    const { account, event } = this;
    const elapsedMs = performance.now() - this.#startedAt;
    channels[name].publish({ id: this.#id, elapsedMs, account, event, ...details });
  }

  /** Publishes a failure under the code of its error. */
  failed(error: unknown): void {
    this.publish('express-viber:failed', { code: codeOf(error) });
  }
}
