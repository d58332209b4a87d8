import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { closeServers } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

afterEach(closeServers);

describe('express-viber remove-webhook', () => {
  it('sends an empty URL, and says what that means', async () => {
    const api = await FakeViberApi.start();
    const args = ['remove-webhook', '--api-url', api.url];
    const environment = { VIBER_AUTH_TOKEN: 'a-token' };
    const { code, stdout } = await runInProcess(args, environment);
    expect(code).toBe(0);
    expect(stdout).toBe('Removed. Users cannot write to the bot until a webhook is set again.\n');
    expect((await runInProcess([...args, '--json'], environment)).stdout).toBe('{"ok":true}\n');
    expect(api.bodies).toEqual([{ url: '' }, { url: '' }]);
  });
});
