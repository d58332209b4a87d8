import { asRecord } from '../../protocol/exact-json';
import { CommandError } from '../command-error';
import { arrayItems, compactSource, filledLines } from './json-source';

/** A callback that was recorded. */
export interface RecordedCallback {
  /** Line of the file it starts on, counted from 1. */
  line: number;
  event: string;
  /** What to send: the exact text where the recording has it. */
  body: string;
  /** Milliseconds since the epoch; `undefined` where the recording does not tell. */
  recordedAt: number | undefined;
}

/** Faults that are listed; a file of another kind has one in every line. */
const MAX_LISTED_FAULTS = 10;

const FORM =
  'The file is a JSON array or has one JSON value a line. Each is the body of a callback, an entry of the ' +
  "emulator's timeline, or a string that holds a body.";

/**
 * Reads what was recorded, in its order.
 *
 * @throws {@link CommandError} that names the line of each fault, and never what stands there
 */
export function parseRecording(text: string): RecordedCallback[] {
  const callbacks: RecordedCallback[] = [];
  const faults: string[] = [];
  const lineAt = lineCounter(text);
  try {
    for (const { source, at } of text.trimStart().startsWith('[') ? arrayItems(text) : filledLines(text)) {
      const line = lineAt(at);
      try {
        callbacks.push({ line, ...parseEntry(source) });
      } catch (error) {
        faults.push(`line ${String(line)}: ${(error as EntryFault).message}`);
        // One more than are listed, to know that there are more.
        if (faults.length > MAX_LISTED_FAULTS) break;
      }
    }
  } catch (error) {
    faults.push((error as SyntaxError).message);
  }
  if (faults.length > 0) throw unreadable(faults);
  if (callbacks.length === 0) throw new CommandError('invalid_recording', 'The recording is empty.', FORM);
  return callbacks;
}

/** Why an entry cannot be sent; without its text, which may be what somebody wrote. */
class EntryFault extends Error {}

function parseEntry(source: string): Omit<RecordedCallback, 'line'> {
  const value = parseJson(source, 'it is not JSON');
  const entry = asRecord(value);
  const text = entry === undefined ? value : entry['body'];
  if (typeof text === 'string') {
    const recorded = describeBody(text, parseJson(text, 'its body is not JSON'));
    return { ...recorded, ...timeOf(entry?.['createdAt']) };
  }
  if (entry === undefined) throw new EntryFault('it is neither an object nor a string');
  // Viber writes a body on one line, so line breaks come from whoever laid the file out.
  return describeBody(source.includes('\n') ? compactSource(source) : source, entry);
}

function describeBody(body: string, value: unknown): Omit<RecordedCallback, 'line'> {
  const { event, timestamp } = asRecord(value) ?? {};
  if (typeof event !== 'string') throw new EntryFault('it has no event, so it is no callback of Viber');
  return { event, body, recordedAt: undefined, ...timeOf(timestamp) };
}

// Only the form matters here: what is sent is the text itself, with every digit of its tokens.
function parseJson(text: string, fault: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new EntryFault(fault);
  }
}

// A timestamp may be a string, and has changed places with the token. [seen]
function timeOf(value: unknown): { recordedAt?: number } {
  const time = typeof value === 'string' ? Number(value) : value;
  return typeof time === 'number' && Number.isSafeInteger(time) && time > 0 ? { recordedAt: time } : {};
}

/** Gives the line of each position, which only grow. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  // Kept, for to look for it at each entry of a file without line breaks is to read all of it each time.
  let lineEnd = text.indexOf('\n');
  return (at) => {
    while (lineEnd !== -1 && lineEnd < at) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    return line;
  };
}

function unreadable(faults: readonly string[]): CommandError {
  const listed = faults.slice(0, MAX_LISTED_FAULTS).join('; ');
  const more = faults.length > MAX_LISTED_FAULTS ? '; and more' : '';
  return new CommandError(
    'invalid_recording',
    `The recording cannot be read, so nothing was sent: ${listed}${more}.`,
    FORM,
  );
}
