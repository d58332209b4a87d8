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
      throw new Error('The token was accepted.');
    },
    (error: unknown) => error as CommandError,
  );
}

describe('readAuthToken', () => {
  it.each([
    ['only', TOKEN],
    ['and a line break', `${TOKEN}\n`],
    ['and a Windows line break', `${TOKEN}\r\n`],
    ['after a byte order mark', `\uFEFF${TOKEN}\r\n`],
  ])('reads the token from a file that contains it %s', async (_, text) => {
    await writeFile(tokenFile, text);
    await expect(readAuthToken({ tokenFile }, signal)).resolves.toBe(TOKEN);
  });

  it('reads the token from the environment, unless a file is named', async () => {
    process.env['VIBER_AUTH_TOKEN'] = 'of-the-environment';
    await expect(readAuthToken({}, signal)).resolves.toBe('of-the-environment');
    await writeFile(tokenFile, 'of-the-file');
    await expect(readAuthToken({ tokenFile }, signal)).resolves.toBe('of-the-file');
  });

  it.each([
    ['a line before the token', `\n${TOKEN}`, /more than one line/],
    ['two line breaks after the token', `${TOKEN}\n\n`, /more than one line/],
    ['a second token', `${TOKEN}\n${TOKEN}\n`, /more than one line/],
    ['quotation marks', `"${TOKEN}"\n`, /quotation mark/],
    ['a variable name', `VIBER_AUTH_TOKEN=${TOKEN}\n`, /NAME=value/],
    ['a variable name and quotation marks', `export VIBER_AUTH_TOKEN='${TOKEN}'`, /NAME=value/],
    ['white space after the token', `${TOKEN} \n`, /white space/],
    ['nothing', '', /is empty/],
    ['only a line break', '\n', /is empty/],
    ['two bytes per character', Buffer.from(TOKEN, 'utf16le'), /plain text/],
  ])('rejects a file with %s, without quoting it', async (_, text, problem) => {
    await writeFile(tokenFile, text);
    const error = await errorOf({ tokenFile });
    expect(error).toMatchObject({ code: 'invalid_auth_token' });
    expect(error.message).toMatch(problem);
    expect(`${error.message} ${String(error.hint)}`).not.toContain('44dafb7e');
  });

  it('rejects the same in the environment', async () => {
    process.env['VIBER_AUTH_TOKEN'] = `"${TOKEN}"`;
    expect((await errorOf({})).message).toBe(
      'VIBER_AUTH_TOKEN contains a quotation mark, which is not part of the token.',
    );
  });

  it('says why a file cannot be read, without its name, which may be the token', async () => {
    const error = await errorOf({ tokenFile: TOKEN });
    expect(error).toMatchObject({
      code: 'unreadable_token_file',
      message: 'The token file cannot be read: ENOENT.',
    });
    expect(JSON.stringify(error)).not.toContain('44dafb7e');
    expect((await errorOf({ tokenFile: folder })).message).toContain('EISDIR');
  });

  it('says how to set a missing token, and where to find one', async () => {
    const error = await errorOf({});
    expect(error).toMatchObject({ code: 'missing_auth_token' });
    expect(error.hint).toMatch(
      /VIBER_AUTH_TOKEN.*--token-file <path>.*admin panel.*docs\/getting-started\.md#token.*emulator, any text/,
    );
    process.env['VIBER_AUTH_TOKEN'] = '';
    expect(await errorOf({})).toMatchObject({ code: 'missing_auth_token' });
  });
});

describe('a token file that is a silent pipe', () => {
  it('is abandoned at once when the command is aborted', async () => {
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
  it('finds no token if none is set, but rejects an invalid one', async () => {
    await expect(findAuthToken({}, signal)).resolves.toBeUndefined();
    process.env['VIBER_AUTH_TOKEN'] = 'a b';
    await expect(findAuthToken({}, signal)).rejects.toThrow('white space');
  });
});
