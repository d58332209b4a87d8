import { createRequire } from 'node:module';
import path from 'node:path';

/** How long a process took to load Express and then this library. */
export interface LoadTimes {
  expressMs: number;
  libraryMs: number;
}

const load = createRequire(__filename);
const [, , expressName = 'express'] = process.argv;

function timeToLoad(name: string): number {
  const started = performance.now();
  load(name);
  return performance.now() - started;
}

// Express first, as in an application: modules that both use are loaded once.
const expressMs = timeToLoad(expressName);
const libraryMs = timeToLoad(path.join(__dirname, '../../lib/index.js'));
const times: LoadTimes = { expressMs, libraryMs };
process.stdout.write(JSON.stringify(times));
