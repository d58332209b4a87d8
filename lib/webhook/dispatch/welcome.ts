import { ViberWelcomeError } from '../../errors';
import type { ConversationStartedCallback } from '../../protocol/callbacks/callbacks';
import { asRecord } from '../../protocol/exact-json';
import type { OutgoingMessage, Sender } from '../../protocol/messages/outgoing-messages';
import { warnOfProblems } from '../../protocol/messages/message-warnings';
import { problemText } from '../../protocol/messages/problems';
import type { MessageChecks } from '../../protocol/messages/validate-message';
import { examineMessage } from '../../protocol/messages/validate-message';
import type { ReplyContext } from '../callback/events';

/**
 * Returns the message to show to a user who has opened the chat, or `undefined` for none. May be async; the message has
 * to be ready by `ackTimeoutMs`.
 */
export type WelcomeHandler = (
  callback: ConversationStartedCallback,
  context: ReplyContext,
) => OutgoingMessage | undefined | Promise<OutgoingMessage | undefined>;

/** How a callback is acknowledged: with an empty body, or with the welcome message as JSON. */
export interface Acknowledgement {
  readonly welcome?: string;
}

/** What a welcome message is completed and checked with. */
export interface WelcomeSettings {
  /** Put on a message that has none. */
  sender: Sender | undefined;
  messageChecks: MessageChecks;
}

/** The welcome message of one `conversation_started`, which goes into the response. */
export class Welcome {
  readonly #settings: WelcomeSettings;
  readonly #report: (error: ViberWelcomeError) => void;
  #json: string | undefined;
  #isPending = true;

  /** @param report - gets a message that could not go into the response */
  constructor(settings: WelcomeSettings, report: (error: ViberWelcomeError) => void) {
    this.#settings = settings;
    this.#report = report;
  }

  /** Runs the handler. Rejects if the handler fails; an invalid message is reported, for a redelivery would not mend it. */
  async prepare(handler: () => ReturnType<WelcomeHandler>): Promise<void> {
    try {
      const message = await handler();
      if (message !== undefined) this.#json = welcomeJson(message, this.#settings);
    } catch (error) {
      if (error instanceof ViberWelcomeError) this.#report(error);
      else throw error;
    } finally {
      this.#isPending = false;
    }
  }

  /** The acknowledgement with the message, if it is ready. Reports one that is late. */
  take(): Acknowledgement {
    if (this.#isPending) this.#report(new ViberWelcomeError('welcome_late'));
    return this.#json === undefined ? {} : { welcome: this.#json };
  }
}

/**
 * The JSON of a welcome message: the message itself, as for `send_message` but without a receiver [doc].
 *
 * @throws {@link ViberWelcomeError} if Viber would not show it
 */
function welcomeJson(message: OutgoingMessage, settings: WelcomeSettings): string {
  const { sender, messageChecks } = settings;
  // Only an object is spread: a string would become a message of its characters.
  const whole: unknown =
    asRecord(message) === undefined ? message : { ...message, sender: message.sender ?? sender };
  const { fields, errors, warnings } = examineMessage(whole, messageChecks);
  if (errors.length > 0) throw new ViberWelcomeError('welcome_invalid', errors.map(problemText));
  warnOfProblems(warnings);
  return JSON.stringify(fields);
}
