import { ViberWelcomeError } from '../../lib/errors';

describe('ViberWelcomeError', () => {
  it('says what to do about a late welcome message', () => {
    const error = new ViberWelcomeError('welcome_late');

    expect(error.problems).toEqual([]);
    expect(error.message).toContain('not ready within ackTimeoutMs');
    expect(error.message).toContain('Make the handler faster');
  });

  it('lists the problems of an invalid one', () => {
    const problems = ['/text must be string', '/keyboard must be object'];
    const error = new ViberWelcomeError('welcome_invalid', problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toContain('/text must be string; /keyboard must be object.');
  });
});
