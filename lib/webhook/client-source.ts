import { ViberClient } from '../client/viber-client';
import type { WebhookSettings } from './options';

/**
 * Returns the client to reply and register with: that of the webhook's one bot, or that of a token where it serves many.
 *
 * @throws `TypeError` if it serves many bots and there is no token
 */
export type ClientSource = (authToken: string | undefined) => ViberClient;

/** Makes the clients of a webhook. */
export function clientSource(settings: WebhookSettings): ClientSource {
  const { apiUrl, sender, messageChecks } = settings;
  const clientWith = (authToken: string) =>
    new ViberClient({ authToken, apiUrl, messageChecks, ...(sender !== undefined && { sender }) });
  const ownClient = settings.authToken === undefined ? undefined : clientWith(settings.authToken);
  return (authToken) => {
    if (ownClient !== undefined) return ownClient;
    if (authToken !== undefined) return clientWith(authToken);
    throw new TypeError(
      'This webhook serves many bots, so it has no client of its own. Use new ViberClient({ authToken }) with the token of one of them; ' +
        'in a worker call viber.process(job, { authToken }).',
    );
  };
}
