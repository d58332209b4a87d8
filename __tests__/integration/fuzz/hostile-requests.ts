import { pick } from '../queue/seeded-random';
import type { HostileCallback } from './hostile-callbacks';

/** The bytes of a request, in the pieces in which they are written to the socket. */
export interface HostileRequest {
  pieces: Buffer[];
  /** Whether HTTP lets the webhook receive exactly the body of the callback, with its signature. */
  isFaithful: boolean;
  /** What the client does after the last piece. */
  ending: 'wait' | 'end' | 'destroy';
}

type Framing = (body: Buffer, random: () => number) => { headers: string[]; payload: Buffer };

const length = (count: number) => `Content-Length: ${String(count)}`;

const FAITHFUL: Framing[] = [
  (body) => ({ headers: [length(body.length)], payload: body }),
  (body) => ({ headers: ['Content-Type: text/html', length(body.length)], payload: body }),
  (body, random) => ({ headers: ['Transfer-Encoding: chunked'], payload: chunked(body, random) }),
];

const BROKEN: Framing[] = [
  (body) => ({ headers: [length(body.length + 5)], payload: body }),
  (body) => ({ headers: [length(Math.max(body.length - 5, 0))], payload: body }),
  (body) => ({ headers: [length(body.length), length(1)], payload: body }),
  (body) => ({ headers: ['Content-Length: -1'], payload: body }),
  (body) => ({ headers: ['Content-Length: 1e9'], payload: body }),
  (body) => ({ headers: [`Content-Length: ${'9'.repeat(400)}`], payload: body }),
  (body) => ({ headers: [], payload: body }),
  (body) => ({ headers: ['Transfer-Encoding: chunked', length(body.length)], payload: body }),
  (body) => ({ headers: ['Transfer-Encoding: chunked'], payload: body }),
  (body) => ({ headers: ['Transfer-Encoding: gzip, chunked'], payload: body }),
  (body, random) => ({
    headers: ['Transfer-Encoding: chunked'],
    payload: chunked(body, random).subarray(0, -3),
  }),
  (body) => ({ headers: ['Content-Encoding: gzip', length(body.length)], payload: body }),
  (body) => ({ headers: ['Content-Encoding: constructor', length(body.length)], payload: body }),
  (body) => ({ headers: ['Expect: 100-continue', length(body.length)], payload: body }),
  (body) => ({ headers: ['Expect: what', length(body.length)], payload: body }),
  (body) => ({ headers: ['Connection: upgrade', 'Upgrade: h2c', length(body.length)], payload: body }),
  (body) => ({ headers: [`X-Long: ${'x'.repeat(20_000)}`, length(body.length)], payload: body }),
  (body) => ({ headers: ['X:\0', 'no colon', length(body.length)], payload: body }),
  (body) => ({ headers: [length(body.length)], payload: Buffer.concat([body, body]) }),
];

/** A POST of a callback over a socket, or something that a server must survive. */
export function hostileRequest(callback: HostileCallback, random: () => number): HostileRequest {
  const { body, signature } = callback;
  const isWellFramed = random() < 0.6;
  const { headers, payload } = pick(isWellFramed ? FAITHFUL : BROKEN, random)(body, random);
  const { fields, query } = signaturePlace(signature, random);
  const isPlain = random() < 0.8;
  const method = isPlain ? 'POST' : pick(['GET', 'HEAD', 'PUT', 'OPTIONS', 'post', 'PROPFIND', 'X'], random);
  const path = isPlain
    ? `/viber${query}`
    : pick(
        ['/viber/', '//viber', '/viber/%ff', '/viber?sig=1&sig=2', '*', 'http://a/viber', '/viber?%', '/'],
        random,
      );
  const version = isPlain ? 'HTTP/1.1' : pick(['HTTP/1.0', 'HTTP/1.1', 'HTTP/9.9'], random);
  const head = [
    `${method} ${path} ${version}`,
    'Host: a',
    'Connection: close',
    ...fields,
    ...headers,
    '',
    '',
  ];
  // Headers are latin1 on the wire.
  const bytes = Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), payload]);
  const isFaithful = isWellFramed && isPlain;
  return {
    pieces: split(bytes, random),
    isFaithful,
    ending: isFaithful ? 'wait' : pick(['end', 'end', 'destroy'] as const, random),
  };
}

function signaturePlace(signature: string | undefined, random: () => number) {
  if (signature === undefined) return { fields: [], query: '' };
  if (random() < 0.3) return { fields: [], query: `?sig=${encodeURIComponent(signature)}` };
  const name = pick(
    ['X-Viber-Content-Signature', 'x-viber-content-signature', 'X-VIBER-CONTENT-SIGNATURE'],
    random,
  );
  return { fields: [`${name}: ${signature}`], query: '' };
}

function chunked(body: Buffer, random: () => number): Buffer {
  const chunks = split(body, random).map((chunk) =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
  );
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

/** Cuts bytes into one to four pieces, none of them empty. */
function split(bytes: Buffer, random: () => number): Buffer[] {
  const cuts = Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(random() * bytes.length));
  const bounds = [0, ...cuts.sort((a, b) => a - b), bytes.length];
  return bounds
    .slice(1)
    .map((end, index) => bytes.subarray(bounds[index], end))
    .filter((piece) => piece.length > 0);
}
