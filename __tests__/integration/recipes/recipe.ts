import type { ViberWebhook } from '../../../lib/index';
import type { EmulatedUser, ViberEmulator } from '../../../lib/emulator';
import { createViberEmulator, VirtualClock } from '../../../lib/emulator';
import { AUTH_TOKEN } from '../../fixtures/posts';
import type { LoadedModule } from '../documented-code';
import { codeBlocks, LISTEN, load, origin, readPage, useDocumentedCode } from '../documented-code';

const MOUNT = `
import express from 'express';
const app = express();
app.use('/viber', viber.middleware());`;

/** What the module of a bot exports. */
export interface BotModule extends LoadedModule {
  viber: ViberWebhook;
}

/** The TypeScript blocks of a recipe. */
export function recipe(page: string): string[] {
  return codeBlocks(readPage(`docs/recipes/${page}.md`));
}

/** The code of a bot as a program: mounted, if it is not yet, and listening. Exports its webhook and the names given. */
export function program(bot: string, ...names: string[]): string {
  const mount = bot.includes('express()') ? '' : MOUNT;
  return `${bot}${mount}${LISTEN}\nexport { ${['viber', ...names].join(', ')} };\n`;
}

const emulators: ViberEmulator[] = [];

/** A bot that a user can chat with. */
export interface Chat {
  bot: BotModule;
  emulator: ViberEmulator;
  /** Of the redeliveries. */
  clock: VirtualClock;
  user: EmulatedUser;
  /** The texts that a user has got. */
  received: (from?: EmulatedUser) => string[];
}

/** Starts the program of a bot against an emulator. */
export async function chatWith(code: string, others: Record<string, unknown> = {}): Promise<Chat> {
  const clock = new VirtualClock();
  const emulator = createViberEmulator({ authToken: AUTH_TOKEN, clock });
  emulators.push(emulator);
  await emulator.listen();
  const bot = load(code, emulator.apiUrl, others) as BotModule;
  await bot.viber.setWebhook({ url: `${await origin()}/viber` });
  const user = emulator.addUser();
  const received = (from = user) => from.inbox.map(({ message }) => ('text' in message ? message.text : ''));
  return { bot, emulator, clock, user, received };
}

/** Closes the servers and emulators of a suite's recipes after each test. */
export function useRecipes(): void {
  useDocumentedCode();
  afterEach(async () => {
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
  });
}
