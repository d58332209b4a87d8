import type { IncomingHttpHeaders } from 'node:http';
import type { ProbeResult } from '../caller';

/** A response that has arrived whole. */
export type CompleteResponse = ProbeResult & { kind: 'complete' };

/** How the pages and errors of programs in front of a webhook look. Express is not in front, and has pages like theirs. */
const PROGRAMS: readonly (readonly [
  name: string,
  wrote: (body: string, headers: IncomingHttpHeaders) => boolean,
])[] = [
  ['ngrok', (body, headers) => headers['ngrok-error-code'] !== undefined || /ERR_NGROK_\d/.test(body)],
  ['localtunnel', (body) => /localtunnel|loca\.lt/i.test(body)],
  [
    'Cloudflare',
    (body, headers) => headers['cf-ray'] !== undefined && /cloudflare|^error code: \d/i.test(body),
  ],
  ['nginx', (body) => /<center>(?:nginx|openresty)\b|Welcome to nginx/i.test(body)],
  ['Apache', (body) => /<address>Apache\b/i.test(body)],
  ['HAProxy', (body) => /^<html><body><h1>\d{3} .*<\/h1>\s.*\s<\/body><\/html>\s*$/s.test(body)],
  ['Express', (body) => /<pre>Cannot (?:GET|POST) /.test(body)],
];

/** A program that has written a response itself, instead of the webhook. */
export type ProgramName = string;

/** The program whose page or error a response is; `undefined` if it is not known. */
export function programOf({ body, headers }: CompleteResponse): ProgramName | undefined {
  return PROGRAMS.find(([, wrote]) => wrote(body, headers))?.[0];
}

/** Whether a body is a web page. Not by the content type: Express sends any text as HTML. */
export function isWebPage(body: string): boolean {
  return /^\s*(?:<\?xml\s[^>]*>\s*)?<(?:!doctype\s|!--|html|head|body|title|script|meta)/i.test(body);
}
