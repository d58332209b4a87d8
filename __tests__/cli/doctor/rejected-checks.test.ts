import { closeServers } from '../../fixtures/servers';
import { examineDefect, failure, forgeries, idsOf } from './fixture';

afterEach(closeServers);

describe('the checks of what a webhook must reject', () => {
  it.each([
    [500, /HTTP 500/, /401 instead of a server error/],
    ['never', /no response within 300 ms/, /Respond with 401 at once/],
    ['close', /closed before the response was complete/, /closes the connection of forged callbacks/],
    [{ status: 302, location: '/login' }, /HTTP 302/, /401 if the signature is wrong or missing/],
    [204, /HTTP 204/, /DANGER/],
  ] as const)('fail for every forgery if the reaction is %j', async (reaction, detail, fix) => {
    const results = await examineDefect(
      ({ method, isSigned }) => (method === 'POST' && !isSigned ? reaction : undefined),
      300,
    );
    expect(idsOf(results, 'fail')).toEqual(forgeries);
    for (const check of forgeries) expect(results[check]).toEqual(failure(detail, fix));
  });

  it.each([
    ['tampered-query', 'any ?sig= without a header', 'header', 'query'],
    ['tampered-header', 'any header without ?sig=', 'query', 'header'],
  ] as const)('detect by %s a webhook that accepts %s', async (check, _, verified, trusted) => {
    const results = await examineDefect((received) =>
      received[verified] === undefined && received[trusted] !== undefined ? 200 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([check]);
    expect(results[check]).toEqual(
      failure(/HTTP 200/, /DANGER: anybody can forge.* in the header or in the query/),
    );
  });

  it('detect a webhook that verifies a signature only if there is one', async () => {
    const results = await examineDefect(({ method, header, query }) =>
      method === 'POST' && header === undefined && query === undefined ? 200 : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual(['unsigned']);
  });

  it.each([400, 401, 403, 404])('accept %i as a rejection', async (status) => {
    const results = await examineDefect(({ method, isSigned }) =>
      method === 'POST' && !isSigned ? status : undefined,
    );
    expect(idsOf(results, 'fail')).toEqual([]);
  });
});
