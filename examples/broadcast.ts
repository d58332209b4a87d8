/**
 * News for all subscribers. Send the bot `/news` and a text to broadcast it, `/stop` to stop, and `/rest` to send it to those
 * who were left out. Only the user whose id is VIBER_EDITOR_ID may do so; the bot replies to others with their id.
 */
import express from 'express';
import type { Reply } from 'express-viber';
import { ViberBroadcastError, ViberWebhook } from 'express-viber';

const { PORT = '3000', VIBER_EDITOR_ID, VIBER_AUTH_TOKEN: authToken, VIBER_API_URL: apiUrl } = process.env;
// Ordered, so that a command sees what the one before it has started.
const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'News' }, ordered: true });

const subscribers = new Set<string>(); // Viber only tells how many there are; a database would keep them after a restart
viber.on('subscribed', ({ user }) => subscribers.add(user.id));
viber.on('message', ({ sender }) => subscribers.add(sender.id)); // a first message subscribes without an event
viber.on('unsubscribed', ({ user_id }) => subscribers.delete(user_id));

let news = { text: '', receivers: [] as readonly string[] };
let running: AbortController | undefined;

viber.onText([/^\/news (.+)/s, '/rest', '/stop'], async ({ sender }, { match, reply }) => {
  if (sender.id !== VIBER_EDITOR_ID) await reply(`Your user id is ${sender.id}`);
  else if (match === '/stop') running?.abort();
  else if (running !== undefined) await reply('Still sending. /stop stops it.');
  else {
    if (match !== '/rest') news = { text: match[1] ?? '', receivers: [...subscribers] };
    await reply(`Sending to ${String(news.receivers.length)} subscribers. /stop stops it.`);
    // Not awaited: if this failed and Viber redelivered the command, everybody would get the news twice.
    send(reply).catch(console.error);
  }
});

async function send(reply: Reply): Promise<void> {
  running = new AbortController();
  const message = { type: 'text', text: news.text, broadcast_list: news.receivers } as const;
  const { result, notSent, uncertain } = await viber.client
    .broadcastMessage(message, { signal: running.signal, onProgress: console.log })
    .then((result) => ({ result, notSent: [], uncertain: [] }), accountOf)
    .finally(() => (running = undefined));
  const failed = result.failed_list;
  // 5: no longer on Viber, 6: no longer subscribed
  for (const { receiver, status } of failed) if (status === 5 || status === 6) subscribers.delete(receiver);
  news.receivers = notSent; // without `uncertain`: they may have the news already
  await reply(
    `Failed: ${String(failed.length)}, left out: ${String(notSent.length)}, unknown: ${String(uncertain.length)}`,
  );
}

/** The error of a broadcast that has stopped, because of `/stop` or a failure, also accounts for all receivers. */
function accountOf(error: unknown): ViberBroadcastError {
  if (!(error instanceof ViberBroadcastError)) throw error;
  console.error(error.message);
  return error;
}

const app = express().use('/viber', viber.middleware());
app.listen(Number(PORT)).on('listening', () => {
  console.log(`The webhook listens on http://localhost:${PORT}/viber`);
});
