import type { MessageProblem } from '../../lib/protocol/messages/problems';

const problem = (rule: string): MessageProblem => ({
  path: '/keyboard/BgColor',
  message: 'is a string of 3 characters, not a color of the form #RRGGBB',
  rule,
  source: "Viber's documentation, Keyboards",
});

/** The module with no memory of earlier warnings, as in a new process. */
function freshModule() {
  let loaded: typeof import('../../lib/client/message-warnings') | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual('../../lib/client/message-warnings');
  });
  if (loaded === undefined) throw new Error('not loaded');
  return loaded;
}

describe('warnOfProblems', () => {
  afterEach(() => jest.restoreAllMocks());

  it('names the path, the rule and its source', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();

    freshModule().warnOfProblems([problem('color')]);

    expect(emitWarning.mock.calls).toEqual([
      [
        'A message may not be shown as it should: /keyboard/BgColor is a string of 3 characters, not a color of the form #RRGGBB ' +
          "(rule color; see Viber's documentation, Keyboards). It is sent all the same. Further messages that break this rule cause no warning.",
        { type: 'ViberWarning', code: 'VIBER_MESSAGE_COLOR' },
      ],
    ]);
  });

  it('warns of each rule once', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const { warnOfProblems } = freshModule();

    warnOfProblems([problem('color'), problem('color'), problem('api-level')]);
    warnOfProblems([problem('api-level'), problem('picker-in-rich-media')]);

    expect(emitWarning.mock.calls.map(([, options]) => options)).toEqual([
      { type: 'ViberWarning', code: 'VIBER_MESSAGE_COLOR' },
      { type: 'ViberWarning', code: 'VIBER_MESSAGE_API_LEVEL' },
      { type: 'ViberWarning', code: 'VIBER_MESSAGE_PICKER_IN_RICH_MEDIA' },
    ]);
  });
});
