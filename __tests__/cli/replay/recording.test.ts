import type { CommandError } from '../../../lib/cli/command-error';
import type { RecordedCallback } from '../../../lib/cli/replay/recording';
import { parseRecording } from '../../../lib/cli/replay/recording';

const SEEN = '{"event":"seen","timestamp":1700000000000,"message_token":5741311803571721087,"user_id":"a"}';
const entry = (body: string, createdAt: unknown = 1_700_000_000_500) =>
  JSON.stringify({ id: 1, event: 'seen', body, createdAt, state: 'acknowledged', attempts: [] });

const bodiesOf = (callbacks: readonly RecordedCallback[]) => callbacks.map(({ body }) => body);

function faultOf(text: string): CommandError {
  try {
    parseRecording(text);
  } catch (error) {
    return error as CommandError;
  }
  throw new Error('It was read.');
}

describe('parseRecording', () => {
  it('reads one body a line, byte for byte, as the page of the emulator saves them', () => {
    const odd = '{ "event":"seen" , "message_token":18446744073709551615, "desc":"\\u00E9 é \\/" }';
    expect(parseRecording(`${SEEN}\n${odd}\n`)).toEqual([
      { line: 1, event: 'seen', body: SEEN, recordedAt: 1_700_000_000_000 },
      { line: 2, event: 'seen', body: odd, recordedAt: undefined },
    ]);
  });

  it('reads entries of the timeline, with their own time', () => {
    const expected = { event: 'seen', body: SEEN, recordedAt: 1_700_000_000_500 };
    expect(parseRecording(`[${entry(SEEN)},\n${entry(SEEN)}]`)).toEqual([
      { line: 1, ...expected },
      { line: 2, ...expected },
    ]);
    expect(parseRecording(entry(SEEN))).toEqual([{ line: 1, ...expected }]);
  });

  it('reads strings that hold a body', () => {
    const body = `{"event" : "seen",\n"message_token":5741311803571721087}`;
    expect(parseRecording(JSON.stringify([body]))).toEqual([
      { line: 1, event: 'seen', body, recordedAt: undefined },
    ]);
  });

  it('leaves out only the layout of an entry over several lines', () => {
    const laidOut =
      '[\n  {\n    "event": "seen",\n    "message_token": 5741311803571721087,\n    "x": "a  \\u00E9"\n  }\n]';
    expect(parseRecording(laidOut)).toEqual([
      {
        line: 2,
        event: 'seen',
        body: '{"event":"seen","message_token":5741311803571721087,"x":"a  \\u00E9"}',
        recordedAt: undefined,
      },
    ]);
  });

  it('reads line ends of Windows and empty lines, and counts them', () => {
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
  ])('takes the timestamp %s for the time only if it can be one', (timestamp, recordedAt) => {
    expect(parseRecording(`{"event":"seen","timestamp":${timestamp}}`)[0]).toHaveProperty(
      'recordedAt',
      recordedAt,
    );
  });

  it('falls back to the timestamp of the body where an entry has no time', () => {
    expect(parseRecording(entry(SEEN, 'yesterday'))[0]).toHaveProperty('recordedAt', 1_700_000_000_000);
  });

  it('names the line of each fault, and never what stands there', () => {
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
    const { message, code, hint } = faultOf(lines.join('\n'));
    expect(code).toBe('invalid_recording');
    expect(message).toBe(
      'The recording cannot be read, so nothing was sent: ' +
        'line 2: it is not JSON; line 3: it is neither an object nor a string; ' +
        'line 4: it is neither an object nor a string; line 5: it has no event, so it is no callback of Viber; ' +
        'line 6: its body is not JSON; line 7: it has no event, so it is no callback of Viber; ' +
        'line 8: it is neither an object nor a string.',
    );
    expect(hint).toContain('one JSON value a line');
  });

  it('counts the lines of an array too', () => {
    expect(faultOf(`[\n${SEEN},\n\n17\n,]`).message).toMatch(/line 4: .*; line 5: it is not JSON\.$/);
  });

  it('says that an array is cut off, or followed by something', () => {
    expect(faultOf(`[${SEEN},`).message).toContain('the array does not end');
    expect(faultOf(`[${SEEN}]\n[${SEEN}]`).message).toContain('something follows the array');
  });

  it('lists ten faults, and reads no further than to know that there are more', () => {
    const parse = jest.spyOn(JSON, 'parse');
    const { message } = faultOf('x\n'.repeat(10_000));
    expect(parse).toHaveBeenCalledTimes(11);
    parse.mockRestore();
    expect(message).toContain('line 10: it is not JSON; and more.');
    expect(message).not.toContain('line 11');
    expect(faultOf('x\n'.repeat(10)).message).toMatch(/line 10: it is not JSON\.$/);
  });

  it('looks for the line breaks of an array once, not at each of its entries', () => {
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

  it.each(['', '\n \r\n', '[]', ' [\n] '])('refuses a recording with nothing in it: %j', (text) => {
    expect(faultOf(text).message).toBe('The recording is empty.');
  });

  it('reads hundreds of thousands of lines', () => {
    const callbacks = parseRecording(`${SEEN}\n`.repeat(200_000));
    expect(callbacks).toHaveLength(200_000);
    expect(callbacks.at(-1)).toMatchObject({ line: 200_000, body: SEEN });
  });
});
