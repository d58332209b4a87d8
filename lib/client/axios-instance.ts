import type { AxiosInstance } from 'axios';

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

// A message written into a connection that the other side is just closing is lost and must not be sent again, so
// connections are dropped before a server would think of it.
const IDLE_CONNECTION_MS = 4000;

let shared: AxiosInstance | undefined;

/** The one axios of this package. It takes longer to load than the rest; one that only receives never needs it. */
export function axiosInstance(): AxiosInstance {
  return (shared ??= createAxios());
}

function createAxios(): AxiosInstance {
  /* eslint-disable @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS */
  const axios = require('axios') as typeof import('axios');
  const http = require('node:http') as typeof import('node:http');
  const https = require('node:https') as typeof import('node:https');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const instance = axios.create();
  // How the application reaches the outside is kept; its headers, parameters and rules are not Viber's business.
  const kept: readonly string[] = ['adapter', 'proxy', 'httpAgent', 'httpsAgent', 'env', 'transitional'];
  for (const name of Object.keys(instance.defaults)) {
    if (!kept.includes(name)) Reflect.deleteProperty(instance.defaults, name);
  }
  const keepAlive = { keepAlive: true, timeout: IDLE_CONNECTION_MS };
  instance.defaults.httpAgent ??= new http.Agent(keepAlive);
  instance.defaults.httpsAgent ??= new https.Agent(keepAlive);
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
