/**
 * A program that tries to say whose ballot is whose.
 *
 * It knows every person by slip, name and line of the roster, in the order in which they signed in, every ballot by key,
 * right, signature and nonces, and has all the traces. It looks for one piece that names both, for one transaction that
 * wrote both, for bytes that both have, and for any two orders that run alike. Its guesses are scored against the truth,
 * which only the phones know.
 */
import { createHash } from 'node:crypto';
import type { Trace } from './evidence.ts';

/** What a person or a ballot is known by: at least 16 bytes each, all distinct. */
export type Tokens = readonly Buffer[];

/** In any order; `people[i]` cast `ballots[truth[i]]`. */
export interface Meeting {
  readonly people: readonly Tokens[];
  readonly ballots: readonly Tokens[];
  readonly truth: readonly number[];
}

export interface Score {
  readonly attack: string;
  readonly hits: number;
  /** Hits of somebody who guesses blindly as often, and their variance. */
  readonly expected: number;
  readonly variance: number;
}

/** Standard deviations above blind guessing. */
export const sigmas = ({ hits, expected, variance }: Score): number =>
  (hits - expected) / Math.sqrt(Math.max(variance, 1));

/** Adds up the same attack over many meetings; the best first. */
export function addScores(scores: readonly Score[]): readonly Score[] {
  const sums = new Map<string, Score>();
  for (const score of scores) {
    const sum = sums.get(score.attack) ?? { attack: score.attack, hits: 0, expected: 0, variance: 0 };
    sums.set(score.attack, {
      attack: score.attack,
      hits: sum.hits + score.hits,
      expected: sum.expected + score.expected,
      variance: sum.variance + score.variance,
    });
  }
  return [...sums.values()].sort((a, b) => sigmas(b) - sigmas(a));
}

interface Mention {
  readonly who: number;
  readonly trace: Trace;
  /** Where in the bytes it stands: the order inside one record of the log. */
  readonly offset: number;
}

/** All attacks on each meeting, added up. */
export function attack(traces: readonly Trace[], meetings: readonly Meeting[]): readonly Score[] {
  const people = mentions(
    traces,
    meetings.map((meeting) => meeting.people),
  );
  const ballots = mentions(
    traces,
    meetings.map((meeting) => meeting.ballots),
  );
  return addScores(
    meetings.flatMap((meeting, m) => {
      const [p, b] = [people[m] ?? [], ballots[m] ?? []];
      return [...sameTrace(meeting, p, b), ...sameTransaction(meeting, p, b), ...sameOrder(meeting, p, b)];
    }),
  );
}

/** As a token could be kept: itself, its hash, and both as text. */
function forms(token: Buffer): readonly Buffer[] {
  const hash = createHash('sha256').update(token).digest();
  const texts = [token, hash].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64url')]);
  return [token, hash, ...texts.map((text) => Buffer.from(text))];
}

/** Which tokens of which meeting stand in which trace. Found by their first four bytes, then compared whole. */
function mentions(traces: readonly Trace[], meetings: readonly (readonly Tokens[])[]): readonly (readonly Mention[])[] {
  const heads = new Map<number, { readonly meeting: number; readonly who: number; readonly token: Buffer }[]>();
  meetings.forEach((known, meeting) =>
    known.forEach((tokens, who) => {
      for (const token of tokens.flatMap(forms)) {
        const head = token.readUInt32BE(0);
        const same = heads.get(head);
        if (same === undefined) heads.set(head, [{ meeting, who, token }]);
        else same.push({ meeting, who, token });
      }
    }),
  );
  const found: Mention[][] = meetings.map(() => []);
  for (const trace of traces) {
    const { bytes } = trace;
    for (let offset = 0; offset + 4 <= bytes.length; offset += 1) {
      for (const { meeting, who, token } of heads.get(bytes.readUInt32BE(offset)) ?? []) {
        const end = Math.min(bytes.length, offset + token.length);
        if (end - offset === token.length && token.equals(bytes.subarray(offset, end))) {
          found[meeting]?.push({ who, trace, offset });
        }
      }
    }
  }
  return found;
}

/** One row, dead tuple or log record that names a person and a ballot: a receipt keyed by the slip. */
function sameTrace(meeting: Meeting, people: readonly Mention[], ballots: readonly Mention[]): readonly Score[] {
  return linked(meeting, 'one trace names both', people, ballots, ({ trace }) => trace);
}

