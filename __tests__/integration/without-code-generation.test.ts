import { join } from 'node:path';
import { endProcesses, startProcess } from '../fixtures/processes';

afterEach(endProcesses);

describe('a process that must not compile code from strings', () => {
  it('receives a callback and checks a message, without ajv', async () => {
    const file = join(__dirname, 'without-code-generation.ts');
    const { ended } = startProcess(file, [], { NODE_OPTIONS: '--disallow-code-generation-from-strings' });
    const { stdout, stderr } = await ended();

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      canCompile: false,
      status: 200,
      received: 1,
      rules: ['required-field'],
      ofAjv: [],
    });
  });
});
