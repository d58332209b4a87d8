/**
 * Registers the webhook of a running bot with the events it needs:
 *
 *   VIBER_AUTH_TOKEN=… npx tsx examples/register.ts https://bot.example.com/viber delivered seen
 *
 * Without events, only the mandatory ones arrive: message, subscribed, unsubscribed. Without a URL, the webhook is removed.
 */
import type { EventType } from 'express-viber';
import { ViberClient } from 'express-viber';

async function main(): Promise<void> {
  const [url, ...eventTypes] = process.argv.slice(2);
  const { VIBER_AUTH_TOKEN, VIBER_API_URL } = process.env;
  const client = new ViberClient({ authToken: VIBER_AUTH_TOKEN, apiUrl: VIBER_API_URL });
  if (url === undefined) {
    await client.removeWebhook();
    console.log('The webhook is removed.');
    return;
  }
  // An unknown event is an error that suggests the nearest known one.
  const { event_types = [] } = await client.setWebhook({
    url,
    eventTypes: eventTypes as EventType[],
    sendName: true,
    sendPhoto: true,
  });
  console.log(`Registered ${url} for ${event_types.join(', ')}`);
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
