import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import { ballotHash } from '../credential/ballot-key.ts';
import type { CastBody } from '../paper/ballot.ts';
import type { Paper } from '../paper/paper.ts';
import {
  bundleOf,
  castBallot,
  EVENT_KEY,
  newDefinition,
  newIssuer,
  random,
  seal,
  signJws,
  type Issuer,
} from './meeting.fixture.ts';
import type { Bundle, SealedPoll } from './record.ts';
import { judgeReceipt, readReceipt } from './receipt.ts';

const MOTION: Paper = {
  kind: 'motion',
  matters: [
    { id: 'm1', name: '张三' },
    { id: 'm2', name: '李四' },
  ],
};
const paper = newDefinition('p-motion', MOTION, ['P08'], ['staff']);
const marks = (choice: string) => ({ choices: { m1: choice, m2: choice }, writeIns: [] });

let ballots: readonly CastBody[];
let issuers: ReadonlyMap<string, Issuer>;
let sealed: SealedPoll;
let bundle: Bundle;
/** Sealed by an operator who left the first ballot out, with everything else in order. */
let without: Bundle;

const first = () => ballots[0] ?? expect.fail('no ballot');
const receiptOf = (body: CastBody, poll = 'p-motion') =>
  signJws({ ballot: ballotHash(poll, body), key: body.publicKey, poll });

beforeAll(async () => {
  const issuer = await newIssuer();
  issuers = new Map([['staff', issuer]]);
  ballots = Array.from({ length: 6 }, (_, i) =>
    castBallot(paper, issuer, 'staff', marks(i % 2 ? 'agree' : 'disagree')),
  );
  sealed = seal(paper, issuers, ballots);
  bundle = bundleOf([sealed]);
  without = bundleOf([seal(paper, issuers, ballots.slice(1))]);
});

describe('a receipt held against a bundle', () => {
  test('of a counted ballot is listed, and its answers are there when they are shown', () => {
    for (const body of ballots) {
      expect(judgeReceipt(receiptOf(body), EVENT_KEY, bundle)).toEqual({ verdict: 'listed' });
      expect(judgeReceipt(receiptOf(body), EVENT_KEY, bundle, body)).toEqual({ verdict: 'counted', lines: 2 });
    }
  });

  test('of a dropped ballot proves it by itself, and shows no mark', () => {
    const receipt = receiptOf(first());
    expect(judgeReceipt(receipt, EVENT_KEY, without)).toEqual({ verdict: 'dropped' });
    expect(judgeReceipt(receipt, EVENT_KEY, without, first())).toEqual({ verdict: 'dropped' });
    expect(Object.keys(readReceipt(receipt, EVENT_KEY) ?? {})).toEqual(['ballot', 'key', 'poll']);
  });

  test('of a ballot whose answers were exchanged proves it together with the ballot', () => {
    // The right to vote stays in the list, and the record is sound in itself: no signature of a ballot is published.
    const changed = { ...first(), choices: { ...first().choices, m1: 'agree' } };
    const lie = bundleOf([seal(paper, issuers, [changed, ...ballots.slice(1)])]);
    const judged = judgeReceipt(receiptOf(first()), EVENT_KEY, lie, first());
    expect(judged).toEqual({ verdict: 'altered', lines: 2, absent: 1 });
    expect(judgeReceipt(receiptOf(first()), EVENT_KEY, lie)).toEqual({ verdict: 'listed' });
  });
});

describe('a poll that gives no receipts', () => {
  const silent = newDefinition('p-silent', MOTION, [], ['staff'], { receipts: 'off' });
  const held = () => {
    const issuer = issuers.get('staff') ?? expect.fail('no issuer');
    const cast = ['agree', 'disagree', 'agree'].map((mark) => castBallot(silent, issuer, 'staff', marks(mark)));
    return { cast, of: (kept: readonly CastBody[]) => bundleOf([seal(silent, issuers, kept)]) };
  };

  test('leaves its voters nothing that proves anything', () => {
    const { cast, of } = held();
    for (const nothing of ['', 'null', 'undefined']) {
      expect(judgeReceipt(nothing, EVENT_KEY, of(cast))).toEqual({ verdict: 'not_genuine' });
    }
  });

  test('has broken its word where a genuine one turns up, and no answers are looked for', () => {
    const { cast, of } = held();
    const [one = expect.fail('no ballot')] = cast;
    const receipt = receiptOf(one, 'p-silent');
    expect(judgeReceipt(receipt, EVENT_KEY, of(cast))).toEqual({ verdict: 'receipts_off' });
    expect(judgeReceipt(receipt, EVENT_KEY, of(cast), one)).toEqual({ verdict: 'receipts_off' });
    expect(judgeReceipt(receipt, EVENT_KEY, of(cast.slice(1)))).toEqual({ verdict: 'dropped' });
  });
});

describe('nobody is accused', () => {
  test('by what the event key has not signed, or has signed as something else', () => {
    const good = receiptOf(first());
    const stranger = good.replace(/\.[^.]*$/, `.${'A'.repeat(86)}`);
    const record = sealed.signature;
    const trail = bundle.trailSignature;
    const more = signJws({
      ballot: ballotHash('p-motion', first()),
      key: first().publicKey,
      poll: 'p-motion',
      more: 1,
    });
    for (const receipt of ['', 'a.b.c', stranger, record, trail, more, `${good}.`, ` ${good}`]) {
      expect(judgeReceipt(receipt, EVENT_KEY, without)).toEqual({ verdict: 'not_genuine' });
    }
    expect(judgeReceipt(good, random(32), without)).toEqual({ verdict: 'not_genuine' });
  });

  test('with a ballot that is not the one of the receipt', () => {
    const receipt = receiptOf(first());
    const other = { ...first(), choices: { m1: 'abstain', m2: 'abstain' } };
    for (const shown of [
      other,
      ballots[1],
      { ...first(), group: 'x' as GroupId },
      { ...first(), choices: undefined },
    ]) {
      expect(judgeReceipt(receipt, EVENT_KEY, bundle, shown as never)).toEqual({ verdict: 'other_ballot' });
    }
    expect(judgeReceipt(receipt, EVENT_KEY, bundle, null as never)).toEqual({ verdict: 'other_ballot' });
  });

  test('with a bundle that was doctored, is of another event, or is older than the seal', () => {
    const receipt = receiptOf(first());
    const cut = {
      ...sealed,
      credentials: sealed.credentials.filter(({ publicKey }) => publicKey !== first().publicKey),
    };
    expect(judgeReceipt(receipt, EVENT_KEY, bundleOf([cut]))).toMatchObject({ verdict: 'bundle_broken' });
    expect(judgeReceipt(receiptOf(first(), 'p-later'), EVENT_KEY, bundle)).toEqual({ verdict: 'not_in_bundle' });
  });
});
