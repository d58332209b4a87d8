import { stat } from 'node:fs/promises';
import { CommandError } from '../command-error';
import { readWhole } from '../read-whole';

/** Bytes of a recording at most: all of it is read before anything is sent. */
export const MAX_RECORDING_BYTES = 256 * 1024 * 1024;

/**
 * The text of a recording, without the mark that some editors put before UTF-8.
 *
 * @throws {@link CommandError} if it cannot be read, is larger than 256 MiB, or is not UTF-8
 */
export async function readRecordingFile(path: string, signal: AbortSignal): Promise<string> {
  let bytes: Buffer;
  try {
    if ((await stat(path)).size > MAX_RECORDING_BYTES) throw tooLarge();
    bytes = await readWhole(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CommandError) throw error;
    const code = String((error as NodeJS.ErrnoException).code);
    throw new CommandError('unreadable_recording', `The recording ${path} cannot be read: ${code}.`);
  }
  // What is piped in has no size to ask for.
  if (bytes.length > MAX_RECORDING_BYTES) throw tooLarge();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(
      'invalid_recording',
      'The recording is not UTF-8, so nothing was sent.',
      'Save the file as UTF-8.',
    );
  }
}

function tooLarge(): CommandError {
  return new CommandError(
    'recording_too_large',
    'The recording is larger than 256 MiB, so nothing was sent.',
    'Cut it into smaller files, each with whole lines: split -C 200M <file>',
  );
}
