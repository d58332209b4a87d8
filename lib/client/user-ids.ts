/**
 * A list of users' ids without the repeated ones, in order. Their form is Viber's business.
 *
 * @throws `TypeError` if it is no list of ids
 */
export function uniqueUserIds(ids: unknown, name: string): string[] {
  if (!Array.isArray(ids)) throw new TypeError(`${name} must be a list of users' ids.`);
  // Not map(), which skips holes.
  const checked = Array.from(ids, (id: unknown, index) => checkedUserId(id, `${name}[${String(index)}]`));
  return [...new Set(checked)];
}

/** @throws `TypeError` if it is no user's id */
export function checkedUserId(id: unknown, name: string): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new TypeError(`${name} must be a user's id, a text that is not empty.`);
}
