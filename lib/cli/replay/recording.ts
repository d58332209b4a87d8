import { asRecord } from '../../protocol/exact-json';
import { CommandError } from '../command-error';
import { arrayItems, compactSource, nonBlankLines } from './json-source';

/** A callback of a recording. */
export interface RecordedCallback {
  /** The line of the file on which it starts, counted from 1. */
  line: number;
  event: string;
  /** What to send: the exact text where the recording has it. */
  body: string;
  /** Milliseconds since the epoch; `undefined` if the recording does not say. */
  recordedAt: number | undefined;
}

/** How many problems are listed: a file of another kind has one on every line. */
const MAX_LISTED_PROBLEMS = 10;

const FORMAT_HINT =
  'The file must be a JSON array, or one JSON value per line. Each entry is the body of a callback, an entry of ' +
  "the emulator's timeline, or a string that contains a body.";

/**
 * Parses a recording, in its order.
 *
 * @throws {@link CommandError} that names the line of each problem, and never quotes the recording
 */
export function parseRecording(text: string): RecordedCallback[] {
  const callbacks: RecordedCallback[] = [];
  const problems: string[] = [];
  const lineAt = lineCounter(text);
  try {
    for (const { source, at } of text.trimStart().startsWith('[') ? arrayItems(text) : nonBlankLines(text)) {
      const line = lineAt(at);
      try {
        const callback = parseEntry(source);
        if (callback !== undefined) callbacks.push({ line, ...callback });
      } catch (error) {
        problems.push(`line ${String(line)}: ${(error as InvalidEntryError).message}`);
        // One more than is listed, to know that there are more.
        if (problems.length > MAX_LISTED_PROBLEMS) break;
      }
    }
  } catch (error) {
    problems.push((error as SyntaxError).message);
  }
  if (problems.length > 0) throw invalidRecording(problems);
  if (callbacks.length === 0) {
    throw new CommandError('invalid_recording', 'The recording has no callbacks.', FORMAT_HINT);
  }
  return callbacks;
}

/** Why an entry cannot be sent. It does not quote the entry, which may contain what a user wrote. */
class InvalidEntryError extends Error {}

/** @returns `undefined` for an API call of the bot, which the emulator's timeline has too */
function parseEntry(source: string): Omit<RecordedCallback, 'line'> | undefined {
  const value = parseJson(source, 'it is not valid JSON');
  const entry = asRecord(value);
  const text = entry === undefined ? value : entry['body'];
  if (typeof text === 'string') {
    const recorded = describeBody(text, parseJson(text, 'its body is not valid JSON'));
    return { ...recorded, ...timeOf(entry?.['createdAt']) };
  }
  if (typeof entry?.['requestBody'] === 'string') return undefined;
  if (entry === undefined) throw new InvalidEntryError('it is neither an object nor a string');
  // Viber writes a body on one line, so line breaks were added when the file was formatted.
  return describeBody(source.includes('\n') ? compactSource(source) : source, entry);
}

function describeBody(body: string, value: unknown): Omit<RecordedCallback, 'line'> {
  const { event, timestamp } = asRecord(value) ?? {};
  if (typeof event !== 'string') throw new InvalidEntryError('it has no "event", so it is not a callback');
  return { event, body, recordedAt: undefined, ...timeOf(timestamp) };
}

// Rounded numbers do no harm here, because the text itself is sent.
function parseJson(text: string, problem: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidEntryError(problem);
  }
}

// A timestamp may be a string, and has been swapped with the token. [seen]
function timeOf(value: unknown): { recordedAt?: number } {
  const time = typeof value === 'string' ? Number(value) : value;
  return typeof time === 'number' && Number.isSafeInteger(time) && time > 0 ? { recordedAt: time } : {};
}

/** Returns a function that gives the line of an offset. The offsets must not decrease from call to call. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  // Kept between calls: a file without line breaks would otherwise be searched to its end for each entry.
  let lineEnd = text.indexOf('\n');
  return (at) => {
    while (lineEnd !== -1 && lineEnd < at) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    return line;
  };
}

function invalidRecording(problems: readonly string[]): CommandError {
  const listed = problems.slice(0, MAX_LISTED_PROBLEMS).join('; ');
  const more = problems.length > MAX_LISTED_PROBLEMS ? '; and more' : '';
  return new CommandError(
    'invalid_recording',
    `The recording is invalid, so nothing was sent: ${listed}${more}.`,
    FORMAT_HINT,
  );
}
