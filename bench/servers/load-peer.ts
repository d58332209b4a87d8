import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// This file runs from node_modules/.cache/express-viber-bench/bench/servers.
const requirePeer = createRequire(path.join(__dirname, '../../../../../bench/package.json'));

/**
 * Loads a package that is installed below bench/. Its types are not used, so that this project compiles without
 * it: the caller says what it takes the package to be.
 */
export async function loadPeer(name: string): Promise<unknown> {
  return import(pathToFileURL(requirePeer.resolve(name)).href);
}
