import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import type { CastBody } from '../paper/ballot.ts';
import type { GradesPaper } from '../paper/paper.ts';
import type { Rule } from '../rules/rule.ts';
import { compareBytes, toHex } from './bytes.ts';
import { annexHash, openingLeaf } from './hashes.ts';
import {
  bundleOf,
  castBallot,
  newDefinition,
  newIssuer,
  sealWithAnnex,
  signJws,
  type Issuer,
} from './meeting.fixture.ts';
import { merkleRoot } from './merkle.ts';
import type { Annex, Definition, GroupCount, PollRecord, SealedPoll } from './record.ts';
import { openingsOf } from './shred.ts';
import { verifyAnnex } from './verify-annex.ts';
import { verifyBundle } from './verify-bundle.ts';

const PAPER: GradesPaper = {
  kind: 'grades',
  subjects: [
    { id: 'zhang', name: '张三' },
    { id: 'li', name: '李四' },
  ],
  dimensions: [{ id: 'all', name: '总体' }],
  scale: ['good', 'fair', 'poor'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const WEIGHTED: Rule = {
  id: 'weighted',
  zh: '加权得分',
  en: 'Weighted score',
  citations: [],
  scope: 'item',
  tests: [
    {
      id: 'passes',
      numerator: { score: 'total' },
      base: 'one',
      comparator: 'ge',
      fraction: [80, 1],
      zh: '不低于 80 分',
      en: '80 or more',
    },
  ],
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, fair: 80, poor: 0 } },
    {
      id: 'total',
      kind: 'groups',
      of: 'index',
      weights: { staff: 40, leaders: 30, chief: 30, self: 0 },
      empty: 'renormalise',
    },
  ],
  branches: [{ when: { test: 'passes' }, label: { id: 'pass', zh: '合格', en: 'Passed', weight: 'outcome' } }],
  otherwise: { id: 'below', zh: '低于合格线', en: 'Below the line', weight: 'flag' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 1,
  sensitivity: [],
};

/** What each group marked. */
type Hall = Readonly<Record<string, readonly string[]>>;
const all = (voters: number, mark: string) => Array.from({ length: voters }, () => mark);
const SMALL: Hall = { staff: all(8, 'good'), leaders: all(3, 'fair'), chief: ['poor'], self: ['good'] };
const LARGE: Hall = {
  staff: [...all(4, 'good'), ...all(4, 'fair')],
  leaders: [...all(4, 'good'), 'fair', 'poor'],
  chief: [...all(4, 'poor'), 'good'],
  self: [],
};
/** As large, but one group agrees. */
const AGREED: Hall = { ...LARGE, chief: all(5, 'poor') };
const TWO: Hall = { ...SMALL, leaders: [], self: [] };
const TWO_AGREED: Hall = { ...AGREED, leaders: [] };

const plain = newDefinition('p-weighted', PAPER, [], ['staff', 'leaders', 'chief', 'self']);
const definition: Definition = {
  ...plain,
  groups: plain.groups.map((group) => ((group.id as string) === 'self' ? { ...group, relation: 'self' } : group)),
  rules: [WEIGHTED],
};
let issuers: ReadonlyMap<string, Issuer>;

beforeAll(async () => {
  const made = await Promise.all(definition.groups.map(async ({ id }) => [id, await newIssuer()] as const));
  issuers = new Map<string, Issuer>(made);
});

const cast = new Map<Hall, readonly CastBody[]>();

/** Everybody votes once; what becomes of it may be told in several ways. */
function ballotsOf(hall: Hall): readonly CastBody[] {
  const before = cast.get(hall);
  if (before !== undefined) return before;
  const made = Object.entries(hall).flatMap(([group, marks]) => {
    const issuer = issuers.get(group) ?? expect.fail();
    return marks.map((mark) =>
      castBallot(definition, issuer, group, { choices: { 'zhang/all': mark, 'li/all': 'good' }, writeIns: [] }),
    );
  });
  cast.set(hall, made);
  return made;
}

const held = (hall: Hall, change?: (record: PollRecord) => PollRecord) =>
  sealWithAnnex(definition, issuers, ballotsOf(hall), change);

const at = <T>(list: readonly T[], index: number): T => list[index] ?? expect.fail();

