import { LISTEN, load, origin, wholeModule } from '../documented-code';
import type { BotModule, Chat } from '../recipes/recipe';
import { chatWith, program } from '../recipes/recipe';

/** The URL of an API for bots that call none. */
export const NO_API = 'http://127.0.0.1';

function botOf(blocks: readonly string[]): string {
  const [first = ''] = blocks;
  if (isProgram(first)) return program(blocks.join('\n'));
  return `${wholeModule(blocks.join('\n'))}${LISTEN}\nexport { viber };\n`;
}

/** Runs blocks of a page as one bot, which is registered and which a user can chat with. */
export async function chatWithBlocks(...blocks: string[]): Promise<Chat> {
  const chat = await chatWith(botOf(blocks));
  await chat.bot.run?.();
  return chat;
}

/** Runs blocks of a page as one bot, which calls this API. Resolves with the bot and the URL of its webhook. */
export async function startBlocks(apiUrl: string, ...blocks: string[]): Promise<BotModule & { url: string }> {
  const bot = load(botOf(blocks), apiUrl) as BotModule;
  await bot.run?.();
  return { ...bot, url: `${await origin()}/viber` };
}

/** The first block of a page that contains a text. */
export function blockWith(blocks: readonly string[], text: string): string {
  const block = blocks.find((code) => code.includes(text));
  if (block === undefined) throw new Error(`No block contains "${text}".`);
  return block;
}

/** Whether a block is a bot of its own, not listeners for that of the quick start. */
function isProgram(block: string): boolean {
  return block.includes('= new ViberWebhook(');
}

/** A block as a module that compiles. */
export function asModule(block: string): string {
  return isProgram(block) ? `${block}\nexport {};\n` : wholeModule(block);
}
