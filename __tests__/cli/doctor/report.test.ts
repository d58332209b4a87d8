import { stripVTControlCharacters } from 'node:util';
import { failed, passed, skipped, warned } from '../../../lib/cli/doctor/check-result';
import { findingsOf } from '../../../lib/cli/doctor/findings';
import { reportLines } from '../../../lib/cli/doctor/report';

const explanation = (detail: string, cause: string) => ({ detail, cause, fix: `Mend ${cause}` });

const results = [
  skipped('url', 'it is local'),
  skipped('dns', 'it is http'),
  skipped('tls', 'it is http'),
  passed('connection', 'open'),
  warned('signature-query', explanation('HTTP 401', 'W')),
  failed('unsigned', explanation('HTTP 200\u001b[2J', 'B')),
  failed('tampered-body', explanation('HTTP 201', 'B')),
  failed('check-call', explanation('HTTP 500', 'A')),
];

describe('findingsOf', () => {
  it('joins the checks with one cause, in their order, failures before warnings', () => {
    expect(findingsOf(results)).toEqual([
      {
        outcome: 'fail',
        cause: 'A',
        fix: 'Mend A',
        checks: ['check-call'],
        details: ['Check call: HTTP 500'],
      },
      {
        outcome: 'fail',
        cause: 'B',
        fix: 'Mend B',
        checks: ['tampered-body', 'unsigned'],
        details: ['Tampered body: HTTP 201', 'No signature: HTTP 200\u001b[2J'],
      },
      {
        outcome: 'warning',
        cause: 'W',
        fix: 'Mend W',
        checks: ['signature-query'],
        details: ['Signature in ?sig= only: HTTP 401'],
      },
    ]);
  });
});

describe('reportLines', () => {
  it('begins with the causes, and has one line for all that was skipped', () => {
    expect(reportLines(results).map(stripVTControlCharacters)).toEqual([
      '✖ A',
      '    seen: Check call: HTTP 500',
      '    fix:  Mend A',
      '',
      '✖ B',
      '    seen: Tampered body: HTTP 201; No signature: HTTP 200',
      '    fix:  Mend B',
      '',
      '! W',
      '    seen: Signature in ?sig= only: HTTP 401',
      '    fix:  Mend W',
      '',
      '✔ Connection: open',
      '– Skipped: 1 because it is local, 2 because it is http',
      '',
      '3 failed, 1 warning, 1 passed, 3 skipped.',
    ]);
  });

  it('begins with the verdict if nothing failed', () => {
    const fine = results.filter(({ outcome }) => outcome !== 'fail' && outcome !== 'skipped');
    expect(reportLines(fine).map(stripVTControlCharacters).slice(0, 3)).toEqual([
      '✔ Nothing failed: 1 warning, 1 passed, 0 skipped.',
      '',
      '! W',
    ]);
  });
});
