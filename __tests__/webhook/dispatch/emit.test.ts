import { once } from 'node:events';
import type { ViberError } from '../../../lib/index';
import { PermanentError, ViberListenerError } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { nextWarning } from '../next-warning';
import { startApp } from '../webhook-app';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeServers();
});

describe('a failure after the acknowledgement', () => {
  it('is emitted as error, and a redelivery runs the listener again', async () => {
    const { viber, url, failures } = await startApp({ ackTimeoutMs: 30 });
    const late = gate();
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      return calls === 1 ? late.opened : undefined;
    });
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    const cause = new Error('too late');
    late.fail(cause);
    const [error] = await reported;
    expect(error).toBeInstanceOf(ViberListenerError);
    expect(error).toMatchObject({ code: 'listener_failed', acknowledged: true, errors: [cause] });
    expect(failures).toEqual([]);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(calls).toBe(2);
  });

  it('becomes a process warning without the cause if there is no error listener', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const late = gate();
    viber.on('message', () => late.opened);
    await postSigned(url, textBody('hi'));
    const warned = nextWarning();
    late.fail(new Error('a user’s private words'));
    const [message, options] = await warned;
    expect(message).toMatch(/^A .* of "message" failed .* Listen to the "error" event/);
    expect(options).toEqual({
      type: 'ViberWarning',
      code: 'VIBER_LISTENER_FAILED',
      detail: expect.stringMatching(
        /account: 'default'.*event: 'message'.*messageToken: '\d+'.*kind: 'late'/s,
      ) as string,
    });
    expect(message).not.toContain('private');
  });

  it("becomes a process warning in Jest too, whose errors are not Node's", async () => {
    const { viber, url, failures } = await startApp();
    viber.on('message', () => Promise.reject(new PermanentError('for good')));
    const emitWarning = jest.spyOn(process, 'emitWarning'); // calls the real one
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(emitWarning).toHaveReturnedTimes(1);
    expect(failures).toEqual([]);
  });

  it('becomes a process warning if the error listener itself fails', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const late = gate();
    viber.on('message', () => late.opened);
    viber.on('error', () => {
      throw new Error('the logger is down');
    });
    await postSigned(url, textBody('hi'));
    const warned = nextWarning();
    late.fail(new Error('late'));
    const [message, options] = await warned;
    expect(options).toMatchObject({ code: 'VIBER_LISTENER_FAILED' });
    expect(message).toMatch(/"error".*Catch the error inside the listener: nothing else can report it\.$/);
  });
});

describe('a failing listener for rejected or duplicate', () => {
  it('is reported and does not change the response', async () => {
    const { viber, url } = await startApp();
    const reported: unknown[] = [];
    viber.on('error', (error) => reported.push(error));
    const cause = new Error('metrics are down');
    viber.on('rejected', () => {
      throw cause;
    });
    viber.on('duplicate', () => Promise.reject(cause));
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    const message = expect.stringContaining('does not affect the response') as string;
    const [ofRejected, ofDuplicate] = reported as ViberListenerError[];
    expect(ofRejected).toMatchObject({ message, event: 'rejected', errors: [cause] });
    expect([ofRejected?.account, ofRejected?.messageToken]).toEqual([undefined, undefined]);
    expect(ofDuplicate).toMatchObject({
      message,
      event: 'duplicate',
      errors: [cause],
      account: 'default',
      messageToken: '5306661646841952248',
    });
  });

  it('is reported with the bot of a rejected request', async () => {
    const authToken = () => ({ account: 'shop', authToken: AUTH_TOKEN });
    const { viber, url } = await startApp({ authToken });
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.on('rejected', () => {
      throw new Error('metrics are down');
    });
    expect((await postSigned(url, '{')).status).toBe(400);
    expect((await reported)[0]).toMatchObject({ event: 'rejected', account: 'shop' });
  });

  it('is reported without a token if the duplicate has none', async () => {
    const { viber, url } = await startApp();
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    viber.on('duplicate', () => Promise.reject(new Error('metrics are down')));
    for (let delivery = 1; delivery <= 2; delivery += 1) await postSigned(url, '{"message_token":true}');
    const [error] = await reported;
    expect(error).toMatchObject({ event: 'duplicate', account: 'default' });
    expect(error.messageToken).toBeUndefined();
  });
});
