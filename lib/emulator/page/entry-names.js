/** What a state is called on the page. */
export function stateName(state) {
  return state.replace('_', ' ');
}

/** The name a listener of the bot has for a callback: a message goes by its type too, as `message:text`. */
export function eventName({ event, body }) {
  if (event !== 'message') return event;
  // Parsed for this alone; a token that is rounded here is shown nowhere.
  const type = JSON.parse(body).message?.type;
  return typeof type === 'string' ? `message:${type}` : event;
}
