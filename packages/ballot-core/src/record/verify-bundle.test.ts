import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import type { Paper } from '../paper/paper.ts';
import { compareBytes, toBase64url, toHex, utf8 } from './bytes.ts';
import { CLAIMS, readClaim } from './claims.ts';
import { presetRules } from '../rules/presets.ts';
import type { Rule } from '../rules/rule.ts';
import { definitionHash, openingLeaf } from './hashes.ts';
import {
  bundleOf,
  castBallot,
  newDefinition,
  newIssuer,
  random,
  seal,
  signJws,
  type Issuer,
} from './meeting.fixture.ts';
import { merkleRoot } from './merkle.ts';
import type { Bundle, Opening, PollRecord, SealedPoll } from './record.ts';
import { verifyBundle } from './verify-bundle.ts';

const item = (id: string) => ({ id, name: `人选 ${id}` });
const GRADES: Paper = {
  kind: 'grades',
  subjects: [item('a'), item('b')],
  dimensions: [item('de')],
  scale: ['excellent', 'competent', 'basic', 'incompetent'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const PICK: Paper = { kind: 'pick', candidates: [item('a'), item('b')], min: 0, max: 2, seats: null, writeIns: 1 };

let issuers: ReadonlyMap<string, Issuer>;
let grades: SealedPoll;
let pick: SealedPoll;
let bundle: Bundle;
const gradesPaper = newDefinition('p-grades', GRADES, ['P01'], ['staff', 'leaders']);
const pickPaper = newDefinition('p-pick', PICK, ['P03'], ['staff']);
/** The grades poll sealed again, after somebody changed the record and signed it: an operator's lie. */
let lie: (change: (record: PollRecord) => PollRecord) => Bundle;

beforeAll(async () => {
  const [staff, leaders, ofPick] = await Promise.all([newIssuer(), newIssuer(), newIssuer()]);
  issuers = new Map([
    ['staff', staff],
    ['leaders', leaders],
  ]);
  const ballots = Array.from({ length: 9 }, (_, i) => {
    const choices =
      i === 8 ? { 'a/de': 'incompetent' } : { 'a/de': 'excellent', 'b/de': i % 2 ? 'basic' : 'competent' };
    const group = i < 6 ? 'staff' : 'leaders';
    return castBallot(gradesPaper, i < 6 ? staff : leaders, group, { choices, writeIns: [] });
  });
  const picks = Array.from({ length: 5 }, (_, i) =>
    castBallot(pickPaper, ofPick, 'staff', { choices: { a: 'picked' }, writeIns: i > 2 ? ['张三'] : [] }),
  );
  grades = seal(gradesPaper, issuers, ballots);
  pick = seal(pickPaper, new Map([['staff', ofPick]]), picks);
  bundle = bundleOf([grades, pick]);
  lie = (change) => bundleOf([seal(gradesPaper, issuers, ballots, change), pick]);
});

const claimOf = (value: unknown): string => {
  const verdict = verifyBundle(value);
  return verdict.ok ? 'all hold' : verdict.claim;
};
/** The bundle with its first poll changed, the signatures left as they were. */
const withPoll = (change: Partial<SealedPoll>): Bundle => ({ ...bundle, polls: [{ ...grades, ...change }, pick] });

describe('a bundle', () => {
  test('of an honest meeting holds, claim by claim', () => {
    const heard: string[] = [];
    const verdict = verifyBundle(JSON.parse(JSON.stringify(bundle)), { onClaim: (claim) => heard.push(claim) });
    expect(verdict).toEqual({ ok: true, claims: heard });
    const names = new Set(heard.map((claim) => readClaim(claim).name));
    const ofBundles = Object.keys(CLAIMS).filter((name) => !name.startsWith('annex_'));
    expect([...names].sort()).toEqual(ofBundles.sort());
  });

  test('with one byte changed anywhere is found out', { timeout: 120_000 }, () => {
    const original = utf8(JSON.stringify(bundle));
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = original.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(isSound(changed), `byte ${at} ^ ${flip}`).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  test('with one byte removed or doubled is found out', { timeout: 120_000 }, () => {
    const original = utf8(JSON.stringify(bundle));
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.boolean(), (at, double) => {
        const changed = new Uint8Array([
          ...original.subarray(0, double ? at + 1 : at),
          ...original.subarray(double ? at : at + 1),
        ]);
        expect(isSound(changed), `byte ${at}`).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('that is no bundle is refused and nothing is thrown', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(verifyBundle(value).ok).toBe(false);
      }),
    );
  });

  test('with any one value replaced by anything is refused and nothing is thrown', { timeout: 120_000 }, () => {
    const paths = pathsOf(bundle).filter((path) => path.length > 0);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), fc.anything()), (path, value) => {
        const changed = structuredClone(bundle);
        const before = put(changed, path, value);
        fc.pre(JSON.stringify(before) !== JSON.stringify(value));
        expect(verifyBundle(changed).ok).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  test('with a field that is not known is refused, wherever it stands', { timeout: 120_000 }, () => {
    for (const path of pathsOf(bundle)) {
      const changed = structuredClone(bundle);
      const target = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], changed);
      if (typeof target !== 'object' || target === null || Array.isArray(target)) continue;
      Object.assign(target, { surplus: 1 });
      expect(verifyBundle(changed).ok, `at ${path.join('.')}`).toBe(false);
    }
  });

  test('without a poll says nothing and is refused', () => {
    expect(claimOf(bundleOf([]))).toBe('bundle_format');
  });
});

describe('whoever changes a bundle without the key is found out at', () => {
  test('the record', () => {
    const record = { ...grades.record, accounts: { ...grades.record.accounts, issued: 14 } };
    expect(claimOf(withPoll({ record }))).toBe('p-grades/record_signature');
  });
  test('another event key', () => {
    expect(claimOf({ ...bundle, eventKey: toBase64url(new Uint8Array(32)) })).toBe('event_key');
    expect(claimOf({ ...bundle, eventKey: grades.credentials[0]?.publicKey })).toBe('p-grades/record_signature');
  });
  test('a credential left out, doubled, or moved', () => {
    expect(claimOf(withPoll({ credentials: grades.credentials.slice(1) }))).toBe('p-grades/credentials_counted');
    const [first] = grades.credentials;
    expect(claimOf(withPoll({ credentials: first ? [first, ...grades.credentials] : [] }))).toBe(
      'p-grades/credentials_distinct',
    );
    expect(claimOf(withPoll({ credentials: [...grades.credentials].reverse() }))).toBe('p-grades/credentials_root');
  });
  test('a credential of another group, or of another poll', () => {
    const other = (group: GroupId) => ((group as string) === 'staff' ? 'leaders' : 'staff') as GroupId;
    const moved = grades.credentials.map((spent, i) => (i === 4 ? { ...spent, group: other(spent.group) } : spent));
    expect(claimOf(withPoll({ credentials: moved }))).toBe('p-grades/credentials_valid');
    const foreign = [...grades.credentials.slice(1), ...pick.credentials.slice(0, 1)];
    expect(claimOf(withPoll({ credentials: foreign }))).toBe('p-grades/credentials_valid');
  });
  test('an answer changed, left out, doubled, or moved', () => {
    const other = grades.openings.findIndex(({ choice }) => choice !== 'incompetent');
    const changed = grades.openings.map((opening, i) =>
      i === other ? { ...opening, choice: 'incompetent' } : opening,
    );
    expect(claimOf(withPoll({ openings: changed }))).toMatch(/openings_(distinct|root)/);
    expect(claimOf(withPoll({ openings: grades.openings.slice(1) }))).toBe('p-grades/openings_root');
    expect(claimOf(withPoll({ openings: grades.openings.flatMap((opening) => [opening, opening]) }))).toBe(
      'p-grades/openings_distinct',
    );
    expect(claimOf(withPoll({ openings: [...grades.openings].reverse() }))).toBe('p-grades/openings_distinct');
  });
  test('the trail', () => {
    expect(claimOf({ ...bundle, trail: bundle.trail.slice(1) })).toBe('trail_signature');
  });
  test('the title, and a poll shown twice', () => {
    expect(claimOf({ ...bundle, event: { ...bundle.event, title: '另一次大会' } })).toBe('bundle_event');
    expect(claimOf({ ...bundle, polls: [grades, grades] })).toBe('polls_distinct');
  });
});

describe('whoever has the key and lies is found out at', () => {
  test.each<[string, (record: PollRecord) => PollRecord, string]>([
    ['a paper with another hash', (record) => ({ ...record, paperHash: '0'.repeat(64) }), 'paper_hash'],
    [
      'a rule changed after the freeze',
      (record) => ({ ...record, definition: { ...record.definition, rules: [] } }),
      'paper_hash',
    ],
    [
      'one key for two groups',
      (record) => ({ ...record, keys: record.keys.map((key) => ({ ...key, spki: record.keys[0]?.spki ?? '' })) }),
      'issuer_keys',
    ],
    ['a group without a key', (record) => ({ ...record, keys: record.keys.slice(1) }), 'issuer_keys'],
    ['closing before opening', (record) => ({ ...record, closedAt: '2026-11-21T01:30:00Z' }), 'record_event'],
    [
      'another event',
      (record) => ({ ...record, event: { ...record.event, id: 'other' as PollRecord['event']['id'] } }),
      'record_event',
    ],
    [
      'ballots without credentials',
      (record) => ({ ...record, accounts: { ...record.accounts, returned: 10, invalid: 1 } }),
      'credentials_counted',
    ],
    [
      'a count',
      (record) => ({
        ...record,
        count: { ...record.count, counts: record.count.counts.map((votes, i) => (i === 0 ? votes + 1 : votes)) },
      }),
      'recount',
    ],
    ['a written-in name', (record) => ({ ...record, writeIns: [{ name: '张三', votes: 1 }] }), 'write_ins'],
    ['more issued than present', (record) => ({ ...record, accounts: { ...record.accounts, issued: 14 } }), 'accounts'],
    [
      'a group that is short of one',
      (record) => ({ ...record, accounts: { ...record.accounts, present: 14 } }),
      'group_accounts',
    ],
    [
      'a group with another 应到',
      (record) => ({
        ...record,
        groupAccounts: record.groupAccounts.map((own, i) => ({ ...own, due: own.due + (i === 0 ? 1 : -1) })),
      }),
      'group_accounts',
    ],
    ['a finding', (record) => ({ ...record, findings: record.findings.slice(1) }), 'findings'],
    [
      'a finding reworded',
      (record) => ({ ...record, findings: record.findings.map((finding) => ({ ...finding, consequence: true })) }),
      'findings',
    ],
    [
      'the root of the openings',
      (record) => ({ ...record, openings: { ...record.openings, root: '0'.repeat(64) } }),
      'openings_root',
    ],
    [
      'the root of the credentials',
      (record) => ({ ...record, credentials: { ...record.credentials, root: '0'.repeat(64) } }),
      'credentials_root',
    ],
  ])('%s', (_, change, claim) => expect(claimOf(lie(change))).toBe(`p-grades/${claim}`));

  /** The poll with other openings, their tree and the record's signature made to fit. */
  const resealed = ({ record, credentials }: SealedPoll, openings: readonly Opening[]): SealedPoll => {
    const leaf = (opening: Opening) => openingLeaf(record.definition.poll, opening);
    const list = [...openings].sort((a, b) => compareBytes(leaf(a), leaf(b)));
    const signed = { ...record, openings: { size: list.length, root: toHex(merkleRoot(list.map(leaf))) } };
    return { record: signed, signature: signJws(signed), openings: list, credentials };
  };

  test('a key that serves two polls', () => {
    const again = seal(newDefinition('p-again', GRADES, ['P01'], ['staff', 'leaders']), issuers, []);
    expect(claimOf(bundleOf([grades, again]))).toBe('keys_apart');
  });

  test('more names chosen than the paper allows to all ballots together', () => {
    const [staff = expect.fail()] = issuers.values();
    const one = newDefinition('p-one', { ...PICK, max: 1, writeIns: 0 }, [], ['staff']);
    const both = Array.from({ length: 5 }, () =>
      castBallot(one, staff, 'staff', { choices: { a: 'picked', b: 'picked' }, writeIns: [] }),
    );
    expect(claimOf(bundleOf([seal(one, issuers, both)]))).toBe('p-one/answers_possible');
  });

  test('a group named though it is too small, or not named though it is not', () => {
    const claimFor = (group: GroupId | null, written: GroupId | null = null) =>
      claimOf({
        ...bundle,
        polls: [
          resealed(
            pick,
            pick.openings.map((opening) => ({ ...opening, group: opening.question === 'WRITE-IN' ? written : group })),
          ),
          grades,
        ],
      });
    expect(grades.openings.every(({ group }) => group === null)).toBe(true);
    expect(claimFor('staff' as GroupId)).toBe('all hold');
    expect(claimFor(null)).toBe('p-pick/openings_groups');
    expect(claimFor('staff' as GroupId, 'staff' as GroupId)).toBe('p-pick/openings_groups');
    expect(claimFor('others' as GroupId)).toBe('p-pick/openings_groups');
    const named = grades.openings.map((opening) => ({ ...opening, group: 'staff' as GroupId }));
    expect(claimOf({ ...bundle, polls: [resealed(grades, named)] })).toBe('p-grades/openings_groups');
  });

  test('no group on a paper of free words, where no line could name one', () => {
    const paper: Paper = { kind: 'text', prompts: [item('a')], lengthMax: 20 };
    const words = newDefinition('p-words', paper, [], ['staff', 'leaders']);
    const ballots = [...issuers].flatMap(([group, issuer]) =>
      Array.from({ length: 5 }, () => castBallot(words, issuer, group, { choices: { a: '无' }, writeIns: [] })),
    );
    expect(claimOf(bundleOf([seal(words, issuers, ballots)]))).toBe('all hold');
  });

  test('an answer left out, added, or of another paper', () => {
    const claimFor = (openings: readonly Opening[]) => claimOf({ ...bundle, polls: [resealed(grades, openings)] });
    const [first = expect.fail()] = grades.openings;
    expect(claimFor(grades.openings.slice(1))).toBe('p-grades/openings_complete');
    expect(claimFor([...grades.openings, { ...first, nonce: toBase64url(random(16)) }])).toBe(
      'p-grades/openings_complete',
    );
    expect(claimFor([...grades.openings.slice(1), { ...first, question: 'c/de' }])).toBe('p-grades/openings_complete');
    expect(claimFor([...grades.openings.slice(1), { ...first, choice: 'best' }])).toBe('p-grades/openings_complete');
  });

  test('gates that were decided are taken as they stand, and the consequence must follow from them', () => {
    const decide = (consequence: boolean) =>
      lie((record) => ({
        ...record,
        findings: record.findings.map((finding) => {
          const gates = finding.gates.map((gate) => ({ ...gate, state: 'confirmed' as const }));
          return { ...finding, gates, consequence: consequence && finding.label.weight === 'flag' };
        }),
      }));
    expect(claimOf(decide(true))).toBe('all hold');
  });
});

test('a rule that its own paper gives nothing to reckon with is refused and nothing is thrown', () => {
  const whole: Rule = {
    ...(presetRules('P01')[0] ?? expect.fail()),
    scope: 'poll',
    tests: [],
    branches: [],
    scores: [
      { id: 'index', kind: 'index', points: { excellent: 1 } },
      { id: 'total', kind: 'dimensions', of: 'index', weights: { de: 100 }, empty: 'error' },
    ],
  };
  const definition = { ...gradesPaper, rules: [whole] };
  const odd = lie((record) => ({ ...record, definition, paperHash: definitionHash(definition) }));
  expect(claimOf(odd)).not.toBe('all hold');
  const empty = seal({ ...gradesPaper, rules: [] }, issuers, [], (record) => ({
    ...record,
    definition,
    paperHash: definitionHash(definition),
  }));
  expect(['bundle_format', 'p-grades/findings']).toContain(claimOf(bundleOf([empty])));
});

test('a signature over the right content by a stranger is refused', () => {
  const stranger = signJws({ event: 'other', trail: bundle.trail });
  expect(claimOf({ ...bundle, trailSignature: stranger })).toBe('trail_signature');
});

function isSound(bytes: Uint8Array): boolean {
  try {
    return verifyBundle(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).ok;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function put(root: unknown, path: readonly string[], value: unknown): unknown {
  const last = path[path.length - 1] ?? '';
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root) as Record<
    string,
    unknown
  >;
  const before = holder[last];
  holder[last] = value;
  return before;
}