const claimOf = ({ sealed }: { readonly sealed: SealedPoll }): string => {
  const verdict = verifyBundle(JSON.parse(JSON.stringify(bundleOf([sealed]))));
  return verdict.ok ? 'all hold' : verdict.claim;
};
const annexClaimOf = ({ sealed: { record } }: { readonly sealed: SealedPoll }, annex: unknown): string => {
  const verdict = verifyAnnex(record, annex);
  return verdict.ok ? 'all hold' : verdict.claim;
};
const scoresOf = ({ sealed: { record } }: { readonly sealed: SealedPoll }) =>
  record.findings.find(({ question }) => question === 'zhang')?.scores;

describe('a weighted result whose groups may all be named', () => {
  test('is public with its parts, and needs no annex', () => {
    const kept = held(LARGE);
    expect(claimOf(kept)).toBe('all hold');
    expect(kept.annex).toBeNull();
    expect(kept.sealed.record.annex).toBeNull();
    expect(kept.sealed.record.groupCounts.map(({ group, ballots }) => [group, ballots])).toEqual([
      ['staff', 8],
      ['leaders', 6],
      ['chief', 5],
      ['self', 0],
    ]);
    const total = scoresOf(kept)?.find(({ id }) => id === 'total');
    expect(total?.value).toEqual([66, 1]);
    expect(total?.parts?.map(({ id, value }) => [id, value])).toEqual([
      ['staff', [90, 1]],
      ['leaders', [80, 1]],
      ['chief', [20, 1]],
      ['self', null],
    ]);
  });

  test.each<[string, (counts: readonly GroupCount[]) => readonly GroupCount[]]>([
    [
      'moved between groups',
      ([staff, leaders, ...rest]) => [
        { ...(staff ?? expect.fail()), counts: leaders?.counts ?? [] },
        { ...(leaders ?? expect.fail()), counts: staff?.counts ?? [] },
        ...rest,
      ],
    ],
    ['left out', (counts) => counts.slice(1)],
    ['of nobody', (counts) => counts.map((own) => ({ ...own, counts: own.counts.map(() => 0) }))],
    ['of a stranger', (counts) => counts.map((own) => ({ ...own, group: `${own.group}x` as GroupId }))],
  ])("has counts that are the openings': %s, they are found out", (_, change) => {
    const lie = held(LARGE, (record) => ({ ...record, groupCounts: change(record.groupCounts) }));
    expect(claimOf(lie)).toBe('p-weighted/group_counts');
  });

  test('is found out when a finding is another', () => {
    const lie = held(LARGE, (record) => ({ ...record, findings: [...record.findings].reverse() }));
    expect(claimOf(lie)).toBe('p-weighted/findings');
  });
});

describe('a weighted result with a group that agrees on a line', () => {
  test('shows its total without a part of it, however large the group is', () => {
    const kept = held(AGREED);
    expect(claimOf(kept)).toBe('all hold');
    expect(annexClaimOf(kept, kept.annex)).toBe('all hold');
    expect(kept.sealed.openings.every(({ group }) => group === null)).toBe(true);
    expect(scoresOf(kept)?.find(({ id }) => id === 'total')).toEqual({
      id: 'total',
      value: [60, 1],
      pooled: expect.anything(),
    });
  });

  test('shows its total even where that and the count of all give the parts: the meeting must hear it', () => {
    const kept = held(TWO_AGREED);
    expect(claimOf(kept)).toBe('all hold');
    expect(annexClaimOf(kept, kept.annex)).toBe('all hold');
    expect(scoresOf(kept)?.find(({ id }) => id === 'total')).toMatchObject({ value: expect.anything() });
  });

  test('is found out in public when it names that group all the same', () => {
    const agreed = held(AGREED);
    const { openings, credentials } = agreed.sealed;
    const of = new Map(
      ballotsOf(AGREED).flatMap((body) => openingsOf(definition, body).map((own) => [own.nonce, own])),
    );
    const named = openings.map((opening) => of.get(opening.nonce) ?? expect.fail());
    const leaves = named.map((opening) => openingLeaf(definition.poll, opening));
    const order = [...leaves.keys()].sort((a, b) => compareBytes(at(leaves, a), at(leaves, b)));
    const root = toHex(merkleRoot(order.map((i) => at(leaves, i))));
    const record = { ...agreed.sealed.record, openings: { size: named.length, root } };
    const sealed = { record, signature: signJws(record), openings: order.map((i) => at(named, i)), credentials };
    const verdict = verifyBundle(JSON.parse(JSON.stringify(bundleOf([sealed]))));
    expect(verdict).toMatchObject({ ok: false, claim: 'p-weighted/openings_groups' });
    expect(verdict).toHaveProperty('reason', expect.stringContaining('zhang/all'));
  });

  test('is found out by whoever has the annex when nobody agreed', () => {
    const made = held(LARGE);
    const annex: Annex = {
      format: 'gonglun-annex/1',
      poll: definition.poll,
      paperHash: made.sealed.record.paperHash,
      groupCounts: made.sealed.record.groupCounts,
      salt: 'A'.repeat(43),
    };
    const record = { ...made.sealed.record, annex: annexHash(annex) };
    expect(verifyAnnex(record, annex)).toMatchObject({ ok: false, claim: 'p-weighted/annex_counts' });
  });
});

