import { getEventListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWhole } from '../../lib/cli/read-whole';
import { makeSilentPipe } from './silent-pipe';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-read-'));
  path = join(folder, 'file');
});

afterEach(() => rm(folder, { recursive: true }));

describe('readWhole', () => {
  it('gives the bytes of a file, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    await writeFile(path, Buffer.from([0, 255]));
    expect(await readWhole(path, signal)).toEqual(Buffer.from([0, 255]));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('throws what Node fails with', async () => {
    await expect(readWhole(path, new AbortController().signal)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('throws the reason of the signal, before it reads and while a pipe is silent', async () => {
    await expect(readWhole(path, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    const aborter = new AbortController();
    const release = makeSilentPipe(path);
    try {
      const reading = readWhole(path, aborter.signal);
      aborter.abort(new Error('meanwhile'));
      await expect(reading).rejects.toThrow('meanwhile');
    } finally {
      await release();
    }
  });
});
