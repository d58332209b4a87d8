import { Bot } from 'viber-bot';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { examine, failure, idsOf, warning } from './fixture';

afterEach(closeServers);

describe("doctor, run against viber-bot, Viber's own client for Node", () => {
  it('finds its known defects, and nothing else', async () => {
    const bot = new Bot({ authToken: AUTH_TOKEN, name: 'Old bot', avatar: 'https://example.com/bot.jpg' });
    const results = await examine(await serve(bot.middleware()), { timeoutMs: 400 });
    expect(idsOf(results, 'fail')).toEqual([
      'signature-header',
      'tampered-body',
      'tampered-header',
      'tampered-query',
      'unsigned',
      'large-body',
    ]);
    expect(results).toMatchObject({
      get: warning(/HTTP 500/, /fails for requests other than POST/),
      'signature-header': failure(/no response/, /from the X-Viber-Content-Signature header/),
      'tampered-body': failure(/no response within 400 ms/, /leaves forged callbacks open.* 401 at once/),
      unsigned: failure(/no response/, /leaves forged callbacks open.* 401 at once/),
      'large-body': failure(/HTTP 413/, /body limit to 256 KB/),
    });
    expect(idsOf(results, 'pass')).toEqual([
      'connection',
      'check-call',
      'signature-query',
      'redelivery',
      'unknown-event',
      'text-encoding',
      'compression',
    ]);
  });
});
