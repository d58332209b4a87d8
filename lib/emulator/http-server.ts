import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rejectUnknownOptions } from '../shared/nearest-name';
import { apiRouter } from './api/api-router';
import { BotApi } from './api/bot-api';
import { controlRouter } from './control-router';
import type { EmulatorState } from './emulator-state';
import { hostInUrl, ownHostsOnly } from './own-hosts-only';
import type { ChatActions } from './chat/chat-actions';
import type { Registrar } from './api/registrar';

/** Where to listen. */
export interface ListenOptions {
  /** @default a free one */
  port?: number;
  /** Address to listen on; anything but loopback lets others drive the emulator. @default '127.0.0.1' */
  host?: string;
  /** Names under which it may be called, besides `localhost` and `host`. @default none */
  allowedHosts?: readonly string[];
}

const LISTEN_OPTIONS: Record<keyof ListenOptions, true> = { port: true, host: true, allowedHosts: true };

/** The HTTP side of the emulator: Viber's API under /pa, the page under /, and what the page calls under /control. */
export class EmulatorServer {
  readonly #state: EmulatorState;
  readonly #chats: ChatActions;
  readonly #registrar: Registrar;
  readonly #api: BotApi;
  #server: Server | undefined;
  #url: string | undefined;

  constructor(state: EmulatorState, chats: ChatActions, registrar: Registrar) {
    this.#state = state;
    this.#chats = chats;
    this.#registrar = registrar;
    this.#api = new BotApi(state, chats, registrar);
  }

  get url(): string {
    if (this.#url === undefined) throw new Error('The emulator is not listening: call listen() first.');
    return this.#url;
  }

  async listen(options: ListenOptions): Promise<string> {
    rejectUnknownOptions(options, LISTEN_OPTIONS, 'listen');
    const { port = 0, host = '127.0.0.1', allowedHosts = [] } = options;
    if (this.#server !== undefined) throw new Error('The emulator is listening already.');
    const app = express();
    app.disable('x-powered-by');
    app.use(ownHostsOnly([host, ...allowedHosts].map(hostInUrl)));
    app.use((_req, res, next) => {
      res.set({ 'X-Frame-Options': 'DENY', 'X-Content-Type-Options': 'nosniff' });
      next();
    });
    app.use('/pa', apiRouter(this.#api, this.#state.settings.authToken));
    app.use('/control', controlRouter(this.#state, this.#chats, this.#registrar));
    app.use(express.static(join(__dirname, 'page')));
    const server = createServer(app);
    this.#server = server;
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (error) {
      this.#server = undefined;
      throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken(port, error) : error;
    }
    const address = server.address() as AddressInfo;
    const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : hostInUrl(host);
    this.#url = `http://${name}:${String(address.port)}`;
    return this.#url;
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    // What is about to listen cannot be stopped before it does.
    if (!server.listening) await once(server, 'listening').catch(() => undefined);
    this.#server = undefined;
    this.#url = undefined;
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

function portTaken(port: number, cause: unknown): Error {
  const message = `Port ${String(port)} is taken. Choose another one, or 0 for one that is free.`;
  // With all that Node tells: the command line knows an error of the system by its syscall.
  return Object.assign(new Error(message, { cause }), cause);
}
