import express from 'express';
import type { ViberEmulator } from '../../lib/emulator';
import type { SetWebhookOptions, ViberWebhookOptions } from '../../lib/index';
import { ViberWebhook } from '../../lib/index';
import { serve } from '../fixtures/servers';

/** The token of the bot, and of the emulator it is started for. */
export const AUTH_TOKEN = 'emulated-token';

/** A bot of this package on a real server, registered with the emulator. Closed by `closeServers`. */
export async function startBot(
  emulator: ViberEmulator,
  options: Partial<ViberWebhookOptions & SetWebhookOptions> & {
    prepare?: (viber: ViberWebhook) => void;
  } = {},
) {
  const { prepare, eventTypes, sendName, sendPhoto, ...webhookOptions } = options;
  const viber = new ViberWebhook({
    authToken: AUTH_TOKEN,
    apiUrl: emulator.apiUrl,
    sender: { name: 'Bot' },
    ...webhookOptions,
  });
  prepare?.(viber);
  const url = `${await serve(express().use('/viber', viber.middleware()))}/viber`;
  await viber.setWebhook({
    url,
    ...(eventTypes !== undefined && { eventTypes }),
    ...(sendName !== undefined && { sendName }),
    ...(sendPhoto !== undefined && { sendPhoto }),
  });
  return { viber, url };
}
