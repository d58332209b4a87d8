import { orderedProcessor } from '../../lib/index';
import { codeBlocks, load, readPage, typeErrors, useDocumentedCode, wholeModule } from './documented-code';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/more-than-one-machine.md');
const blocks = codeBlocks(page);

describe('docs/more-than-one-machine.md', () => {
  useDocumentedCode();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(4);
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it.each(blocks)('has blocks that run: %#', async (code) => {
    const { run } = load(wholeModule(code), 'http://127.0.0.1');
    await run?.();
    expect(run).toBeDefined();
  });

  it('states the delays before the retries of an ordered worker', async () => {
    const waited: number[] = [];
    const queue = { rateLimit: (ms: number) => Promise.resolve(waited.push(ms / 1000)) };
    const fail = () => Promise.reject(new Error('no database'));
    const run = orderedProcessor(fail, { queue, RateLimitError: Error });
    const data = { account: 'default', receivedAt: new Date().toISOString(), body: '{}' };
    for (let attemptsStarted = 1; attemptsStarted <= 11; attemptsStarted += 1) {
      await expect(run({ data, attemptsStarted })).rejects.toThrow();
    }
    expect(waited).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(page.replace(/\s+/g, ' ')).toContain('after 1, 2, 4, 8, 16, 32 and four times 60 seconds');
  });
});
