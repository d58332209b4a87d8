import type { RequestListener } from 'node:http';
import { ViberClient, ViberWebhook } from '../../../lib/index';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { examine, failure, idsOf, resultsFor, warning } from './fixture';

afterEach(closeServers);

async function startBot(): Promise<string> {
  const listener: RequestListener = new ViberWebhook({ authToken: AUTH_TOKEN }).middleware();
  return `${await serve(listener)}/viber`;
}

/** The results for a correct bot, while Viber describes it in this way. */
async function compare(describe: (url: string) => object, wantedEvents?: readonly string[]) {
  const [url, api] = [await startBot(), await FakeViberApi.start()];
  api.reply({ json: describe(url) });
  const client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url });
  return examine(url, { registration: { client, wantedEvents } });
}

/** A description of the bot, as get_account_info has it. */
const described = (webhook: string, event_types: unknown) => ({
  status: 0,
  id: 'pa:1',
  webhook,
  event_types,
});

const ALL = ['delivered', 'seen', 'failed', 'conversation_started', 'webhook', 'message', 'client_status'];

describe('the comparison with what Viber has registered', () => {
  it('passes for the same URL with conversation_started', async () => {
    const results = await compare((url) => described(url, ALL));
    expect([...idsOf(results, 'fail'), ...idsOf(results, 'warning')]).toEqual([]);
    expect(results.account.outcome).toBe('pass');
    expect(results['registered-url']).toMatchObject({ outcome: 'pass', detail: 'Viber calls this URL' });
    expect(results['registered-events'].detail).toBe(`Viber sends ${ALL.join(', ')}`);
  });

  it('fails for another URL, without the secrets in it, and if none is registered', async () => {
    const other = await compare(() => described('https://me:SECRET@bot.example.org/old?sig=SECRET', ALL));
    expect(other['registered-url']).toEqual(
      failure(
        /^Viber calls https:\/\/bot\.example\.org\/old$/,
        /set-webhook http:\/\/127\.0\.0\.1:\d+\/viber/,
      ),
    );
    const slash = await compare((url) => described(`${url}/`, ALL));
    expect(slash['registered-url'].outcome).toBe('fail');
    for (const account of [described('', []), { status: 0, id: 'pa:1' }]) {
      const none = await compare(() => account);
      expect(none['registered-url']).toEqual(
        failure(/no webhook/, /Viber calls nothing\. Register it: express-/),
      );
      expect(none['registered-events'].outcome).toBe('skipped');
    }
  });

  it('warns of a missing conversation_started unless the events are named', async () => {
    const results = await compare((url) => described(url, ['message', 'delivered']));
    expect(results['registered-events']).toEqual(
      warning(/^Viber sends message, delivered$/, /welcome message would never be asked for/),
    );
    const named = await compare((url) => described(url, ['message', 'delivered']), ['delivered']);
    expect(named['registered-events'].outcome).toBe('pass');
  });

  it('fails for wanted events that are missing, and warns of others', async () => {
    const missing = await compare(
      (url) => described(url, ['seen']),
      ['conversation_started', 'message', 'seen'],
    );
    expect(missing['registered-events']).toEqual(
      failure(/^Viber sends seen$/, /conversation_started is missing.* replaces the previous one/),
    );
    const more = await compare((url) => described(url, ALL), ['seen', 'failed']);
    expect(more['registered-events']).toEqual(
      warning(/^Viber sends/, /More events .* than wanted: delivered, conversation_started\./),
    );
    const none = await compare((url) => described(url, []), []);
    expect(none['registered-events'].outcome).toBe('pass');
  });

  it('compares no events where Viber lists none', async () => {
    const results = await compare((url) => described(url, undefined));
    expect(results['registered-events']).toMatchObject({
      outcome: 'skipped',
      detail: 'Viber listed no events',
    });
  });

  it('says first that Viber does not know the token, and tests the webhook nevertheless', async () => {
    const results = await compare(() => ({ status: 2, status_message: 'invalidAuthToken' }));
    expect(results.account).toEqual(
      failure(/^status 2 \(invalidAuthToken\) from Viber's API$/, /does not know the token .* admin panel/),
    );
    expect(idsOf(results, 'fail')).toEqual(['account']);
    expect(results['check-call'].outcome).toBe('pass');
    expect(results['registered-url'].outcome).toBe('skipped');
    const suspended = await compare(() => ({ status: 9, status_message: 'suspended' }));
    expect(suspended.account).toEqual(failure(/status 9/, /refuses to describe the bot/));
  });

  it('says that the API cannot be reached, and stops when aborted', async () => {
    const url = await startBot();
    const registration = { client: { getAccountInfo: () => Promise.reject(new Error('no route')) } };
    const results = await examine(url, { registration });
    expect(results.account).toEqual(failure(/^no route$/, /could not be reached .* leave out --registered/));
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(resultsFor(url, { registration, signal })).rejects.toThrow('enough');
  });
});
