/** What a consumer writes, for the compiler alone: what must compile, and what must not. */
import { carousel, keyboard, PermanentError, ViberApiError, ViberWebhook } from 'express-viber';
import type { Callback, OutgoingMessage } from 'express-viber';
import { createViberEmulator } from 'express-viber/emulator';
import { messageCallback, signCallback } from 'express-viber/testing';
import express from 'express';

interface State {
  visits: number;
}

const viber = new ViberWebhook<State>({ authToken: 'a-token', sender: { name: 'Echo' } });
viber.welcome(({ user }) => ({ type: 'text', text: user.name ?? 'there' }));
viber.use(async (_callback, { state }, next) => {
  state.visits = 1;
  await next();
});
viber.on('message:picture', async ({ message, sender }, { reply, state }) => {
  const media: string = message.media;
  const visits: number = state.visits;
  await reply([media, keyboard([[sender.id, String(visits)]])]);
  // @ts-expect-error -- a picture has no phone number
  message.contact = undefined;
});
viber.on('error', (error) => {
  const { cause } = error;
  if (cause instanceof ViberApiError) throw new PermanentError(String(cause.viberStatus), { cause });
});
// @ts-expect-error -- there is no such event
viber.on('message:pictures', () => undefined);
// @ts-expect-error -- a misspelled option
new ViberWebhook({ authToken: 'a-token', ackTimeout: 1 });

const message: OutgoingMessage = { type: 'text', text: 'Hi' };
export const callback: Callback | undefined = undefined;
export const app = express().use('/viber', viber.middleware());
export const signed: string = signCallback(messageCallback(message), 'a-token').body;
export const emulator = createViberEmulator({ authToken: 'a-token' });
export { carousel };
