/** A tea house that takes orders in a dialog: item, quantity, phone number, confirmation. */
import express from 'express';
import type { ButtonRow, OutgoingMessage, ReplyContext } from 'express-viber';
import { button, callbackUserId, keyboard, ViberWebhook } from 'express-viber';

type Order = Partial<{ item: string; quantity: number; phone: string }>;

const { PORT = '3000', VIBER_AUTH_TOKEN: authToken, VIBER_API_URL: apiUrl } = process.env;
const sender = { name: 'Tea house' };
// Ordered, so that if a user taps twice quickly, the second tap finds what the first one has chosen.
const viber = new ViberWebhook<{ order: Order }>({ authToken, apiUrl, sender, ordered: true });
const orders = new Map<string, Order>(); // what each user has chosen so far; a database can let it expire
const placed = new Map<string, Order>(); // by the message token of the confirmation

viber.use(async (callback, { state }, next) => {
  const user = callbackUserId(callback) ?? '';
  state.order = { ...orders.get(user) };
  await next(); // rejects if a listener fails: the order stays as it was, and the redelivery starts from there
  orders.set(user, state.order);
});

/** Asks for the first thing that is missing, and in the end for a confirmation. */
function question({ item, quantity, phone }: Order): OutgoingMessage {
  const ask = (text: string, ...rows: ButtonRow[]) => ({ type: 'text', text, ...keyboard(rows) }) as const;
  if (item === undefined) return ask('What would you like?', ['Tea', 'Coffee', 'Cake']);
  if (quantity === undefined) return ask(`${item}: how many?`, ['1', '2', '3'], 'Cancel');
  if (phone === undefined) return ask('Your number?', button.sharePhone('Share my number'), 'Cancel');
  return ask(`${String(quantity)} × ${item}, and we call ${phone}?`, ['Confirm', 'Cancel']);
}

function add(choice: Order, { state, reply }: ReplyContext<{ order: Order }>) {
  Object.assign(state.order, choice);
  return reply(question(state.order));
}

viber.welcome(({ user }) => question(orders.get(user.id) ?? {}));
viber.onText(['Tea', 'Coffee', 'Cake'], (_, context) => add({ item: context.match }, context));
viber.onText(/^[1-9]\d?$/, (_, context) => add({ quantity: Number(context.match[0]) }, context));
viber.onText(/^\+?\d{7,15}$/, (_, context) => add({ phone: context.match[0] }, context)); // typed on a desktop
viber.on('message:contact', ({ message }, context) => add({ phone: message.contact.phone_number }, context));
viber.on('unmatched_text', (_, context) => add({}, context));
viber.onText('Cancel', (_, { state, reply }) => {
  state.order = {};
  return reply(question(state.order));
});
viber.onText('Confirm', async ({ message_token }, { state, reply }) => {
  const { item, quantity, phone } = state.order;
  if (!item || !quantity || !phone) return reply(question(state.order));
  placed.set(message_token, state.order); // one entry, even if the reply fails and a redelivery runs this again
  console.log(`Order ${String(placed.size)}: ${String(quantity)} × ${item}`);
  state.order = {};
  return reply(['Thank you, we are on it.', question(state.order)]);
});

const app = express().use('/viber', viber.middleware());
app.listen(Number(PORT)).on('listening', () => {
  console.log(`The webhook listens on http://localhost:${PORT}/viber`);
});
