import { callbackSchemas } from '../../../lib/protocol/callbacks/callback-schemas';
import {
  EVENT_TYPES,
  MANDATORY_EVENT_TYPES,
  OPTIONAL_EVENT_TYPES,
} from '../../../lib/protocol/callbacks/event-types';

describe('MANDATORY_EVENT_TYPES', () => {
  it('lists the events that cannot be filtered out, according to the documentation', () => {
    expect(MANDATORY_EVENT_TYPES).toEqual(['message', 'subscribed', 'unsubscribed']);
  });
});

describe('OPTIONAL_EVENT_TYPES', () => {
  it('lists the events that can be filtered out, according to the documentation', () => {
    expect(OPTIONAL_EVENT_TYPES).toEqual(['delivered', 'seen', 'failed', 'conversation_started']);
  });
});

describe('EVENT_TYPES', () => {
  it('lists each event once', () => {
    expect([...EVENT_TYPES].sort()).toEqual(Object.keys(callbackSchemas).sort());
  });
});
