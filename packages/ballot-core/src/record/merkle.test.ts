import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, sha256, toHex, utf8 } from './bytes.ts';
import { inclusionProof, merkleRoot, verifyInclusion } from './merkle.ts';
import { INCLUSION } from './merkle.vector.ts';

const bytes = (hex: string) => fromHex(hex) ?? expect.fail(`not hex: ${hex}`);
const leavesOf = (size: number) => Array.from({ length: size }, (_, i) => sha256(utf8(String(i))));
const trees = fc.integer({ min: 1, max: 70 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

describe('published inclusion proofs', () => {
  test.each(INCLUSION)('$file: $valid', ({ index, size, leafHash, root, proof, valid }) => {
    const inclusion = { index, size, leafHash: bytes(leafHash), root: bytes(root), proof: proof.map(bytes) };
    expect(verifyInclusion(inclusion)).toBe(valid);
  });
});

describe('the tree', () => {
  test('of nothing has the root of RFC 9162: the hash of nothing', () => {
    expect(toHex(merkleRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('has the root that the definition in section 2.1.1 gives', () => {
    const defined = (leaves: readonly Uint8Array[]): Uint8Array => {
      const [only] = leaves;
      if (only && leaves.length === 1) return only;
      let split = 1;
      while (split * 2 < leaves.length) split *= 2;
      return sha256(concat(Uint8Array.of(1), defined(leaves.slice(0, split)), defined(leaves.slice(split))));
    };
    for (let size = 1; size <= 70; size++) expect(merkleRoot(leavesOf(size))).toEqual(defined(leavesOf(size)));
  });

  test('proves each of its leaves, at its own place and nowhere else', () => {
    fc.assert(
      fc.property(trees, fc.nat(69), ([size, index], other) => {
        const leaves = leavesOf(size);
        const root = merkleRoot(leaves);
        const proof = inclusionProof(leaves, index);
        const leafHash = leaves[index] ?? expect.fail();
        expect(verifyInclusion({ leafHash, index, size, proof, root })).toBe(true);
        if (other !== index) expect(verifyInclusion({ leafHash, index: other, size, proof, root })).toBe(false);
        expect(verifyInclusion({ leafHash: sha256(leafHash), index, size, proof, root })).toBe(false);
        expect(verifyInclusion({ leafHash, index, size, proof: [...proof, root], root })).toBe(false);
      }),
    );
  });

  test('has no proof for a leaf that it has not', () => {
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => inclusionProof(leavesOf(3), index)).toThrow(RangeError);
  });

  test('never throws on a proof, however wrong', () => {
    const [leaf = new Uint8Array()] = leavesOf(1);
    const odd = [-1, 0.5, Number.NaN, Infinity, 2 ** 53, 2 ** 64];
    for (const index of odd)
      expect(verifyInclusion({ leafHash: leaf, index, size: 2, proof: [leaf], root: leaf })).toBe(false);
    for (const size of odd)
      expect(verifyInclusion({ leafHash: leaf, index: 0, size, proof: [leaf], root: leaf })).toBe(false);
    expect(verifyInclusion({ leafHash: leaf, index: 0, size: 1, proof: null, root: leaf })).toBe(true);
    expect(verifyInclusion({ leafHash: leaf, index: 0, size: 1, proof: null, root: new Uint8Array() })).toBe(false);
  });
});
