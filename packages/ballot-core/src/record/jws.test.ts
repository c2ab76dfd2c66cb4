import { describe, expect, test } from 'vitest';
import { toBase64url, utf8 } from './bytes.ts';
import { canonicalize } from './canonical.ts';
import { verifyJws } from './jws.ts';
import { EVENT_KEY, signJws } from './meeting.fixture.ts';

const jws = signJws({ b: 1, a: '票' });
const [header = '', payload = '', signature = ''] = jws.split('.');

describe('a signature of the house', () => {
  test('gives its payload to whoever has the right key', () => {
    expect(verifyJws(jws, EVENT_KEY)).toEqual(utf8(canonicalize({ a: '票', b: 1 })));
    expect(verifyJws(jws, EVENT_KEY.slice().reverse())).toBeNull();
    expect(verifyJws(jws, new Uint8Array())).toBeNull();
  });

  test.each([
    ['no algorithm', `${toBase64url(utf8('{"alg":"none"}'))}.${payload}.`],
    ['another header', `${toBase64url(utf8('{"alg":"EdDSA","kid":"1"}'))}.${payload}.${signature}`],
    ['another payload', `${header}.${toBase64url(utf8('{}'))}.${signature}`],
    ['padding', `${header}.${payload}.${signature}==`],
    ['a part too many', `${jws}.${signature}`],
    ['a part missing', `${header}.${payload}`],
    ['nothing in it', ''],
  ])('is refused with %s', (_, changed) => expect(verifyJws(changed, EVENT_KEY)).toBeNull());
});
