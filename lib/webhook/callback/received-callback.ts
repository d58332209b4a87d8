import type { Callback } from '../../protocol/callbacks/callbacks';
import { callbackUserId } from '../../protocol/callbacks/callbacks';
import type { Recognition, UnrecognizedCallback } from '../../protocol/callbacks/recognize';
import { duplicateKey } from './duplicate-key';
import type { ViberEvent } from './events';

/** The fields that a {@link ReceivedCallback} is created from. */
export interface ReceivedCallbackFields {
  account: string;
  authToken: string | undefined;
  receivedAt: Date;
  body: string;
  recognition: Recognition;
}

/** Says which callback an error is about, without names, texts or ids of users. */
export interface CallbackOrigin {
  readonly account: string;
  readonly event: string;
  readonly messageToken: string | undefined;
}

/** A callback whose signature was verified, with everything that is derived from it. */
export class ReceivedCallback {
  /** The bot that the callback is for. */
  readonly account: string;
  /** The token to reply with; `undefined` in a worker that was not given one. */
  readonly authToken: string | undefined;
  /** When its request arrived. */
  readonly receivedAt: Date;
  /** The signed text. Encoded as UTF-8 it is exactly the bytes that arrived. */
  readonly body: string;
  readonly recognition: Recognition;
  /** The name of its event in errors, diagnostics and jobs. */
  readonly event: Callback['event'] | 'unrecognized';
  /** Its message token, for errors; `undefined` for an unrecognized callback. */
  readonly messageToken: string | undefined;
  /** The user that it came from; `undefined` for `webhook` and for an unrecognized callback. */
  readonly userId: string | undefined;

  constructor({ account, authToken, receivedAt, body, recognition }: ReceivedCallbackFields) {
    this.account = account;
    this.authToken = authToken;
    this.receivedAt = receivedAt;
    this.body = body;
    this.recognition = recognition;
    this.event = recognition.recognized ? recognition.callback.event : 'unrecognized';
    this.messageToken = recognition.recognized ? recognition.callback.message_token : undefined;
    this.userId = recognition.recognized ? callbackUserId(recognition.callback) : undefined;
  }

  /** The first argument of its listeners. */
  get payload(): Callback | UnrecognizedCallback {
    return this.recognition.recognized ? this.recognition.callback : this.recognition;
  }

  /** The events that it is emitted as, in this order. */
  get events(): readonly ViberEvent[] {
    if (!this.recognition.recognized) return ['unrecognized'];
    const { callback } = this.recognition;
    if (callback.event !== 'message') return ['callback', callback.event];
    return ['callback', 'message', `message:${callback.message.type}`];
  }

  /** Identifies the callback: deliveries with the same key are the same callback. */
  get key(): string {
    return duplicateKey(this);
  }

  /** The fields by which errors say which callback they are about. */
  get origin(): CallbackOrigin {
    const { account, event, messageToken } = this;
    return { account, event, messageToken };
  }

  /** Identifies the user across all accounts: the id alone is only unique within a bot [doc]. */
  get userKey(): string | undefined {
    return this.userId === undefined ? undefined : `${this.userId} ${this.account}`;
  }
}
