import type { ApiRequest } from '../../lib/client/call-api';
import type { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { TIMEOUT_MS } from './fake-clock';

/** A `send_message` request to the fake, with the given changes. */
export function apiRequest(api: FakeViberApi, changes: Partial<ApiRequest> = {}): ApiRequest {
  return {
    apiUrl: api.url,
    authToken: AUTH_TOKEN,
    method: 'send_message',
    body: { receiver: 'me' },
    idempotent: false,
    timeoutMs: TIMEOUT_MS,
    proxy: undefined,
    signal: undefined,
    ...changes,
  };
}
