import { printToStderr, stderrColors } from './output';

/** Whether a URL leads to this machine. */
export function isLocalUrl(url: string): boolean {
  return /^(?:localhost|.+\.localhost|127\..+|\[::1\])$/.test(new URL(url).hostname);
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
