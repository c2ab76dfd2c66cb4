/**
 * Shredding: whole ballots become single answers, before anything is published.
 *
 * Of 365 real ballots over 16 names 44 % were unique, so a whole ballot is a fingerprint. What is left is one opening for
 * each question (and each write-in slot) of each ballot, and the spent credentials: two lists in the order of their own
 * hashes, which say nothing about each other.
 */
import type { GroupId } from '../brand.ts';
import type { CastBody } from '../paper/ballot.ts';
import { WRITE_IN } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { compareBytes, fromBase64url, sha256, tagged, toBase64url, utf8 } from './bytes.ts';
import { credentialLeaf, openingLeaf } from './hashes.ts';
import type { Definition, Opening, SpentCredential } from './record.ts';

/** Fewest ballots of a group (or of the pool) that may be published with its name: 5, as for any breakdown. */
export const GROUP_MIN = 5;
const NONCE_LENGTH = 16;

export interface Shredded {
  readonly openings: readonly Opening[];
  readonly credentials: readonly SpentCredential[];
  /** Leaf hashes, in the order of the lists. */
  readonly openingLeaves: readonly Uint8Array[];
  readonly credentialLeaves: readonly Uint8Array[];
}

/** `ballots` are those that `readBallot` let through. Their order has no influence on the result. */
export function shred(definition: Definition, ballots: readonly CastBody[]): Shredded {
  const sizes = new Map<string, number>();
  for (const { group } of ballots) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const named = publicGroups(Object.fromEntries(sizes));
  const openings = ballots.flatMap((body) => {
    const group = named.has(body.group) ? body.group : null;
    return openingsOf(definition, body).map((opening) => ({ ...opening, group }));
  });
  const credentials = ballots.map(spentBy);
  const byOpening = sorted(openings, (opening) => openingLeaf(definition.poll, opening));
  const byCredential = sorted(credentials, (credential) => credentialLeaf(definition.poll, credential));
  return {
    openings: byOpening.map(([, opening]) => opening),
    openingLeaves: byOpening.map(([leaf]) => leaf),
    credentials: byCredential.map(([, credential]) => credential),
    credentialLeaves: byCredential.map(([leaf]) => leaf),
  };
}

/**
 * What a ballot leaves behind, with its real group: how a phone finds its own answers in the published list, where the
 * group may be null.
 *
 * The published nonce is derived from the ballot's nonce, its key and the place on the paper. Keys are distinct, so no
 * two openings are ever equal: two voters can't be shown the same line as theirs, and two who draw the same nonces on
 * purpose can't spoil the list.
 */
export function openingsOf({ paper }: Definition, body: CastBody): readonly Opening[] {
  const marked = new Map(Object.entries(body.choices));
  const marks = questions(paper).map(({ id }) => ({ question: id as string, choice: marked.get(id) ?? '' }));
  const slots = paper.kind === 'pick' ? paper.writeIns : 0;
  const names = Array.from({ length: slots }, (_, i) => ({ question: WRITE_IN, choice: body.writeIns[i] ?? '' }));
  const key = fromBase64url(body.publicKey);
  const nonces = fromBase64url(body.nonces);
  if (key === null || nonces?.length !== NONCE_LENGTH * (marks.length + slots)) {
    throw new RangeError('this ballot was not read for this paper');
  }
  return [...marks, ...names].map((answer, place) => {
    const drawn = nonces.subarray(NONCE_LENGTH * place, NONCE_LENGTH * (place + 1));
    const nonce = sha256(tagged('gonglun/nonce/1', key, utf8(String(place)), drawn)).subarray(0, NONCE_LENGTH);
    return { ...answer, group: body.group, nonce: toBase64url(nonce) };
  });
}

/**
 * The groups that may be named, by their number of ballots. The others are pooled; a pool below `min` takes in the next
 * smallest group, or else subtraction from the total would show the small ones.
 */
export function publicGroups(sizes: Readonly<Record<string, number>>, min = GROUP_MIN): ReadonlySet<GroupId> {
  const groups = Object.entries(sizes)
    .filter(([, size]) => size > 0)
    .sort(([a, less], [b, more]) => less - more || (a < b ? -1 : 1));
  let pool = 0;
  let pooled = 0;
  for (const [, size] of groups) {
    if (size >= min && (pool === 0 || pool >= min)) break;
    pool += size;
    pooled += 1;
  }
  return new Set(groups.slice(pooled).map(([group]) => group as GroupId));
}

const spentBy = ({ group, publicKey, credential }: CastBody): SpentCredential => ({
  group,
  publicKey,
  prefix: credential.prefix,
  signature: credential.signature,
});

function sorted<T>(values: readonly T[], leafOf: (value: T) => Uint8Array): (readonly [leaf: Uint8Array, value: T])[] {
  return values.map((value) => [leafOf(value), value] as const).sort(([a], [b]) => compareBytes(a, b));
}
