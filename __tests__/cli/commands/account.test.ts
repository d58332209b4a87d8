import { createViberEmulator } from '../../../lib/emulator/index';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { closeServers } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

const environment = { VIBER_AUTH_TOKEN: 'a-token' };

afterEach(closeServers);

describe('express-viber account', () => {
  it("prints the emulator's account", async () => {
    const emulator = createViberEmulator({ authToken: 'a-token', bot: { name: 'Echo' } });
    await emulator.listen();
    const { code, stdout, stderr } = await runInProcess(
      ['account', '--api-url', emulator.apiUrl],
      environment,
    );
    await emulator.close();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/Name +│ Echo/);
    expect(stdout).toMatch(/Webhook +│ none/);
  });

  it("prints Viber's own response as JSON", async () => {
    const account = { status: 0, name: 'Mal\u001b[2Jlory', members: [], extra: 5741311803571721 };
    const api = (await FakeViberApi.start()).reply({ json: account });
    const args = ['account', '--json', '--api-url', api.url];
    const { code, stdout, stderr } = await runInProcess(args, environment);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ ok: true, account });
    expect(stdout).not.toContain('\u001b');
    expect(api.calls[0]).toMatchObject({ path: '/pa/get_account_info', body: {} });
  });
});
