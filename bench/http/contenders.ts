import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RequestMaker } from './signed-requests';
import { grammyRequest, lineRequest, octokitRequest, viberBotRequest, viberRequest } from './signed-requests';

/** A way to receive one text message over HTTP. */
export interface Contender {
  name: string;
  /** Its module below servers/. */
  serverName: string;
  requestOf: RequestMaker;
  /** Environment variables of its process. */
  environment?: Record<string, string>;
}

/** The baseline of all ratios: `express.raw`, HMAC and `JSON.parse` on Express 5. */
export const BY_HAND: Contender = { name: 'by hand', serverName: 'by-hand', requestOf: viberRequest };

/** This library. */
export const EXPRESS_VIBER: Contender = {
  name: 'express-viber',
  serverName: 'express-viber',
  requestOf: viberRequest,
};

const OWN: readonly Contender[] = [
  { name: 'node:http', serverName: 'node-http', requestOf: viberRequest },
  { name: 'bare Express route', serverName: 'express-route', requestOf: viberRequest },
  BY_HAND,
  EXPRESS_VIBER,
];

/** Other libraries, by the name of their package, which is installed below bench/. */
const PEERS: readonly Contender[] = [
  { name: '@octokit/webhooks', serverName: 'octokit-webhooks', requestOf: octokitRequest },
  { name: '@line/bot-sdk', serverName: 'line-bot-sdk', requestOf: lineRequest },
  { name: 'grammy', serverName: 'grammy', requestOf: grammyRequest },
  { name: 'viber-bot', serverName: 'viber-bot', requestOf: viberBotRequest },
];

/** The contenders that can run here, and the peers that are not installed. */
export function findContenders(): { present: Contender[]; missing: Contender[] } {
  const isInstalled = ({ name }: Contender) => existsSync(path.join(__dirname, '../node_modules', name));
  return {
    present: [...OWN, ...PEERS.filter(isInstalled)],
    missing: PEERS.filter((peer) => !isInstalled(peer)),
  };
}
