import { parseEventList } from '../../lib/cli/event-list';

describe('parseEventList', () => {
  it.each([
    ['all', {}],
    ['none', { eventTypes: [] }],
    ['seen', { eventTypes: ['seen'] }],
    ['delivered,seen', { eventTypes: ['delivered', 'seen'] }],
    ['delivered, seen,delivered', { eventTypes: ['delivered', 'seen'] }],
    ['message,conversation_started', { eventTypes: ['message', 'conversation_started'] }],
  ])('reads %s', (text, filter) => {
    expect(parseEventList(text)).toEqual(filter);
  });

  it.each([
    ['delivered,sen', 'Did you mean "seen"?'],
    ['Seen', 'Did you mean "seen"?'],
    ['nothing-like-it', 'Expected one of '],
    ['all,seen', '"all" stands alone.'],
    ['seen,none', '"none" stands alone.'],
    ['seen,', 'A name is missing'],
    ['', 'A name is missing'],
  ])('refuses "%s" and says what to write', (text, advice) => {
    expect(() => parseEventList(text)).toThrow(advice);
  });
});
