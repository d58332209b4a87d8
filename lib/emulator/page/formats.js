/** A size as people say it: `1.4 MB`. */
export function bytes(size) {
  const number = Number(size);
  if (!Number.isFinite(number)) return 'unknown size';
  if (number < 1000) return `${number} bytes`;
  const [unit, divisor] = number < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${(number / divisor).toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

/** Hours and minutes, for the chat. */
export function clockTime(ms) {
  return new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** To the millisecond, for the timeline; always 24 hours. */
export function exactTime(ms) {
  const at = new Date(ms);
  const two = (number) => String(number).padStart(2, '0');
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** The first letter of a name, for a round avatar; a whole one, were it an emoji. */
export function initial(name) {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}

/** One of six colours, always the same for the same id. */
export function hue(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 997;
  return sum % 6;
}

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
