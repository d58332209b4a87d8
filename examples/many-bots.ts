/**
 * Several bots in one process, each with its own path: /bots/tea, /bots/cake.
 *
 * VIBER_BOTS   {"tea":{"name":"Tea house","authToken":"…"},"cake":{"name":"Bakery","authToken":"…"}}
 * PUBLIC_URL   where Viber reaches this process, such as https://bots.example.com; without it, nothing is registered
 */
import express from 'express';
import { ViberClient, ViberWebhook } from 'express-viber';

interface Bot {
  name: string;
  authToken: string;
}

const { PORT = '3000', PUBLIC_URL, VIBER_API_URL: apiUrl, VIBER_BOTS = '{}' } = process.env;
const bots = new Map(Object.entries(JSON.parse(VIBER_BOTS) as Record<string, Bot>));

const viber = new ViberWebhook({
  apiUrl,
  // May be async, for a database. The account becomes `context.account`; for `undefined`, the response is 404.
  authToken: ({ params: { bot: account } }: express.Request<{ bot: string }>) => {
    const bot = bots.get(account);
    return bot && { account, authToken: bot.authToken };
  },
});

/** A text from one of the bots. The `sender` option of a webhook would be the same for all of them. */
function textFrom(account: string, text: string) {
  return { type: 'text', text, sender: { name: bots.get(account)?.name ?? account } } as const;
}

viber.welcome(({ user }, { account }) => textFrom(account, `Hello ${user.name ?? 'there'}!`));
viber.on('unmatched_text', ({ message }, { account, reply }) => reply(textFrom(account, message.text)));
viber.onText('/subscribers', async (_, { account, client, reply }) => {
  const { subscribers_count = 0 } = await client.getAccountInfo(); // the client of the bot that was asked
  return reply(textFrom(account, `Subscribers: ${String(subscribers_count)}`));
});

/** Outside of a listener, a bot needs a client of its own. */
async function register(account: string, authToken: string): Promise<void> {
  const url = `${String(PUBLIC_URL)}/bots/${account}`;
  const eventTypes = ['conversation_started'] as const;
  await new ViberClient({ authToken, apiUrl }).setWebhook({ url, eventTypes, sendName: true });
  console.log(`Registered ${url}`);
}

const app = express().use('/bots/:bot', viber.middleware());
app.listen(Number(PORT)).on('listening', () => {
  console.log(`The webhooks listen on http://localhost:${PORT}/bots/…`);
  if (PUBLIC_URL === undefined) return;
  for (const [account, { authToken }] of bots) register(account, authToken).catch(console.error);
});
