import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_RECORDING_BYTES, readRecordingFile } from '../../../lib/cli/replay/recording-file';
import { makeSilentPipe } from '../silent-pipe';

const { signal } = new AbortController();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-recording-'));
  path = join(folder, 'recording.jsonl');
});

afterEach(() => rm(folder, { recursive: true }));

describe('readRecordingFile', () => {
  it('reads UTF-8, without a byte order mark', async () => {
    await writeFile(path, '\uFEFF["é😀"]');
    await expect(readRecordingFile(path, signal)).resolves.toBe('["é😀"]');
  });

  it('rejects other encodings, instead of sending other text', async () => {
    await writeFile(path, Buffer.from('["é"]', 'latin1'));
    await expect(readRecordingFile(path, signal)).rejects.toMatchObject({
      code: 'invalid_recording',
      message: 'The recording is not UTF-8, so nothing was sent.',
    });
  });

  it('names a file that cannot be read', async () => {
    await expect(readRecordingFile(path, signal)).rejects.toMatchObject({
      code: 'unreadable_recording',
      message: `The recording ${path} cannot be read: ENOENT.`,
    });
    await expect(readRecordingFile(folder, signal)).rejects.toThrow('EISDIR');
  });

  it('stops reading a silent pipe when aborted', async () => {
    const aborter = new AbortController();
    const release = makeSilentPipe(path);
    try {
      const reading = readRecordingFile(path, aborter.signal);
      aborter.abort(new Error('stopped'));
      await expect(reading).rejects.toThrow('stopped');
    } finally {
      await release();
    }
  });

  it('rejects a file that is too large, without reading it', async () => {
    const file = await open(path, 'w');
    await file.truncate(MAX_RECORDING_BYTES + 1); // a sparse file
    await file.close();
    await expect(readRecordingFile(path, signal)).rejects.toMatchObject({ code: 'recording_too_large' });
  });
});
