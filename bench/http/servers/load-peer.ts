import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// This file runs from node_modules/.cache/express-viber-bench/http/servers.
const requirePeer = createRequire(path.join(__dirname, '../../../../../bench/package.json'));

/**
 * Loads a package that is installed below bench/. The caller declares the types it needs, so that this project compiles
 * without the package.
 */
export async function loadPeer(name: string): Promise<unknown> {
  return import(pathToFileURL(requirePeer.resolve(name)).href);
}