describe('a weighted result with a group that is too small', () => {
  test('shows its total without a part of it, and no opening names a group', () => {
    const kept = held(SMALL);
    expect(claimOf(kept)).toBe('all hold');
    expect(kept.sealed.record.groupCounts).toEqual([]);
    expect(kept.sealed.openings.every(({ group }) => group === null)).toBe(true);
    const total = scoresOf(kept)?.find(({ id }) => id === 'total');
    expect(total).toEqual({ id: 'total', value: [64, 1], pooled: expect.anything() });
    const shown = JSON.stringify(kept.sealed.record);
    for (const counts of kept.annex?.groupCounts ?? []) {
      expect(shown).not.toContain(JSON.stringify(counts.counts));
    }
  });

  test('is computed again with the annex, claim by claim', () => {
    const kept = held(SMALL);
    const heard: string[] = [];
    const verdict = verifyAnnex(kept.sealed.record, JSON.parse(JSON.stringify(kept.annex)), {
      onClaim: (claim) => heard.push(claim),
    });
    expect(verdict).toEqual({ ok: true, claims: heard });
    expect(heard).toEqual(
      ['annex_format', 'annex_hash', 'annex_counts', 'annex_findings'].map((claim) => `p-weighted/${claim}`),
    );
  });

  test('is found out when the annex moves a mark from one group to another: each line has a mark for each ballot', () => {
    const { annex, sealed } = held(SMALL);
    const counts = (annex ?? expect.fail()).groupCounts;
    const moved = counts.map((own, i) => ({
      ...own,
      counts: own.counts.map((count, slot) => (slot === 0 && i < 2 ? count + (i === 0 ? -1 : 1) : count)),
    }));
    const other = { ...(annex ?? expect.fail()), groupCounts: moved };
    const verdict = verifyAnnex({ ...sealed.record, annex: annexHash(other) }, other);
    expect(verdict).toMatchObject({ ok: false, claim: 'p-weighted/annex_counts' });
    expect(verdict).toHaveProperty('reason', 'staff has not one mark for each ballot on zhang/all');
  });

  test('keeps the total back where it would give the parts', () => {
    const kept = held(TWO);
    expect(claimOf(kept)).toBe('all hold');
    expect(annexClaimOf(kept, kept.annex)).toBe('all hold');
    const finding = kept.sealed.record.findings.find(({ question }) => question === 'zhang');
    expect(finding?.label.id).toBe('below');
    expect(finding?.scores).toBeUndefined();
    expect(finding?.tests).toEqual([]);
  });

  test('is found out in public when it shows a part, a count or a name after all', () => {
    const { annex } = held(SMALL);
    const shown = held(SMALL, (record) => ({ ...record, groupCounts: annex?.groupCounts ?? [] }));
    expect(claimOf(shown)).toBe('p-weighted/group_counts');
    const parts = [{ id: 'chief', weight: 30, value: [0, 1] as const }];
    const told = held(SMALL, (record) => ({
      ...record,
      findings: record.findings.map((finding) => ({
        ...finding,
        scores: finding.scores?.map((score) => (score.id === 'total' ? { ...score, parts } : score)) ?? [],
      })),
    }));
    expect(claimOf(told)).toBe('p-weighted/findings');
    const none = held(SMALL, (record) => ({ ...record, annex: null }));
    expect(claimOf(none)).toBe('p-weighted/group_counts');
    const much = held(LARGE, (record) => ({ ...record, annex: '0'.repeat(64) }));
    expect(claimOf(much)).toBe('p-weighted/group_counts');
  });

  describe('that raises a flag for an organ to look at', () => {
    const organ: Rule['gates'] = [{ id: 'organ', zh: '经组织考核', en: 'found by the organ' }];
    const gated: Rule = { ...WEIGHTED, gates: organ, consequence: { zh: '免职', en: 'Removed' } };
    const flagged = (own: Partial<PollRecord['findings'][number]>) =>
      sealWithAnnex({ ...definition, rules: [gated] }, issuers, ballotsOf(SMALL), (record) => ({
        ...record,
        findings: record.findings.map((finding) => (finding.question === 'zhang' ? { ...finding, ...own } : finding)),
      }));
    const spoken = (state: 'confirmed' | 'rejected') => [{ id: 'organ', state }];

    test('is sealed with its gate pending, and says what the organ has said since', () => {
      const before = flagged({});
      const of = (name: string) => before.sealed.record.findings.find(({ question }) => question === name);
      expect(of('zhang')).toMatchObject({ label: { id: 'below' }, gates: [{ id: 'organ', state: 'pending' }] });
      expect(of('li')).toMatchObject({ label: { id: 'pass' }, gates: [], consequence: false });
      const confirmed = flagged({ gates: spoken('confirmed'), consequence: true });
      for (const kept of [before, confirmed, flagged({ gates: spoken('rejected') })]) {
        expect(claimOf(kept)).toBe('all hold');
        expect(annexClaimOf(kept, kept.annex)).toBe('all hold');
      }
    });

    test('is found out with a consequence that nobody confirmed, one left out, and gates of its own', () => {
      const strange = [
        { consequence: true },
        { gates: spoken('confirmed') },
        { gates: spoken('rejected'), consequence: true },
        { gates: [] },
        { gates: [...spoken('confirmed'), { id: 'other', state: 'confirmed' as const }], consequence: true },
      ];
      for (const own of strange) expect(claimOf(flagged(own)), JSON.stringify(own)).toBe('p-weighted/findings');
    });
  });

  test.each(['label', 'gates', 'consequence', 'question', 'rule', 'tests'])(
    'is found out without a throw when it has no %s',
    (field) => {
      const lie = held(SMALL, (record) => ({
        ...record,
        findings: record.findings.map((finding) => {
          const entries = Object.entries(finding).filter(([key]) => key !== field);
          return Object.fromEntries(entries) as unknown as typeof finding;
        }),
      }));
      const claim = claimOf(lie);
      expect(claim === 'all hold' ? annexClaimOf(lie, lie.annex) : claim).toMatch(/p-weighted\/(annex_)?findings/);
    },
  );

  test('is found out by whoever has the annex when it is another than the votes give', () => {
    const raised = held(SMALL, (record) => ({
      ...record,
      findings: record.findings.map((finding) => ({
        ...finding,
        scores:
          finding.scores?.map((score) => (score.id === 'total' ? { ...score, value: [90, 1] as const } : score)) ?? [],
      })),
    }));
    expect(claimOf(raised)).toBe('all hold');
    expect(annexClaimOf(raised, raised.annex)).toBe('p-weighted/annex_findings');
  });

  test.each<[string, (annex: Annex) => unknown, string]>([
    ['another salt', (annex) => ({ ...annex, salt: 'A'.repeat(43) }), 'annex_hash'],
    ['another poll', (annex) => ({ ...annex, poll: 'p-other' }), 'annex_hash'],
    ['a count moved', (annex) => ({ ...annex, groupCounts: [...annex.groupCounts].reverse() }), 'annex_hash'],
    ['a field that is not known', (annex) => ({ ...annex, note: '' }), 'annex_format'],
    ['no annex at all', () => null, 'annex_format'],
  ])('refuses an annex with %s', (_, change, claim) => {
    const kept = held(SMALL);
    expect(annexClaimOf(kept, change(kept.annex ?? expect.fail()))).toBe(`p-weighted/${claim}`);
  });
});
