import { buffer } from 'node:stream/consumers';
import { asRecord } from '../../protocol/exact-json';
import { unlessAborted } from '../../shared/timing';
import { CommandError } from '../command-error';
import { readInputFile } from '../input-file';

/**
 * Reads a message from a file.
 *
 * @param path - `-` for stdin
 * @throws {@link CommandError} if it cannot be read, or is not a JSON object; it never quotes the message
 */
export async function readMessage(path: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const bytes = await (path === '-' ? readStdin(signal) : readMessageFile(path, signal));
  const message = asRecord(parseJson(bytes));
  if (message !== undefined) return message;
  throw new CommandError(
    'invalid_message_file',
    'The message is not a JSON object, so nothing was sent.',
    'Write it as for the API, such as {"type":"text","text":"Hello"}, in UTF-8.',
  );
}

async function readStdin(signal: AbortSignal): Promise<Buffer> {
  const reading = buffer(process.stdin);
  await unlessAborted(reading, signal);
  return reading;
}

async function readMessageFile(path: string, signal: AbortSignal): Promise<Buffer> {
  return readInputFile(
    path,
    signal,
    (code) => new CommandError('unreadable_message', `The message ${path} cannot be read: ${code}.`),
  );
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
