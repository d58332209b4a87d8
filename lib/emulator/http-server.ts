import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { OptionCheck } from '../shared/options';
import { parseOptions, string, wholeNumber } from '../shared/options';
import { apiRouter } from './api/api-router';
import { BotApi } from './api/bot-api';
import type { Registrar } from './api/registrar';
import type { ChatActions } from './chat/chat-actions';
import { controlRouter } from './control-router';
import type { EmulatorState } from './emulator-state';
import { hostInUrl, ownHostsOnly } from './own-hosts-only';

/** Options of {@link ViberEmulator.listen}. */
export interface ListenOptions {
  /** 0 for any free port. @default 0 */
  port?: number;
  /** Address to listen on; any address that is not loopback lets others drive the emulator. @default '127.0.0.1' */
  host?: string;
  /** Host names to serve besides `localhost` and `host`, such as the name of a tunnel. @default [] */
  allowedHosts?: readonly string[];
}

const hostNames: OptionCheck<readonly string[]> = (value = [], name) => {
  if (Array.isArray(value) && value.every((host): host is string => typeof host === 'string')) return value;
  throw new TypeError(`${name} must be an array of host names.`);
};

const listenChecks = {
  port: wholeNumber({ default: 0, min: 0, max: 65_535 }),
  host: string({ default: '127.0.0.1' }),
  allowedHosts: hostNames,
} satisfies Record<keyof ListenOptions, OptionCheck<unknown>>;

// A bundle of ECMAScript modules has no __dirname.
const PAGE_FOLDER = typeof __dirname === 'string' ? join(__dirname, 'page') : undefined;

/** What is shown instead of the page if its files are missing. */
const NO_PAGE =
  'The emulator runs, but the files of its page are missing: a bundler has taken the code of express-viber and left them ' +
  'behind. Mark express-viber as external, so that it is loaded from node_modules. With esbuild: --external:express-viber';

/** The HTTP server of the emulator: Viber's API under /pa, the page under /, and the page's own API under /control. */
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
    if (this.#url === undefined) throw new Error('The emulator is not listening. Call listen() first.');
    return this.#url;
  }

  async listen(options: ListenOptions): Promise<string> {
    const { port, host, allowedHosts } = parseOptions('listen', listenChecks, options);
    if (this.#server !== undefined) throw new Error('The emulator is already listening.');
    const server = createServer(this.#createApp([host, ...allowedHosts].map(hostInUrl)));
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
    // A server that has not started to listen yet cannot be closed.
    if (!server.listening) await once(server, 'listening').catch(() => undefined);
    this.#server = undefined;
    this.#url = undefined;
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  #createApp(hosts: readonly string[]): express.Express {
    const app = express();
    app.disable('x-powered-by');
    app.use(ownHostsOnly(hosts));
    app.use((_req, res, next) => {
      res.set({ 'X-Frame-Options': 'DENY', 'X-Content-Type-Options': 'nosniff' });
      next();
    });
    app.use('/pa', apiRouter(this.#api, this.#state));
    app.use('/control', controlRouter(this.#state, this.#chats, this.#registrar));
    if (PAGE_FOLDER !== undefined) app.use(express.static(PAGE_FOLDER));
    app.get('/', (_req, res) => void res.status(500).type('text').send(NO_PAGE));
    return app;
  }
}

function portTaken(port: number, cause: unknown): Error {
  const message = `Port ${String(port)} is already in use. Choose another port, or 0 for any free one.`;
  // With the fields of Node's error: the command line recognizes a system error by its syscall.
  return Object.assign(new Error(message, { cause }), cause);
}
