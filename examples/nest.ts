/**
 * A bot in a Nest application. The webhook is a provider, so that its listeners can use the other providers, and is mounted
 * in main.ts with `app.use`, which comes before Nest's body parser: the option `rawBody` is not needed.
 */
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ViberWebhook } from 'express-viber';

const { PORT = '3000', VIBER_AUTH_TOKEN: authToken, VIBER_API_URL: apiUrl } = process.env;

// greetings.service.ts
@Injectable()
class GreetingsService {
  greet(name = 'there'): string {
    return `Hello ${name}!`;
  }
}

// viber.provider.ts
const viberProvider = {
  provide: ViberWebhook,
  inject: [GreetingsService],
  useFactory: (greetings: GreetingsService) => {
    const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'Nest' } });
    viber.welcome(({ user }) => ({ type: 'text', text: greetings.greet(user.name) }));
    viber.on('message:text', ({ message, sender }, { reply }) =>
      reply(`${greetings.greet(sender.name)} You wrote: ${message.text}`),
    );
    return viber;
  },
};

// app.module.ts
@Module({ providers: [GreetingsService, viberProvider] })
class AppModule {}

// main.ts
async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  app.use('/viber', app.get(ViberWebhook).middleware());
  await app.listen(PORT);
  console.log(`The webhook listens on http://localhost:${PORT}/viber`);
}

bootstrap().catch(console.error);
