import { CommandError } from './command-error';

/**
 * Loads the emulator, and Express with it, which no other command needs.
 *
 * @throws {@link CommandError} if Express is not installed
 */
export function loadEmulator(): typeof import('../emulator/index') {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS
    return require('../emulator/index') as typeof import('../emulator/index');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !message.startsWith("Cannot find module 'express'")) throw error;
    throw new CommandError(
      'missing_express',
      'The emulator needs Express, which is not installed.',
      'Express is a peer dependency of express-viber. Install it in the same folder: npm install express',
    );
  }
}
