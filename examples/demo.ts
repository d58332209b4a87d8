/**
 * A local Viber and a bot to chat with, in one process: `npm run demo`. It needs no account and no public address. It is
 * the command `express-viber demo`, from the sources; its bot is lib/cli/demo/demo-bot.ts.
 *
 * PORT   the port of the chat page, 7080 by default
 */
process.argv.splice(2, 0, 'demo', '--port', process.env['PORT'] ?? '7080');

void import('../lib/cli/main.js');
