/**
 * The Merkle tree of RFC 9162 (Certificate Transparency 2.0), SHA-256, over leaf hashes as given.
 *
 * One root in the signed record stands for every opening: none can be changed, added or left out afterwards.
 */
import { concat, equalBytes, sha256 } from './bytes.ts';

const HASH_LENGTH = 32;
const NODE = Uint8Array.of(1);

export interface Inclusion {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** From the leaf upwards; null is an empty proof. */
  readonly proof: readonly Uint8Array[] | null;
  readonly root: Uint8Array;
}

/** MTH of section 2.1.1, level by level: a node without a neighbour goes up unchanged. */
export function merkleRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) level = above(level);
  return level[0] ?? sha256(new Uint8Array());
}

/** PATH of section 2.1.3.1: the neighbours on the way up. Throws on an index outside the tree. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length) {
    throw new RangeError(`no leaf ${index} in a tree of ${leafHashes.length}`);
  }
  const proof: Uint8Array[] = [];
  for (let level = leafHashes, at = index; level.length > 1; level = above(level), at = half(at)) {
    const neighbour = level[at % 2 === 0 ? at + 1 : at - 1];
    if (neighbour) proof.push(neighbour);
  }
  return proof;
}

/** Section 2.1.3.2. False for whatever is not a proof; never throws. */
export function verifyInclusion({ leafHash, index, size, proof, root }: Inclusion): boolean {
  const path = proof ?? [];
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leafHash, root, ...path].every((hash) => hash instanceof Uint8Array && hash.length === HASH_LENGTH))
    return false;
  let fn = index;
  let sn = size - 1;
  let hash = leafHash;
  for (const neighbour of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = node(neighbour, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = node(hash, neighbour);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(hash, root);
}

function above(level: readonly Uint8Array[]): Uint8Array[] {
  const nodes: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) nodes.push(right ? node(left, right) : left);
  }
  return nodes;
}

const node = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(NODE, left, right));
/** Sizes go up to 2^53, where shifts would cut them to 32 bits. */
const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
