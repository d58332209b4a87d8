import { isRegExp } from 'node:util/types';
import type { MessageCallbackOf } from '../../protocol/callbacks/callbacks';
import type { Delivery } from '../callback/received-callback';
import type { ReplyContext } from '../callback/events';
import type { AnyListener } from './emit';

/** What a text is held against: a whole text, or a regular expression. */
export type TextPattern = RegExp | string;

/** What a pattern gives where it matches: `exec`'s array, or the string itself. */
export type TextMatch<Pattern extends TextPattern> = Pattern extends string ? Pattern : RegExpExecArray;

/** The context of a text that matched a pattern. */
export interface TextMatchContext<Pattern extends TextPattern = RegExp> extends ReplyContext {
  /** For a regular expression the array of `exec`, with its groups; for a string the string itself. */
  match: TextMatch<Pattern>;
}

/** A listener of `onText`; what it returns is awaited before the callback is acknowledged. */
export type TextListener<Pattern extends TextPattern = RegExp> = (
  callback: MessageCallbackOf<'text'>,
  context: TextMatchContext<Pattern>,
) => unknown;

/** Whose listeners run where several patterns match: that of the first, or those of all. */
export type TextMatching = 'first' | 'all';

/** A listener whose pattern matched. */
export interface MatchedText {
  listener: AnyListener;
  match: TextMatch<TextPattern>;
}

interface Registered {
  find: (text: string) => TextMatch<TextPattern> | undefined;
  listener: AnyListener;
}

/** The patterns texts are held against, in order of registration. */
export class TextPatterns {
  readonly #matching: TextMatching;
  readonly #registered: Registered[] = [];

  constructor(matching: TextMatching) {
    this.#matching = matching;
  }

  /** @throws `TypeError` if the pattern or the listener cannot be one */
  add<Pattern extends TextPattern>(pattern: Pattern, listener: TextListener<Pattern>): void {
    const find = finderOf(pattern);
    if (typeof listener !== 'function') {
      throw new TypeError(
        'onText takes a listener after the pattern: onText(/^help/i, (callback, context) => …).',
      );
    }
    // Its own pattern is all it is ever called for.
    this.#registered.push({ find, listener: listener as AnyListener });
  }

  /** The listeners to call for a delivery; empty where no pattern matches, `undefined` where it is no text. */
  matching({ recognition }: Delivery): MatchedText[] | undefined {
    if (!recognition.recognized || recognition.callback.event !== 'message') return undefined;
    const { message } = recognition.callback;
    if (message.type !== 'text') return undefined;
    const matched: MatchedText[] = [];
    for (const { find, listener } of this.#registered) {
      const match = find(message.text);
      if (match === undefined) continue;
      matched.push({ listener, match });
      if (this.#matching === 'first') break;
    }
    return matched;
  }
}

function finderOf(pattern: unknown): Registered['find'] {
  if (typeof pattern === 'string') return (text) => (text === pattern ? pattern : undefined);
  if (!isRegExp(pattern)) {
    throw new TypeError(
      'onText takes a string, which is then the whole text, or a regular expression: onText(/^help/i, …).',
    );
  }
  // With g or y an expression goes on where its last match ended, and would miss every second message. A copy, so
  // that neither the application's own use of it nor ours disturbs the other.
  const own = new RegExp(pattern);
  return (text) => {
    own.lastIndex = 0;
    return own.exec(text) ?? undefined;
  };
}
