import { channel } from 'node:diagnostics_channel';
import { codeOf } from '../../errors';

/** What every message about a callback says; never a user, a token, a signature or a word of a message. */
export interface CallbackDiagnostics {
  /** Counts from 1 in this process; the same in all messages about one request or job. */
  id: number;
  /** Milliseconds since the request arrived, or since the job was begun. */
  elapsedMs: number;
}

/** A message about a callback whose bot and event are known. */
export interface KnownCallbackDiagnostics extends CallbackDiagnostics {
  /** The bot it came for. */
  account: string;
  /** Its event, or `unrecognized`. */
  event: string;
}

/** What is published on each channel of `node:diagnostics_channel`. A subscriber that throws ends the process: Node's rule. */
export interface DiagnosticsMessages {
  /** A POST has arrived. */
  'express-viber:received': CallbackDiagnostics;
  /** Its signature is Viber's; `tokenIndex` says which of the tokens signed it, 0 being the one to send with. */
  'express-viber:verified': CallbackDiagnostics & { account: string; tokenIndex: number; bodyBytes: number };
  /** It was handled before or is being handled, so nothing runs. */
  'express-viber:duplicate': KnownCallbackDiagnostics;
  /** It goes to the listeners of this process, or into the queue. */
  'express-viber:dispatched': KnownCallbackDiagnostics & { to: 'listeners' | 'queue' };
  /** The request is answered with 200, or the job is done. */
  'express-viber:acknowledged': KnownCallbackDiagnostics;
  /** It was refused or it failed; after `acknowledged` where it failed too late to change the answer. */
  'express-viber:failed': CallbackDiagnostics & {
    /** `undefined` where it failed before the signature was verified. */
    account: string | undefined;
    /** `undefined` where it failed before the body was decoded. */
    event: string | undefined;
    /** The `code` of the error, or `internal_error` for one that is not of this package. */
    code: string;
  };
}

const channels = {
  'express-viber:received': channel('express-viber:received'),
  'express-viber:verified': channel('express-viber:verified'),
  'express-viber:duplicate': channel('express-viber:duplicate'),
  'express-viber:dispatched': channel('express-viber:dispatched'),
  'express-viber:acknowledged': channel('express-viber:acknowledged'),
  'express-viber:failed': channel('express-viber:failed'),
} satisfies Record<keyof DiagnosticsMessages, unknown>;

let lastId = 0;

/** Publishes what becomes of one callback. Costs next to nothing while nobody subscribes. */
export class CallbackTrace {
  readonly #id = (lastId += 1);
  readonly #startedAt = performance.now();
  /** Set once it is known. */
  account: string | undefined;
  /** Set once it is known. */
  event: string | undefined;

  publish<Name extends keyof DiagnosticsMessages>(
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
