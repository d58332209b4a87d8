/** Calls `getAccountInfo` at a base URL and prints the response, for a test that needs a separate process. */
import { ViberClient } from '../../lib/client/viber-client';
import { AUTH_TOKEN } from '../fixtures/posts';

const apiUrl = String(process.argv[2]);
void new ViberClient({ authToken: AUTH_TOKEN, apiUrl }).getAccountInfo().then((account) => {
  console.log(JSON.stringify(account));
});
