import { joined, named, ViberError } from './viber-error';

/** The callback was acknowledged without the welcome message, which was late or not valid. */
export class ViberWelcomeError extends ViberError {
  /** `welcome_late`: it was not ready within `ackTimeoutMs`. `welcome_invalid`: Viber would not show it. */
  readonly code: 'welcome_late' | 'welcome_invalid';
  /** The path and the broken rule of each problem of an invalid message. */
  readonly problems: readonly string[];

  constructor(code: 'welcome_late' | 'welcome_invalid', problems: readonly string[] = []) {
    super(
      code === 'welcome_late'
        ? 'The welcome message was not ready within ackTimeoutMs and was left out. Make the handler faster, or send the message later with reply.'
        : `The welcome message is not valid and was left out: ${joined(problems)}`,
    );
    this.code = code;
    this.problems = problems;
  }
}
named(ViberWelcomeError, 'ViberWelcomeError');
