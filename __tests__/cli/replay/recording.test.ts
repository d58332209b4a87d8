import type { CommandError } from '../../../lib/cli/command-error';
import type { RecordedCallback } from '../../../lib/cli/replay/recording';
import { parseRecording } from '../../../lib/cli/replay/recording';

const SEEN = '{"event":"seen","timestamp":1700000000000,"message_token":5741311803571721087,"user_id":"a"}';
const entry = (body: string, createdAt: unknown = 1_700_000_000_500) =>
  JSON.stringify({ id: 1, event: 'seen', body, createdAt, state: 'acknowledged', attempts: [] });

const bodiesOf = (callbacks: readonly RecordedCallback[]) => callbacks.map(({ body }) => body);

function errorOf(text: string): CommandError {
  try {
    parseRecording(text);
  } catch (error) {
    return error as CommandError;
  }
  throw new Error('It was accepted.');
}

describe('parseRecording', () => {
  it("reads one body per line, byte for byte, as the emulator's page saves them", () => {
    const odd = '{ "event":"seen" , "message_token":18446744073709551615, "desc":"\\u00E9 é \\/" }';
    expect(parseRecording(`${SEEN}\n${odd}\n`)).toEqual([
      { line: 1, event: 'seen', body: SEEN, recordedAt: 1_700_000_000_000 },
      { line: 2, event: 'seen', body: odd, recordedAt: undefined },
    ]);
  });

  it("skips the API calls that the emulator's timeline has", () => {
    const call = JSON.stringify({ id: 2, method: 'send_message', requestBody: '{"type":"text"}', status: 0 });
    const callbacks = parseRecording(`${entry(SEEN)}\n${call}\n${entry(SEEN)}\n`);
    expect(callbacks.map(({ line, event }) => [line, event])).toEqual([
      [1, 'seen'],
      [3, 'seen'],
    ]);
    expect(errorOf(call).message).toBe('The recording has no callbacks.');
  });

  it('reads timeline entries, with their own time', () => {
    const expected = { event: 'seen', body: SEEN, recordedAt: 1_700_000_000_500 };
    expect(parseRecording(`[${entry(SEEN)},\n${entry(SEEN)}]`)).toEqual([
      { line: 1, ...expected },
      { line: 2, ...expected },
    ]);
    expect(parseRecording(entry(SEEN))).toEqual([{ line: 1, ...expected }]);
  });

  it('reads strings that contain a body', () => {
    const body = `{"event" : "seen",\n"message_token":5741311803571721087}`;
    expect(parseRecording(JSON.stringify([body]))).toEqual([
      { line: 1, event: 'seen', body, recordedAt: undefined },
    ]);
  });

  it('removes only the layout of an entry that spans several lines', () => {
    const formatted =
      '[\n  {\n    "event": "seen",\n    "message_token": 5741311803571721087,\n    "x": "a  \\u00E9"\n  }\n]';
    expect(parseRecording(formatted)).toEqual([
      {
        line: 2,
        event: 'seen',
        body: '{"event":"seen","message_token":5741311803571721087,"x":"a  \\u00E9"}',
        recordedAt: undefined,
      },
    ]);
  });

  it('skips blank lines and accepts Windows line breaks, and counts both', () => {
    const callbacks = parseRecording(`\r\n${SEEN}\r\n\r\n${SEEN}`);
    expect(callbacks.map(({ line }) => line)).toEqual([2, 4]);
    expect(bodiesOf(callbacks)).toEqual([SEEN, SEEN]);
  });

  it.each([
    ['"1700000000000"', 1_700_000_000_000],
    ['4977069964384421269', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['"soon"', undefined],
    ['null', undefined],
  ])('uses the timestamp %s only if it can be a time', (timestamp, recordedAt) => {
    expect(parseRecording(`{"event":"seen","timestamp":${timestamp}}`)[0]).toHaveProperty(
      'recordedAt',
      recordedAt,
    );
  });

  it('falls back to the timestamp of the body if the entry has no time', () => {
    expect(parseRecording(entry(SEEN, 'yesterday'))[0]).toHaveProperty('recordedAt', 1_700_000_000_000);
  });

  it('names the line of each problem, and never quotes it', () => {
    const lines = [
      SEEN,
      '{"event":"secret"',
      '17',
      'null',
      '{"text":"secret"}',
      entry('secret'),
      '"[]"',
      '[1]',
    ];
    const { message, code, hint } = errorOf(lines.join('\n'));
    expect(code).toBe('invalid_recording');
    expect(message).toBe(
      'The recording is invalid, so nothing was sent: ' +
        'line 2: it is not valid JSON; line 3: it is neither an object nor a string; ' +
        'line 4: it is neither an object nor a string; line 5: it has no "event", so it is not a callback; ' +
        'line 6: its body is not valid JSON; line 7: it has no "event", so it is not a callback; ' +
        'line 8: it is neither an object nor a string.',
    );
    expect(hint).toContain('one JSON value per line');
  });

  it('counts the lines of an array too', () => {
    expect(errorOf(`[\n${SEEN},\n\n17\n,]`).message).toMatch(/line 4: .*; line 5: it is not valid JSON\.$/);
  });

  it('reports an array that is not closed, or followed by something', () => {
    expect(errorOf(`[${SEEN},`).message).toContain('the array is not closed');
    expect(errorOf(`[${SEEN}]\n[${SEEN}]`).message).toContain('there is text after the array');
  });

  it('lists ten problems, and stops reading at the eleventh', () => {
    const parse = jest.spyOn(JSON, 'parse');
    const { message } = errorOf('x\n'.repeat(10_000));
    expect(parse).toHaveBeenCalledTimes(11);
    parse.mockRestore();
    expect(message).toContain('line 10: it is not valid JSON; and more.');
    expect(message).not.toContain('line 11');
    expect(errorOf('x\n'.repeat(10)).message).toMatch(/line 10: it is not valid JSON\.$/);
  });

  it('searches an array for line breaks once, not for each entry', () => {
    const text = `[${Array(1000).fill(SEEN).join(',')}]\n`;
    const indexOf = jest.spyOn(String.prototype, 'indexOf');
    const callbacks = parseRecording(text);
    const searches = indexOf.mock.calls.filter(([found], call) => {
      return found === '\n' && indexOf.mock.contexts[call] === text;
    });
    indexOf.mockRestore();
    expect(searches).toHaveLength(1);
    expect(callbacks).toHaveLength(1000);
    expect(callbacks.at(-1)).toMatchObject({ line: 1, body: SEEN });
  });

  it.each(['', '\n \r\n', '[]', ' [\n] '])('rejects an empty recording: %j', (text) => {
    expect(errorOf(text).message).toBe('The recording has no callbacks.');
  });

  it('reads hundreds of thousands of lines', () => {
    const callbacks = parseRecording(`${SEEN}\n`.repeat(200_000));
    expect(callbacks).toHaveLength(200_000);
    expect(callbacks.at(-1)).toMatchObject({ line: 200_000, body: SEEN });
  });
});
