import type { Agent, AgentOptions } from 'node:https';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';

const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

// A message that is written to a connection just as the server closes it is lost, and must not be sent again. Idle
// connections are therefore closed before a server is likely to close them.
const IDLE_CONNECTION_MS = 4000;

/** The environment variables that make axios tunnel to an https address. */
const TUNNEL_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

let shared: AxiosInstance | undefined;
let sharedHttpsAgent: Agent | undefined;

/**
 * Returns the axios instance of this package. It is loaded on first use, because it takes longer to load than everything
 * else and an application that only receives does not need it.
 */
export function axiosInstance(): AxiosInstance {
  return (shared ??= createAxios());
}

/**
 * Returns an agent for one attempt through a proxy's tunnel; nothing for other attempts, or if the application has set
 * an agent. axios passes the agent's options on to its connection to the proxy. Only the signal can close that connection
 * before the proxy has responded, and an idle timeout would limit how long the proxy may take. A tunnel is used once, so
 * no agent is kept for it; the same goes for a direct connection because of NO_PROXY.
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
  // Node passes the signal on with the other options of a connection, although the type does not have it.
  const options: AgentOptions & { signal: AbortSignal } = { signal };
  return { httpsAgent: new (https().Agent)(options) };
}

function https(): typeof import('node:https') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load lazily in CommonJS
  return require('node:https') as typeof import('node:https');
}

function createAxios(): AxiosInstance {
  /* eslint-disable @typescript-eslint/no-require-imports -- the only way to load lazily in CommonJS */
  const axios = require('axios') as typeof import('axios');
  const http = require('node:http') as typeof import('node:http');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const instance = axios.create();
  // The application's way to reach the internet is kept; its headers, parameters and rules must not reach Viber.
  const kept: readonly string[] = ['adapter', 'proxy', 'httpAgent', 'httpsAgent', 'env', 'transitional'];
  for (const name of Object.keys(instance.defaults)) {
    if (!kept.includes(name)) Reflect.deleteProperty(instance.defaults, name);
  }
  const keepAlive = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  instance.defaults.httpAgent ??= new http.Agent(keepAlive);
  instance.defaults.httpsAgent ??= sharedHttpsAgent = new (https().Agent)(keepAlive);
  Object.assign(instance.defaults, {
    headers: {},
    maxContentLength: MAX_RESPONSE_BYTES,
    // A redirect would carry the token to another host.
    maxRedirects: 0,
    responseType: 'text',
    transformRequest: (text: unknown) => text,
    // The caller parses the response, because axios would round the message tokens.
    transformResponse: (text: unknown) => text,
    validateStatus: (status: number) => status >= 200 && status < 300,
  });
  return instance;
}
