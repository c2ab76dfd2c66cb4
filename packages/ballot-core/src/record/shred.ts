/**
 * Shredding: whole ballots become single answers, before anything is published.
 *
 * Of 365 real ballots over 16 names 44 % were unique, so a whole ballot is a fingerprint. What is left is one opening for
 * each question (and each write-in slot) of each ballot, and the spent credentials: two lists in the order of their own
 * hashes, which say nothing about each other. Free words (意见建议) leave their hash; the words themselves are kept apart, for
 * the desk, and only where there are enough ballots to hide among.
 */
import type { GroupId } from '../brand.ts';
import { Counter } from '../count/counter.ts';
import type { CastBody } from '../paper/ballot.ts';
import { TEXT_BALLOTS_MIN, WRITE_IN, type Paper, type Question } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { NONCE_BYTES } from '../paper/read-ballot.ts';
import { textHash } from '../paper/text-hash.ts';
import { compareBytes, fromBase64url, sha256, tagged, toBase64url, utf8 } from './bytes.ts';
import { groupView, textQuestions, unnamedQuestions, type GroupView } from './groups.ts';
import { credentialLeaf, openingLeaf } from './hashes.ts';
import type { GroupSizes } from './public-groups.ts';
import type { Definition, GroupCount, Opening, SpentCredential } from './record.ts';

export interface Shredded {
  readonly openings: readonly Opening[];
  readonly credentials: readonly SpentCredential[];
  /** Free words with the leaf hash of their opening, in that order; [] below `TEXT_BALLOTS_MIN` ballots, for good. */
  readonly texts: readonly ShreddedText[];
  /** Leaf hashes, in the order of the lists. */
  readonly openingLeaves: readonly Uint8Array[];
  readonly credentialLeaves: readonly Uint8Array[];
}

export interface ShreddedText {
  readonly leaf: Uint8Array;
  readonly question: string;
  readonly text: string;
}

/** `ballots` are those that `readBallot` let through, with nonces (`drawNonces`, where the poll gives no receipts). Their order has no influence on the result. */
export function shred(
  definition: Definition,
  ballots: readonly CastBody[],
  { named }: GroupView = groupView(definition, countsByGroup(definition.paper, ballots)),
): Shredded {
  const texts = textQuestions(definition.paper);
  const unnamed = unnamedQuestions(definition.paper);
  const lines = ballots.flatMap((body) =>
    openingsOf(definition, body).map((own) => {
      // What was written is found by who wrote it, in a small group sooner; and no rule counts it by group.
      const opening: Opening = {
        ...own,
        group: named.has(body.group) && !unnamed.has(own.question) ? body.group : null,
      };
      return { opening, text: texts.has(own.question) ? body.choices[own.question] : undefined };
    }),
  );
  const credentials = ballots.map(spentBy);
  const byOpening = sorted(lines, ({ opening }) => openingLeaf(definition.poll, opening));
  const byCredential = sorted(credentials, (credential) => credentialLeaf(definition.poll, credential));
  const kept = ballots.length >= TEXT_BALLOTS_MIN ? byOpening : [];
  return {
    openings: byOpening.map(([, { opening }]) => opening),
    openingLeaves: byOpening.map(([leaf]) => leaf),
    credentials: byCredential.map(([, credential]) => credential),
    credentialLeaves: byCredential.map(([leaf]) => leaf),
    texts: kept.flatMap(([leaf, { opening, text }]) =>
      text === undefined ? [] : [{ leaf, question: opening.question, text }],
    ),
  };
}

/** Ballots (or spent credentials) by group. */
export function sizesOf(ballots: readonly { readonly group: string }[]): GroupSizes {
  const sizes = new Map<string, number>();
  for (const { group } of ballots) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return Object.fromEntries(sizes);
}

/** The count of each group that has a ballot here. */
function countsByGroup(paper: Paper, ballots: readonly CastBody[]): readonly GroupCount[] {
  const counters = new Map<GroupId, Counter>();
  for (const body of ballots) {
    const own = counters.get(body.group) ?? new Counter(paper);
    counters.set(body.group, own);
    own.add(body);
  }
  return [...counters].map(([group, { count }]) => ({ group, ...count }));
}

/**
 * What a ballot leaves behind, with its real group: how a phone finds its own answers in the published list, where the
 * group may be null. Of free words it is the hash that is published.
 *
 * The published nonce is derived from the ballot's nonce, its key and the place on the paper. Keys are distinct, so no
 * two openings are ever equal: two voters can't be shown the same line as theirs, and two who draw the same nonces on
 * purpose can't spoil the list. A ballot of a poll without receipts has no lines that anybody could find before
 * `drawNonces` has given it nonces, which happens at the seal and is not remembered; here it is refused by a throw.
 */
export function openingsOf({ paper }: Definition, body: CastBody): readonly Opening[] {
  const marked = new Map(Object.entries(body.choices));
  const marks = questions(paper).map((question) => ({ question, mark: marked.get(question.id) ?? '' }));
  const slots = paper.kind === 'pick' ? paper.writeIns : 0;
  const names = Array.from({ length: slots }, (_, i) => ({ question: null, mark: body.writeIns[i] ?? '' }));
  if (body.nonces === '') throw new RangeError('a ballot without nonces leaves no lines before they are drawn');
  const key = fromBase64url(body.publicKey);
  const nonces = fromBase64url(body.nonces);
  if (key === null || nonces?.length !== NONCE_BYTES * (marks.length + slots)) {
    throw new RangeError('this ballot was not read for this paper');
  }
  return [...marks, ...names].map(({ question, mark }, place) => {
    const drawn = nonces.subarray(NONCE_BYTES * place, NONCE_BYTES * (place + 1));
    const nonce = sha256(tagged('gonglun/nonce/1', key, utf8(String(place)), drawn)).subarray(0, NONCE_BYTES);
    const choice = published(question, mark, nonce);
    return { question: question?.id ?? WRITE_IN, choice, group: body.group, nonce: toBase64url(nonce) };
  });
}

const published = (question: Question | null, mark: string, nonce: Uint8Array): string =>
  question === null || question.text === null || mark === '' ? mark : textHash(nonce, mark);

const spentBy = ({ group, publicKey, credential }: CastBody): SpentCredential => ({
  group,
  publicKey,
  prefix: credential.prefix,
  signature: credential.signature,
});

function sorted<T>(values: readonly T[], leafOf: (value: T) => Uint8Array): (readonly [leaf: Uint8Array, value: T])[] {
  return values.map((value) => [leafOf(value), value] as const).sort(([a], [b]) => compareBytes(a, b));
}
