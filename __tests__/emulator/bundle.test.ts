import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(60_000); // a bundler and a process

const PROGRAM = `
  import { createViberEmulator } from ${JSON.stringify(join(__dirname, '../../lib/emulator/index.ts'))};
  const emulator = createViberEmulator({ authToken: 'token' });
  emulator.listen().then(async (url) => {
    const page = await fetch(url);
    const api = await fetch(emulator.apiUrl + '/get_account_info', {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': 'token' },
      body: '{}',
    });
    console.log(JSON.stringify({ page: [page.status, await page.text()], api: await api.json() }));
    await emulator.close();
  });
`;
/** What a bundle of CommonJS as ECMAScript modules needs. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'express-viber-bundle-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a bundled emulator', () => {
  it.each([
    ['cjs', ''],
    ['esm', REQUIRE],
  ] as const)('serves the API, and says why it has no page, as %s', async (format, banner) => {
    const outfile = join(folder, format === 'cjs' ? 'bot.cjs' : 'bot.mjs');
    await writeFile(join(folder, 'bot.ts'), PROGRAM);
    await build({
      entryPoints: [join(folder, 'bot.ts')],
      bundle: true,
      platform: 'node',
      format,
      banner: { js: banner },
      outfile,
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { timeout: 30_000 });
    expect(JSON.parse(stdout)).toEqual({
      page: [500, expect.stringMatching(/files of its page are missing.*--external:express-viber$/)],
      api: expect.objectContaining({ status: 0 }) as unknown,
    });
  });
});
