import { isIPv4 } from 'node:net';
import { printToStderr, stderrColors } from './output';

/** Whether a URL leads to this machine. */
export function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  // A name such as 127.0.0.1.example.com may lead anywhere.
  const isLoopback = isIPv4(hostname) && hostname.startsWith('127.');
  return isLoopback || /^(?:localhost|.+\.localhost|\[::1\])$/.test(hostname);
}

/**
 * Warns that people may get messages from a bot that is not on this machine.
 *
 * @param url - of the webhook
 * @param people - who would get them, such as `the people in the recording`
 */
export function warnIfRemote(url: string, people: string): void {
  if (isLocalUrl(url)) return;
  const { hostname } = new URL(url);
  const consequence = `If the bot there replies, ${people} will get its messages.`;
  printToStderr(`${stderrColors.yellow('warning:')} ${hostname} is not this machine. ${consequence}`);
}
