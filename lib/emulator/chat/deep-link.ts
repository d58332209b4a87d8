/**
 * The context of a deep link to the bot, as `deepLink()` makes them; `undefined` if it has none.
 *
 * @param uri - of the bot
 * @throws `TypeError` if it is not a deep link to this bot
 */
export function contextOfDeepLink(link: string, uri: string): string | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url?.protocol !== 'viber:' || url.host !== 'pa')
    throw new TypeError(`A deep link looks like viber://pa?chatURI=${encodeURIComponent(uri)}&context=…`);
  const chatUri = url.searchParams.get('chatURI');
  if (chatUri !== uri) {
    throw new TypeError(
      `The deep link is to "${String(chatUri)}", but the URI of this bot is "${uri}". Change the link, or the "bot" option of the emulator.`,
    );
  }
  return url.searchParams.get('context') ?? undefined;
}
