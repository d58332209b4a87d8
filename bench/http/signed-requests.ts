import type { Message } from '../common/messages';
import { SHARED_SECRET } from '../common/shared-secret';

/** Makes the bytes of a request that a contender accepts. */
export type RequestMaker = (message: Message) => Buffer;

export const viberRequest: RequestMaker = ({ signed }) => post('/viber', signed.headers, signed.body);

/** viber-bot looks up the header under a name that Node never uses, so only the query parameter works. */
export const viberBotRequest: RequestMaker = ({ signed }) =>
  post(`/viber?sig=${signed.query.sig}`, signed.headers, signed.body);

/** The same body and HMAC, in GitHub's headers. */
export const octokitRequest: RequestMaker = ({ serial, signed }) => {
  const headers = {
    'Content-Type': 'application/json',
    'X-Hub-Signature-256': `sha256=${signed.query.sig}`,
    'X-GitHub-Event': 'push',
    'X-GitHub-Delivery': String(serial),
  };
  return post('/viber', headers, signed.body);
};

/** The same body and HMAC, in base64 as LINE sends it. */
export const lineRequest: RequestMaker = ({ signed }) => {
  const signature = Buffer.from(signed.query.sig, 'hex').toString('base64');
  const headers = { 'Content-Type': 'application/json', 'X-Line-Signature': signature };
  return post('/viber', headers, signed.body);
};

/** Telegram does not sign: it sends the secret in a header. Its body has another shape. */
export const grammyRequest: RequestMaker = ({ serial, text }) => {
  const from = { id: 1234567890, is_bot: false, first_name: 'Test', last_name: 'user', language_code: 'en' };
  const chat = { id: 1234567890, first_name: 'Test', last_name: 'user', type: 'private' };
  const message = { message_id: serial + 1, from, chat, date: 1700000000, text };
  const headers = { 'Content-Type': 'application/json', 'X-Telegram-Bot-Api-Secret-Token': SHARED_SECRET };
  return post('/viber', headers, JSON.stringify({ update_id: 5_000_000_001 + serial, message }));
};

function post(path: string, headers: Record<string, string>, body: string): Buffer {
  const head = Object.entries({ Host: 'localhost', ...headers, 'Content-Length': Buffer.byteLength(body) });
  const lines = [
    `POST ${path} HTTP/1.1`,
    ...head.map(([name, value]) => `${name}: ${String(value)}`),
    '',
    body,
  ];
  return Buffer.from(lines.join('\r\n'));
}