/** One transaction that wrote both: a token marked as spent beside the ballot, even after a VACUUM FREEZE. */
function sameTransaction(meeting: Meeting, people: readonly Mention[], ballots: readonly Mention[]): readonly Score[] {
  const real = ({ trace }: Mention) => (trace.xid === null || trace.xid === 0n ? null : String(trace.xid));
  return linked(meeting, 'one transaction wrote both', people, ballots, real);
}

/** For each person, one ballot out of those that share a key with them. */
function linked(
  meeting: Meeting,
  attack: string,
  people: readonly Mention[],
  ballots: readonly Mention[],
  keyOf: (mention: Mention) => unknown,
): readonly Score[] {
  const byKey = new Map<unknown, Set<number>>();
  for (const mention of ballots) {
    const key = keyOf(mention);
    if (key === null) continue;
    const same = byKey.get(key) ?? new Set();
    byKey.set(key, same.add(mention.who));
  }
  const guesses = new Map<number, number>();
  let smallest = new Map<number, number>();
  for (const mention of people) {
    const shared = byKey.get(keyOf(mention));
    if (shared === undefined || shared.size >= (smallest.get(mention.who) ?? Infinity)) continue;
    smallest = smallest.set(mention.who, shared.size);
    const [ballot] = shared;
    if (ballot !== undefined) guesses.set(mention.who, ballot);
  }
  // A key that all share says nothing; it is what the seal's one transaction looks like.
  const told = [...guesses].filter(([who]) => (smallest.get(who) ?? 0) < meeting.ballots.length);
  return [score(meeting, attack, told)];
}

/** Every order of the people, held against every order of the ballots: the first with the first, and so on. */
function sameOrder(meeting: Meeting, people: readonly Mention[], ballots: readonly Mention[]): readonly Score[] {
  const [mine, theirs] = [orders(people, meeting.people.length), orders(ballots, meeting.ballots.length)];
  mine.set(
    'the door',
    meeting.people.map((_, index) => index),
  );
  return [...mine].flatMap(([p, persons]) =>
    [...theirs].map(([b, cast]) =>
      score(
        meeting,
        `${p} runs like ${b}`,
        persons.flatMap((who, rank) => (cast[rank] === undefined ? [] : [[who, cast[rank]] as const])),
      ),
    ),
  );
}

/**
 * People or ballots in each order that some source gives all of them, by their first mention there and, where that differs,
 * by their last: a roster is written down before the meeting and again at the door. Ties stay in the order of the bytes.
 */
function orders(found: readonly Mention[], all: number): Map<string, readonly number[]> {
  const bySource = new Map<string, Mention[]>();
  for (const mention of found) {
    const keys = [...Object.keys(mention.trace.order), ...(mention.trace.xid === null ? [] : ['xid'])];
    for (const key of keys) {
      const name = `${mention.trace.source} by ${key}`;
      const same = bySource.get(name);
      if (same === undefined) bySource.set(name, [mention]);
      else same.push(mention);
    }
  }
  const complete = new Map<string, readonly number[]>();
  for (const [name, list] of bySource) {
    const key = name.slice(name.lastIndexOf(' by ') + 4);
    const at = ({ trace }: Mention) => (key === 'xid' ? trace.xid : trace.order[key]) ?? 0;
    const sorted = [...list].sort((a, b) => sign(at(a), at(b)) || a.offset - b.offset);
    const firsts = [...new Set(sorted.map(({ who }) => who))];
    if (firsts.length < all) continue;
    complete.set(name, firsts);
    const lasts = [...new Set(sorted.map(({ who }) => who).reverse())].reverse();
    if (lasts.some((who, rank) => who !== firsts[rank])) complete.set(`${name}, last`, lasts);
  }
  return complete;
}

const sign = (a: bigint | number | string, b: bigint | number | string): number => (a < b ? -1 : a > b ? 1 : 0);

function score(meeting: Meeting, attack: string, guesses: readonly (readonly [who: number, ballot: number])[]): Score {
  const hits = guesses.filter(([who, ballot]) => meeting.truth[who] === ballot).length;
  // A blind matching of n to n has one hit on average, with variance one.
  const expected = guesses.length / meeting.ballots.length;
  return { attack, hits, expected, variance: expected };
}
