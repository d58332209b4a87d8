import { ViberClient } from '../client/viber-client';
import { FairCache } from '../shared/fair-cache';
import type { WebhookSettings } from './options';

/**
 * Returns the client that sends replies and registers the webhook: always the same one if the webhook serves one bot,
 * otherwise the one for the given token.
 *
 * @throws `TypeError` if the webhook serves many bots and no token is given
 */
export type ClientSource = (authToken: string | undefined) => ViberClient;

/**
 * How many clients are kept. They do not expire: Viber limits the broadcasts of a bot together, so as long as a bot is in use,
 * its callbacks have to share one client.
 */
const KEPT_CLIENTS = { maxWeight: 10_000, ttlMs: Infinity };

/** Creates the client source of a webhook. */
export function clientSource(settings: WebhookSettings): ClientSource {
  const { apiUrl, sender, messageChecks } = settings;
  const clientWith = (authToken: string) =>
    new ViberClient({ authToken, apiUrl, messageChecks, ...(sender !== undefined && { sender }) });
  const ownClient = settings.authToken === undefined ? undefined : clientWith(settings.authToken);
  const kept = new FairCache<ViberClient>(KEPT_CLIENTS);
  return (authToken) => {
    if (ownClient !== undefined) return ownClient;
    if (authToken === undefined) {
      throw new TypeError(
        'This webhook serves many bots, so it has no client of its own. In a listener, use context.client; elsewhere, create ' +
          'one for a bot: new ViberClient({ authToken }). In a worker, call viber.process(job, { authToken }).',
      );
    }
    const found = kept.get(authToken);
    if (found !== undefined) return found;
    const client = clientWith(authToken);
    kept.set(authToken, client, authToken);
    return client;
  };
}
