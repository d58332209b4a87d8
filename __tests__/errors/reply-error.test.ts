import { ViberConnectionError, ViberReplyError } from '../../lib/errors';

describe('ViberReplyError', () => {
  const details = { total: 3, sentTokens: ['5306661646841952248'] };

  it('says how many messages were sent, and why the next one was not', () => {
    const cause = new ViberConnectionError('send_message', 'it timed out');
    const error = new ViberReplyError({ ...details, cause });

    expect(error).toMatchObject({ code: 'reply_stopped', name: 'ViberReplyError', ...details, cause });
    expect(error.message).toBe(
      "The reply stopped after 1 of 3 messages. send_message got no usable response from Viber's API: it timed out.",
    );
  });

  it("does not quote the signal's reason", () => {
    const error = new ViberReplyError({ ...details, cause: new Error('hush-hush') });

    expect(error.message).toBe('The reply stopped after 1 of 3 messages.');
  });
});
