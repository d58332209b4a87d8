import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAuthToken, readAuthToken } from '../../lib/cli/auth-token';
import type { CommandError } from '../../lib/cli/command-error';
import { makeSilentPipe } from './silent-pipe';

const TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3';

const { signal } = new AbortController();
let folder: string;
let tokenFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-token-'));
  tokenFile = join(folder, 'token');
  delete process.env['VIBER_AUTH_TOKEN'];
});

afterEach(async () => {
  delete process.env['VIBER_AUTH_TOKEN'];
  await rm(folder, { recursive: true });
});

async function errorOf(options: { tokenFile?: string }): Promise<CommandError> {
  return readAuthToken(options, signal).then(
    () => {
      throw new Error('It was taken as a token.');
    },
    (error: unknown) => error as CommandError,
  );
}

describe('readAuthToken', () => {
  it.each([
    ['alone', TOKEN],
    ['with a line break after it', `${TOKEN}\n`],
    ['with a line break of Windows after it', `${TOKEN}\r\n`],
    ['after the mark that Windows editors write', `\uFEFF${TOKEN}\r\n`],
  ])('takes the token of a file that holds it %s', async (_, text) => {
    await writeFile(tokenFile, text);
    await expect(readAuthToken({ tokenFile }, signal)).resolves.toBe(TOKEN);
  });

  it('takes the token of the environment, unless a file is named', async () => {
    process.env['VIBER_AUTH_TOKEN'] = 'of-the-environment';
    await expect(readAuthToken({}, signal)).resolves.toBe('of-the-environment');
    await writeFile(tokenFile, 'of-the-file');
    await expect(readAuthToken({ tokenFile }, signal)).resolves.toBe('of-the-file');
  });

  it.each([
    ['a line before it', `\n${TOKEN}`, /more than one line/],
    ['two line breaks after it', `${TOKEN}\n\n`, /more than one line/],
    ['a second token', `${TOKEN}\n${TOKEN}\n`, /more than one line/],
    ['quotation marks', `"${TOKEN}"\n`, /quotation mark/],
    ['a name', `VIBER_AUTH_TOKEN=${TOKEN}\n`, /NAME=value/],
    ['a name and quotation marks', `export VIBER_AUTH_TOKEN='${TOKEN}'`, /NAME=value/],
    ['white space after it', `${TOKEN} \n`, /white space/],
    ['nothing', '', /is empty/],
    ['a line break alone', '\n', /is empty/],
    ['two bytes a character', Buffer.from(TOKEN, 'utf16le'), /plain text/],
  ])('refuses a file with %s, and does not repeat what it holds', async (_, text, problem) => {
    await writeFile(tokenFile, text);
    const error = await errorOf({ tokenFile });
    expect(error).toMatchObject({ code: 'invalid_auth_token' });
    expect(error.message).toMatch(problem);
    expect(`${error.message} ${String(error.hint)}`).not.toContain('44dafb7e');
  });

  it('refuses the same in the environment', async () => {
    process.env['VIBER_AUTH_TOKEN'] = `"${TOKEN}"`;
    expect((await errorOf({})).message).toBe(
      'VIBER_AUTH_TOKEN holds a quotation mark, which is no part of the token.',
    );
  });

  it('says why a file cannot be read, without its name, which may be the token itself', async () => {
    const error = await errorOf({ tokenFile: TOKEN });
    expect(error).toMatchObject({
      code: 'unreadable_token_file',
      message: 'The token file cannot be read: ENOENT.',
    });
    expect(JSON.stringify(error)).not.toContain('44dafb7e');
    expect((await errorOf({ tokenFile: folder })).message).toContain('EISDIR');
  });

  it('says how to set a token that is missing', async () => {
    const error = await errorOf({});
    expect(error).toMatchObject({ code: 'missing_auth_token' });
    expect(error.hint).toMatch(/VIBER_AUTH_TOKEN.*--token-file <path>/);
    process.env['VIBER_AUTH_TOKEN'] = '';
    expect(await errorOf({})).toMatchObject({ code: 'missing_auth_token' });
  });
});

describe('a token file that is a silent pipe', () => {
  it('is given up at once when the command is', async () => {
    const aborter = new AbortController();
    const release = makeSilentPipe(tokenFile);
    try {
      const reading = readAuthToken({ tokenFile }, aborter.signal);
      aborter.abort(new Error('stopped'));
      await expect(reading).rejects.toThrow('stopped');
    } finally {
      await release();
    }
  });
});

describe('findAuthToken', () => {
  it('finds none where none is set, but refuses what is no token', async () => {
    await expect(findAuthToken({}, signal)).resolves.toBeUndefined();
    process.env['VIBER_AUTH_TOKEN'] = 'a b';
    await expect(findAuthToken({}, signal)).rejects.toThrow('white space');
  });
});
