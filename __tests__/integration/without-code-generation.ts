/** Receives a callback and checks a message, and prints as JSON what that has loaded. */
import { ViberWebhook, validateMessage } from '../../lib';
import { messageCallback, signCallback } from '../../lib/testing';

function canCompile(): boolean {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- proves that Node prevents it in this process
    return typeof new Function('') === 'function';
  } catch {
    return false;
  }
}

async function main(): Promise<void> {
  const viber = new ViberWebhook({ authToken: 'a-token' });
  let received = 0;
  viber.on('message:text', () => {
    received++;
  });
  const { body, query } = signCallback(messageCallback(), 'a-token');
  const { status } = await viber.receive({ body: Buffer.from(body), signature: query.sig });
  const { errors } = validateMessage({ type: 'text' });
  const ofAjv = Object.keys(require.cache).filter((path) => /node_modules[\\/]ajv[\\/]/.test(path));
  console.log(
    JSON.stringify({
      canCompile: canCompile(),
      status,
      received,
      rules: errors.map(({ rule }) => rule),
      ofAjv,
    }),
  );
}

void main();
