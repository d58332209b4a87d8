import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadEmulator } from '../load-emulator';
import { createDemoBot } from './demo-bot';

/** Options of {@link startDemo}. */
export interface DemoOptions {
  /** Port of the page; 0 for any free one. */
  port: number;
  /** Called with a line for each receipt and each error of the bot. */
  log: (line: string) => void;
}

/** A running demo. */
export interface Demo {
  /** URL of the page. */
  page: string;
  /** Base URL of the emulator's API. */
  apiUrl: string;
  close: () => Promise<void>;
}

/** The token of the bot and of its emulator. No other bot has it, so it is no secret. */
const AUTH_TOKEN = 'demo-token';

/**
 * Starts an emulator and a bot that is registered with it, and opens the chat of one user.
 *
 * @throws {@link CommandError} if Express is missing, Node's error if the port is in use
 */
export async function startDemo({ port, log }: DemoOptions): Promise<Demo> {
  const { createViberEmulator } = loadEmulator();
  const emulator = createViberEmulator({ authToken: AUTH_TOKEN });
  const page = await emulator.listen({ port });
  const { apiUrl } = emulator;
  const viber = createDemoBot({ authToken: AUTH_TOKEN, apiUrl, page, log });
  const server = createServer(viber.middleware()).listen(0, '127.0.0.1');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await emulator.close();
  };
  try {
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/viber`;
    await viber.setWebhook({ url, sendName: true, sendPhoto: true });
    await emulator.addUser({ name: 'You' }).openChat();
  } catch (error) {
    await close();
    throw error;
  }
  return { page, apiUrl, close };
}
