import reference from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize } from './canonical.ts';

describe('the canonical form', () => {
  test('is what the reference implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(canonicalize(value)).toBe(reference(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the example of RFC 8785, section 3.2.2', () => {
    const example = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalize(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const written = canonicalize(Object.fromEntries(keys.map((name, i) => [name, i])));
    expect(Object.keys(JSON.parse(written))).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
  });

  test('leaves out members without a value, as JSON does', () => {
    expect(canonicalize({ a: undefined, b: null })).toBe('{"b":null}');
  });

  test.each([
    ['a lone surrogate', '\ud800'],
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['undefined', undefined],
  ])('does not exist for %s', (_, value) => {
    expect(() => canonicalize({ deep: [value] })).toThrow(TypeError);
  });
});
