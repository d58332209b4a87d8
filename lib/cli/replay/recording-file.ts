import { stat } from 'node:fs/promises';
import { CommandError } from '../command-error';
import { readInputFile } from '../input-file';

/** Size limit of a recording, which is read as a whole before anything is sent. */
export const MAX_RECORDING_BYTES = 256 * 1024 * 1024;

/**
 * Reads the text of a recording, without a byte order mark.
 *
 * @throws {@link CommandError} if it cannot be read, is larger than 256 MiB, or is not UTF-8
 */
export async function readRecordingFile(path: string, signal: AbortSignal): Promise<string> {
  // If this fails, so does reading, which says why.
  const size = await stat(path).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > MAX_RECORDING_BYTES) throw tooLarge();
  const bytes = await readInputFile(
    path,
    signal,
    (code) => new CommandError('unreadable_recording', `The recording ${path} cannot be read: ${code}.`),
  );
  // A pipe has no size in advance.
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
    'Split it into smaller files without breaking lines: split -C 200M <file>',
  );
}
