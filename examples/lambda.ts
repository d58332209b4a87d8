/**
 * A bot on AWS Lambda without a web framework, behind an HTTP API whose route is `POST /viber`, or a function URL.
 *
 * Lambda freezes the process once it has responded: a listener that takes longer than `ackTimeoutMs` goes on at the next
 * request, if there is one. Each instance has its own memory of duplicates.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readSignature, ViberWebhook } from 'express-viber';

const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });

viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? 'there'}!` }));
viber.on('message', ({ sender, message }) => {
  console.log(`${sender.id} sent a ${message.type}`);
});

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { status, headers, body, error } = await viber.receive({
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    signature: readSignature(event.headers, event.rawQueryString),
  });
  if (error !== undefined) console.error(error);
  return { statusCode: status, headers, body };
}
