import type { MessageSettings } from '../../client/prepare-message';
import { prepareMessage } from '../../client/prepare-message';
import { ViberWelcomeError } from '../../errors';
import type { ConversationStartedCallback } from '../../protocol/callbacks/callbacks';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { WelcomeContext } from '../callback/contexts';

/**
 * Returns the message for a user who has opened the chat, or `undefined` for none. It may be async, but the message
 * must be ready within `ackTimeoutMs`.
 */
export type WelcomeHandler = (
  callback: ConversationStartedCallback,
  context: WelcomeContext,
) => OutgoingMessage | undefined | Promise<OutgoingMessage | undefined>;

/** The acknowledgement of a callback. Its body is the welcome message as JSON, or empty. */
export interface Acknowledgement {
  readonly welcome?: string;
}

/** The acknowledgement without a message. */
export const EMPTY_ACKNOWLEDGEMENT: Acknowledgement = {};

/** The welcome message in the response to one `conversation_started`. */
export class Welcome {
  readonly #settings: MessageSettings;
  readonly #report: (error: ViberWelcomeError) => void;
  #json: string | undefined;
  #isPending = true;

  /** @param report - called if the message cannot go into the response */
  constructor(settings: MessageSettings, report: (error: ViberWelcomeError) => void) {
    this.#settings = settings;
    this.#report = report;
  }

  /**
   * Runs the handler. Rejects if it fails. An invalid message is only reported, since a redelivery would not fix it.
   */
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

  /** Returns the acknowledgement, with the message if it is ready. Reports a late message. */
  take(): Acknowledgement {
    if (this.#isPending) this.#report(new ViberWelcomeError('welcome_late'));
    return this.#json === undefined ? EMPTY_ACKNOWLEDGEMENT : { welcome: this.#json };
  }
}

/**
 * Returns the JSON of a welcome message: the message itself, as for `send_message` but without a receiver [doc].
 *
 * @throws {@link ViberWelcomeError} if Viber would not show it
 */
function welcomeJson(message: OutgoingMessage, settings: MessageSettings): string {
  const { fields, problems } = prepareMessage(message, settings, { needsSender: false });
  if (problems !== undefined) throw new ViberWelcomeError('welcome_invalid', problems);
  return JSON.stringify(fields);
}
