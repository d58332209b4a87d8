/** How an application tests its bot: with signed callbacks through supertest, without a Viber account. */
import type express from 'express';
import { ViberWebhook } from 'express-viber';
import { conversationStartedCallback, messageCallback, signCallback } from 'express-viber/testing';
import request from 'supertest';
import { createApp } from './existing-app';

const authToken = 'test-token';

function post(app: express.Express, callback: object) {
  const { headers, query, body } = signCallback(callback, authToken);
  return request(app).post('/viber').set(headers).query(query).send(body);
}

describe('the bot', () => {
  it('welcomes a user who opens the chat by name', async () => {
    const viber = new ViberWebhook({ authToken });
    viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.name ?? ''}` }));

    const response = await post(createApp(viber), conversationStartedCallback());

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ type: 'text', text: 'Hello Test user' });
  });

  it('takes an order once, however often Viber delivers it', async () => {
    const orders: string[] = [];
    const viber = new ViberWebhook({ authToken });
    viber.on('message:text', ({ message }) => orders.push(message.text));
    const app = createApp(viber);
    const callback = messageCallback({ type: 'text', text: 'two teas' });

    await post(app, callback).expect(200);
    await post(app, callback).expect(200);

    expect(orders).toEqual(['two teas']);
  });

  it('rejects a request that Viber has not signed', async () => {
    const app = createApp(new ViberWebhook({ authToken }));

    const response = await request(app).post('/viber').send({ event: 'message' });

    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ error: 'missing_signature' });
  });
});
