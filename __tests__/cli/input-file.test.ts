import { getEventListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../lib/cli/command-error';
import { readInputFile } from '../../lib/cli/input-file';
import { makeSilentPipe } from './silent-pipe';

const failure = (code: string) => new CommandError('unreadable', `It cannot be read: ${code}.`);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-read-'));
  path = join(folder, 'file');
});

afterEach(() => rm(folder, { recursive: true }));

describe('readInputFile', () => {
  it('reads the bytes of a file, and leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    await writeFile(path, Buffer.from([0, 255]));
    expect(await readInputFile(path, signal, failure)).toEqual(Buffer.from([0, 255]));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it("throws the caller's error, made from Node's code", async () => {
    await expect(readInputFile(path, new AbortController().signal, failure)).rejects.toThrow(
      new CommandError('unreadable', 'It cannot be read: ENOENT.'),
    );
  });

  it('throws the reason of the signal, before it reads and while a pipe is silent', async () => {
    const aborted = AbortSignal.abort(new Error('before'));
    await expect(readInputFile(path, aborted, failure)).rejects.toThrow('before');
    const aborter = new AbortController();
    const release = makeSilentPipe(path);
    try {
      const reading = readInputFile(path, aborter.signal, failure);
      aborter.abort(new Error('meanwhile'));
      await expect(reading).rejects.toThrow('meanwhile');
    } finally {
      await release();
    }
  });
});
