import { closedSchema } from '../../../lib/protocol/messages/closed-schema';

describe('closedSchema', () => {
  it('closes every object that names its fields, at every depth, and leaves the others open', () => {
    const text = { type: 'string' };
    const open = {
      type: 'object',
      required: ['list'],
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { text } } },
        pair: { type: 'array', items: [text, { type: 'object', properties: { text } }] },
        anything: { type: 'object' },
      },
      if: { properties: { pair: { const: 1 } } },
    };
    const before = structuredClone(open);

    expect(closedSchema(open)).toEqual({
      type: 'object',
      required: ['list'],
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { text }, additionalProperties: false } },
        pair: {
          type: 'array',
          items: [text, { type: 'object', properties: { text }, additionalProperties: false }],
        },
        anything: { type: 'object' },
      },
      additionalProperties: false,
      if: { properties: { pair: { const: 1 } } },
    });
    expect(open).toEqual(before);
  });
});
