import { ViberClient } from '../client/viber-client';
import type { WebhookSettings } from './options';

/**
 * Returns the client that sends replies and registers the webhook: always the same one if the webhook serves one bot,
 * otherwise a client for the given token.
 *
 * @throws `TypeError` if the webhook serves many bots and no token is given
 */
export type ClientSource = (authToken: string | undefined) => ViberClient;

/** Creates the client source of a webhook. */
export function clientSource(settings: WebhookSettings): ClientSource {
  const { apiUrl, sender, messageChecks } = settings;
  const clientWith = (authToken: string) =>
    new ViberClient({ authToken, apiUrl, messageChecks, ...(sender !== undefined && { sender }) });
  const ownClient = settings.authToken === undefined ? undefined : clientWith(settings.authToken);
  return (authToken) => {
    if (ownClient !== undefined) return ownClient;
    if (authToken !== undefined) return clientWith(authToken);
    throw new TypeError(
      'This webhook serves many bots, so it has no client. Create one for a bot: new ViberClient({ authToken }). ' +
        'In a worker, call viber.process(job, { authToken }).',
    );
  };
}
