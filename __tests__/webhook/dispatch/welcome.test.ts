import { ViberWelcomeError } from '../../../lib/errors';
import type { OutgoingMessage } from '../../../lib/index';
import { Welcome } from '../../../lib/webhook/dispatch/welcome';
import { gate } from '../../fixtures/gate';

const HELLO: OutgoingMessage = { type: 'text', text: 'Hello' };

function start() {
  const reported: ViberWelcomeError[] = [];
  const settings = { sender: undefined, messageChecks: 'errors' as const };
  return { reported, welcome: new Welcome(settings, (error) => reported.push(error)) };
}

describe('Welcome', () => {
  it('puts the message into the acknowledgement', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => HELLO);
    expect(welcome.take()).toEqual({ welcome: '{"type":"text","text":"Hello"}' });
    expect(reported).toEqual([]);
  });

  it('acknowledges with nothing if the handler returns nothing', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => undefined);
    expect(welcome.take()).toEqual({});
    expect(reported).toEqual([]);
  });

  it('reports a late message, and leaves it out also when it is ready in the end', async () => {
    const late = gate();
    const { welcome, reported } = start();
    const prepared = welcome.prepare(() => late.opened.then(() => HELLO));
    const acknowledgement = welcome.take();
    expect(reported).toMatchObject([{ code: 'welcome_late' }]);
    late.open();
    await prepared;
    expect(acknowledgement).toEqual({});
  });

  it('reports a message that Viber would not show, which is no reason for a redelivery', async () => {
    const { welcome, reported } = start();
    await welcome.prepare(() => ({ type: 'text' }) as unknown as OutgoingMessage);
    expect(welcome.take()).toEqual({});
    expect(reported).toEqual([expect.any(ViberWelcomeError)]);
    expect(reported).toMatchObject([{ code: 'welcome_invalid' }]);
  });

  it('rejects if the handler fails', async () => {
    const { welcome, reported } = start();
    await expect(welcome.prepare(() => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    expect(reported).toEqual([]);
  });
});
