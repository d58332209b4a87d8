import type { Agent, AgentOptions } from 'node:https';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

// A message written into a connection that the other side is just closing is lost and must not be sent again, so
// connections are dropped before a server would think of it.
const IDLE_CONNECTION_MS = 4000;

/** What makes axios take a tunnel to an https address. */
const TUNNEL_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

let shared: AxiosInstance | undefined;
let sharedHttpsAgent: Agent | undefined;

/** The one axios of this package. It takes longer to load than the rest; one that only receives never needs it. */
export function axiosInstance(): AxiosInstance {
  return (shared ??= createAxios());
}

/**
 * The agent of one try that a proxy tunnels; nothing for any other try, nor where the application has an agent of its
 * own. axios hands an agent's options on to the connection it makes to the proxy: the signal is all that can close it
 * before the proxy has answered, and an idle timeout would limit how long that may take. Tunnels are used once, so no
 * agent need be kept for them; neither need it where NO_PROXY makes it a direct connection.
 */
export function tunnelAgent(
  url: string,
  proxy: AxiosRequestConfig['proxy'],
  signal: AbortSignal,
): Pick<AxiosRequestConfig, 'httpsAgent'> {
  const { defaults } = axiosInstance();
  if (!/^https:/i.test(url) || defaults.httpsAgent !== sharedHttpsAgent) return {};
  const isTunnelled = proxy ?? defaults.proxy ?? TUNNEL_VARIABLES.some((name) => process.env[name]);
  if (isTunnelled === false) return {};
  // Node takes it along with the other options of a connection, though the type does not name it.
  const options: AgentOptions & { signal: AbortSignal } = { signal };
  return { httpsAgent: new (https().Agent)(options) };
}

function https(): typeof import('node:https') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS
  return require('node:https') as typeof import('node:https');
}

function createAxios(): AxiosInstance {
  /* eslint-disable @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS */
  const axios = require('axios') as typeof import('axios');
  const http = require('node:http') as typeof import('node:http');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const instance = axios.create();
  // How the application reaches the outside is kept; its headers, parameters and rules are not Viber's business.
  const kept: readonly string[] = ['adapter', 'proxy', 'httpAgent', 'httpsAgent', 'env', 'transitional'];
  for (const name of Object.keys(instance.defaults)) {
    if (!kept.includes(name)) Reflect.deleteProperty(instance.defaults, name);
  }
  const keepAlive = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  instance.defaults.httpAgent ??= new http.Agent(keepAlive);
  instance.defaults.httpsAgent ??= sharedHttpsAgent = new (https().Agent)(keepAlive);
  Object.assign(instance.defaults, {
    headers: {},
    maxContentLength: MAX_ANSWER_BYTES,
    // A redirect would carry the token to another host.
    maxRedirects: 0,
    responseType: 'text',
    transformRequest: (text: unknown) => text,
    // Parsed by the caller: axios would round the tokens.
    transformResponse: (text: unknown) => text,
    validateStatus: (status: number) => status >= 200 && status < 300,
  });
  return instance;
}
