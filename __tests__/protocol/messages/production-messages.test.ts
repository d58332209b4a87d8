import { validateMessage } from '../../../lib/protocol/messages/validate-message';
import { PRODUCTION_MESSAGES, REFUSED_MESSAGES } from './production-messages';

describe('validateMessage', () => {
  it.each(PRODUCTION_MESSAGES)('refuses nothing that Viber takes: %s', (_what, message, rules) => {
    const { errors, warnings } = validateMessage(message);

    expect(errors).toEqual([]);
    expect([...new Set(warnings.map(({ rule }) => rule))].sort()).toEqual([...rules].sort());
  });

  it.each(REFUSED_MESSAGES)('refuses what Viber refuses: %s', (_why, message, error) => {
    expect(validateMessage(message).errors.map(({ path, rule }) => `${path} ${rule}`)).toEqual([error]);
  });
});
