/**
 * A bot on AWS Lambda without a web framework, behind an HTTP API whose route is `POST /viber`, or a function URL.
 *
 * - Lambda freezes the process once the handler has returned. A listener that takes longer than `ackTimeoutMs` then stops until
 *   this instance gets another request, which may never happen, and Viber does not redeliver the callback. Keep listeners
 *   short, and give slow work to a `queue`: an object with an `add` method, which can send to SQS.
 * - Set the function's timeout to 6 seconds; the default is 3. If it is below `ackTimeoutMs`, a slow callback is cut off
 *   instead of acknowledged. `ackTimeoutMs` is 4 seconds by default. Viber waits for 5, so a second is left for a cold start.
 * - Each instance has its own memory of duplicates, and keeps the order of `ordered` only for itself. A redelivery may reach
 *   another instance. If something must happen only once, record it in a database under the `message_token`.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readSignature, ViberWebhook } from 'express-viber';

const { VIBER_AUTH_TOKEN: authToken, VIBER_API_URL: apiUrl } = process.env;
const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'Echo' } });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message:text', ({ message }, { reply }) => reply(message.text));
viber.on('error', console.error); // failures that did not affect the response

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { status, headers, body, error } = await viber.receive({
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    signature: readSignature(event.headers, event.rawQueryString),
  });
  if (error !== undefined) console.error(error); // the failure behind a 500
  return { statusCode: status, headers, body };
}
