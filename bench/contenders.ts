import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RequestMaker } from './signed-request';
import { grammyRequest, lineRequest, octokitRequest, viberBotRequest, viberRequest } from './signed-request';

/** A way to receive one text message over HTTP. */
export interface Contender {
  name: string;
  /** Its module below servers/. */
  serverName: string;
  requestOf: RequestMaker;
  /** Environment variables of its process. */
  environment?: Record<string, string>;
  /** The package that it needs, installed below bench/. */
  peer?: string;
}

/** The baseline of all ratios. */
export const BY_HAND: Contender = {
  name: 'by hand: express.raw, HMAC, JSON.parse',
  serverName: 'by-hand',
  requestOf: viberRequest,
};

/** This library. */
export const EXPRESS_VIBER: Contender = {
  name: 'express-viber',
  serverName: 'express-viber',
  requestOf: viberRequest,
};

/** Both, with each callback added to a queue of BullMQ on Redis before it is acknowledged. */
export const WITH_QUEUE = {
  byHand: {
    name: 'by hand: the same, and queue.add',
    serverName: 'by-hand-queue',
    requestOf: viberRequest,
  },
  expressViber: {
    name: 'express-viber with queue',
    serverName: 'express-viber-queue',
    requestOf: viberRequest,
  },
} as const satisfies Record<string, Contender>;

/** Web processes as in examples/queue: all queues of one over a single connection. */
export const OVER_QUEUES = {
  one: overQueues('1 queue', '1'),
  many: overQueues('32 queues', '32'),
} as const satisfies Record<string, Contender>;

const CONTENDERS: readonly Contender[] = [
  { name: 'bare node:http, HMAC, JSON.parse', serverName: 'node-http', requestOf: viberRequest },
  { name: 'bare Express route, body dropped', serverName: 'express-route', requestOf: viberRequest },
  BY_HAND,
  EXPRESS_VIBER,
  peer('@octokit/webhooks', 'octokit-webhooks', octokitRequest),
  peer('@line/bot-sdk', 'line-bot-sdk', lineRequest),
  peer('grammy', 'grammy', grammyRequest),
  peer('viber-bot', 'viber-bot', viberBotRequest),
];

/** The contenders that can run here, and those whose package is missing. */
export function findContenders(): { present: Contender[]; skipped: Contender[] } {
  return {
    present: CONTENDERS.filter(isInstalled),
    skipped: CONTENDERS.filter((each) => !isInstalled(each)),
  };
}

function overQueues(name: string, count: string): Contender {
  return {
    name,
    serverName: 'express-viber-queues',
    requestOf: viberRequest,
    environment: { QUEUE_COUNT: count },
  };
}

function peer(name: string, serverName: string, requestOf: RequestMaker): Contender {
  return { name, serverName, requestOf, peer: name };
}

function isInstalled(contender: Contender): boolean {
  return contender.peer === undefined || existsSync(path.join(__dirname, 'node_modules', contender.peer));
}
