import { callbackSchemas } from '../../../lib/protocol/callbacks/callback-schemas';
import {
  EVENT_TYPES,
  MANDATORY_EVENT_TYPES,
  OPTIONAL_EVENT_TYPES,
} from '../../../lib/protocol/callbacks/event-types';

describe('MANDATORY_EVENT_TYPES', () => {
  it('is what the documentation says cannot be filtered out', () => {
    expect(MANDATORY_EVENT_TYPES).toEqual(['message', 'subscribed', 'unsubscribed']);
  });
});

describe('OPTIONAL_EVENT_TYPES', () => {
  it('is what the documentation says can be filtered out', () => {
    expect(OPTIONAL_EVENT_TYPES).toEqual(['delivered', 'seen', 'failed', 'conversation_started']);
  });
});

describe('EVENT_TYPES', () => {
  it('is each event of a callback once, except for the check call, which no filter names', () => {
    const events = Object.keys(callbackSchemas).filter((event) => event !== 'webhook');

    expect([...EVENT_TYPES].sort()).toEqual(events.sort());
  });
});
