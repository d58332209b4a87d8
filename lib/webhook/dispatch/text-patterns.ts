import { isRegExp } from 'node:util/types';
import type { MessageCallbackOf } from '../../protocol/callbacks/callbacks';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ReplyContext } from '../callback/contexts';
import type { AnyListener } from './emit';

/** A pattern for texts: a string that must equal the whole text, or a regular expression. */
export type TextPattern = RegExp | string;

/** What a pattern has matched: the result of `RegExp.exec`, or the string itself. */
export type TextMatch<Pattern extends TextPattern> = Pattern extends string ? Pattern : RegExpExecArray;

/** The context of a text that matched a pattern. */
export interface TextMatchContext<
  Pattern extends TextPattern = RegExp,
  State extends object = object,
> extends ReplyContext<State> {
  /** The result of `exec`, with its groups, for a regular expression; the string itself for a string. */
  match: TextMatch<Pattern>;
}

/** A listener for `onText`. If it returns a promise, the acknowledgement waits for it, up to `ackTimeoutMs`. */
export type TextListener<Pattern extends TextPattern = RegExp, State extends object = object> = (
  callback: MessageCallbackOf<'text'>,
  context: TextMatchContext<Pattern, State>,
) => unknown;

/** Which listeners run if several patterns match a text: only that of the first pattern, or all. */
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

/**
 * The patterns of `onText`, in the order of registration. Each is tried in turn: about 30 ns for each of 100 regular
 * expressions, and up to 150 ns for each of 1,000, whose compiled code no longer fits the processor's caches.
 */
export class TextPatterns {
  readonly #matching: TextMatching;
  readonly #registered: Registered[] = [];

  constructor(matching: TextMatching) {
    this.#matching = matching;
  }

  /** @throws `TypeError` for an invalid pattern or listener, or for no pattern at all */
  add<Pattern extends TextPattern, State extends object>(
    patterns: Pattern | readonly Pattern[],
    listener: TextListener<Pattern, State>,
  ): void {
    const find = Array.isArray(patterns) ? firstFinderOf(patterns) : finderOf(patterns);
    if (typeof listener !== 'function') {
      throw new TypeError(
        'onText takes a listener after the pattern: onText(/^help/i, (callback, context) => …).',
      );
    }
    // The cast is safe, because the listener is only called with a match of its own pattern.
    this.#registered.push({ find, listener: listener as AnyListener });
  }

  /** Returns the listeners to call: none if no pattern matches, `undefined` if the callback is not a text. */
  matching({ recognition }: ReceivedCallback): MatchedText[] | undefined {
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

/** Tries the patterns in their order. */
function firstFinderOf(patterns: readonly unknown[]): Registered['find'] {
  if (patterns.length === 0) throw new TypeError('onText takes at least one pattern: its array is empty.');
  // Not map(), which skips holes.
  const finders = Array.from(patterns, finderOf);
  return (text) => {
    for (const find of finders) {
      const match = find(text);
      if (match !== undefined) return match;
    }
    return undefined;
  };
}

function finderOf(pattern: unknown): Registered['find'] {
  if (typeof pattern === 'string') return (text) => (text === pattern ? pattern : undefined);
  if (!isRegExp(pattern)) {
    throw new TypeError(
      'onText takes a string, which must equal the whole text, a regular expression, or an array of these: onText(/^help/i, …).',
    );
  }
  // With the g or y flag, exec starts at lastIndex, where the last match ended, and would miss every second message.
  // The copy keeps our lastIndex apart from that of the application.
  const own = new RegExp(pattern);
  return (text) => {
    own.lastIndex = 0;
    return own.exec(text) ?? undefined;
  };
}
