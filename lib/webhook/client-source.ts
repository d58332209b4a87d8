import { ViberClient } from '../client/viber-client';
import type { WebhookSettings } from './options';

/**
 * The client of the one bot of a webhook, or that of the token where it serves many.
 *
 * @throws `TypeError` if it serves many and there is no token
 */
export type ClientSource = (authToken: string | undefined) => ViberClient;

/** Makes the clients that a webhook replies and registers with. */
export function clientSource(settings: WebhookSettings): ClientSource {
  const { apiUrl, sender, allowUnknownFields } = settings;
  const clientWith = (authToken: string) =>
    new ViberClient({ authToken, apiUrl, allowUnknownFields, ...(sender !== undefined && { sender }) });
  const ownClient = settings.authToken === undefined ? undefined : clientWith(settings.authToken);
  return (authToken) => {
    if (ownClient !== undefined) return ownClient;
    if (authToken !== undefined) return clientWith(authToken);
    throw new TypeError(
      'This webhook serves many bots, so it has no client of its own. Use new ViberClient({ authToken }) with the token ' +
        'of one, and in a worker viber.process(job, { authToken }).',
    );
  };
}
