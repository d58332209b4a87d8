import { readSignature } from '../../../lib/index';
import type { RequestHeaders, RequestQuery } from '../../../lib/index';
import { queryOf } from '../../../lib/webhook/request/read-signature';

const SIGNATURE = 'f'.repeat(64);
const NAME = 'X-Viber-Content-Signature';

describe('readSignature', () => {
  it.each<[what: string, headers: RequestHeaders]>([
    ['Headers', new Headers({ [NAME]: SIGNATURE })],
    ['the headers of Node', { [NAME.toLowerCase()]: SIGNATURE }],
    ['an object with names as they were sent', { Host: 'a', [NAME]: SIGNATURE }],
    ['an object with names in upper case', { [NAME.toUpperCase()]: SIGNATURE }],
    ['an object with a list of values', { [NAME]: [SIGNATURE] }],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { [NAME]: SIGNATURE })],
    // A polyfill, or a realm of its own, has another class of this name.
    ['Headers of another implementation', new Map([[NAME.toLowerCase(), SIGNATURE]]) as unknown as Headers],
  ])('finds the header in %s', (_what, headers) => {
    expect(readSignature(headers, undefined)).toBe(SIGNATURE);
  });

  it.each<[what: string, query: RequestQuery]>([
    ['text', `a=1&sig=${SIGNATURE}&b=2`],
    ['text with its question mark', `?sig=${SIGNATURE}`],
    ['text with a question mark inside', `next=/a?b&sig=${SIGNATURE}`],
    ['text in percent-encoding', `s%69g=%66${SIGNATURE.slice(1)}`],
    ['URLSearchParams', new URLSearchParams({ sig: SIGNATURE })],
    ['an object', { sig: SIGNATURE }],
    ['an object with a list of values', { sig: [SIGNATURE] }],
  ])('finds sig in a query that is %s', (_what, query) => {
    expect(readSignature({}, query)).toBe(SIGNATURE);
    expect(readSignature(new Headers(), query)).toBe(SIGNATURE);
  });

  it('prefers the header, and reads sig if a host has emptied it', () => {
    expect(readSignature({ [NAME]: 'the header' }, `sig=${SIGNATURE}`)).toBe('the header');
    expect(readSignature({ [NAME]: '' }, `sig=${SIGNATURE}`)).toBe(SIGNATURE);
    expect(readSignature(new Headers({ [NAME]: '' }), `sig=${SIGNATURE}`)).toBe(SIGNATURE);
  });

  it.each<[what: string, headers: RequestHeaders, query: RequestQuery]>([
    ['headers in a list', { [NAME]: [SIGNATURE, SIGNATURE] }, undefined],
    ['parameters in text', {}, `sig=${SIGNATURE}&sig=${SIGNATURE}`],
    ['parameters in URLSearchParams', {}, new URLSearchParams(`sig=${SIGNATURE}&sig=${SIGNATURE}`)],
    ['parameters in a list', {}, { sig: [SIGNATURE, SIGNATURE] }],
  ])('joins %s that were sent twice, so that they match nothing', (_what, headers, query) => {
    expect(readSignature(headers, query)).toBe(`${SIGNATURE},${SIGNATURE}`);
  });

  // API Gateway has null where there are no headers or parameters, whatever its types say.
  it.each<[headers: unknown, query: unknown]>([
    [{}, undefined],
    [{}, null],
    [{}, ''],
    [{}, {}],
    [{}, 'signature=1'],
    [{ [NAME]: undefined }, { sig: undefined }],
    [{ [NAME]: null }, { sig: null }],
    [null, null],
    [undefined, undefined],
    [new Headers(), new URLSearchParams()],
  ])('finds none in %j and %j', (headers, query) => {
    expect(readSignature(headers as RequestHeaders, query as RequestQuery)).toBeUndefined();
  });
});

describe('queryOf', () => {
  it.each([
    ['/viber?sig=1', 'sig=1'],
    ['/viber?next=/a?b&sig=1', 'next=/a?b&sig=1'],
    ['/viber?', ''],
    ['/viber', ''],
    [undefined, ''],
  ])('is all that follows the first question mark of %s', (url, query) => {
    expect(queryOf(url)).toBe(query);
  });
});
