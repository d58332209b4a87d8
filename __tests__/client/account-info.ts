/** Asks the API of a base URL for its account and prints the answer, for a test that needs a process of its own. */
import { ViberClient } from '../../lib/client/viber-client';
import { AUTH_TOKEN } from '../fixtures/posts';

const apiUrl = String(process.argv[2]);
void new ViberClient({ authToken: AUTH_TOKEN, apiUrl }).getAccountInfo().then((answer) => {
  console.log(JSON.stringify(answer));
});
