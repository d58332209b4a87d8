/** Loads Express and then express-viber, and prints how long each took. The argument is the package of Express. */
import { createRequire } from 'node:module';

/** How long a process took, in milliseconds. */
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
const libraryMs = timeToLoad('express-viber');
const times: LoadTimes = { expressMs, libraryMs };
process.stdout.write(JSON.stringify(times));
