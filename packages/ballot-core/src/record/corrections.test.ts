import { beforeAll, describe, expect, test } from 'vitest';
import type { Item, Paper } from '../paper/paper.ts';
import { emptyCount } from '../count/counter.ts';
import { correctionsOf } from './corrections.ts';
import { groupView } from './groups.ts';
import { definitionHash, recordHash } from './hashes.ts';
import { bundleOf, castBallot, correct, newDefinition, newIssuer, seal, signJws } from './meeting.fixture.ts';
import type { Definition, PollRecord, SealedPoll } from './record.ts';
import { publicFindings } from './verify-annex.ts';
import { verifyBundle } from './verify-bundle.ts';

const subjects: readonly Item[] = ['a', 'b'].map((id) => ({ id, name: `人选 ${id}` }));
const GRADES: Paper = {
  kind: 'grades',
  subjects,
  dimensions: [{ id: 'de', name: '德' }],
  scale: ['excellent', 'competent', 'basic', 'incompetent'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const definition = newDefinition('p-grades', GRADES, ['P01'], ['all']);

let sealed: SealedPoll;
beforeAll(async () => {
  const issuer = await newIssuer();
  const ballots = ['incompetent', 'incompetent', 'incompetent', 'basic', 'excellent'].map((mark) =>
    castBallot(definition, issuer, 'all', { choices: { 'a/de': mark, 'b/de': 'excellent' }, writeIns: [] }),
  );
  sealed = seal(definition, new Map([['all', issuer]]), ballots);
});

const claimOf = (poll: SealedPoll): string => {
  const verdict = verifyBundle(JSON.parse(JSON.stringify(bundleOf([poll]))));
  return verdict.ok ? 'all hold' : verdict.claim;
};

/** What the rules give when organs have confirmed everything. */
function confirmed(record: PollRecord): PollRecord['findings'] {
  const gates = record.definition.rules.flatMap((rule) => rule.gates);
  const states = Object.fromEntries(gates.map(({ id }) => [id, 'confirmed' as const]));
  const none = { group: record.definition.groups[0]?.id ?? expect.fail(), ...emptyCount(GRADES) };
  const view = groupView(record.definition, [none]);
  return publicFindings(record, record.groupCounts, view, { gatesOf: () => states, overriddenOf: () => false });
}
const CORRECTION = { reason: '名称写错', by: 'huiwu', at: '2026-11-23T02:00:00Z' };

describe('a correction', () => {
  test('of title and place holds, and so does the next one', () => {
    const { event } = sealed.record;
    const once = correct(sealed, { event: { ...event, place: '四楼会议室' } });
    const twice = correct(once, { event: { ...event, title: '年终考核大会' }, correction: CORRECTION });
    expect(claimOf(once)).toBe('all hold');
    expect(claimOf(twice)).toBe('all hold');
    expect(correctionsOf(sealed)).toEqual([]);
    expect(correctionsOf(twice).map(({ reason, changed }) => [reason, changed])).toEqual([
      ['地点写错', ['place']],
      ['名称写错', ['title', 'place']],
    ]);
  });

  test('may bring what organs have said since, and what follows from it', () => {
    const findings = confirmed(sealed.record);
    expect(findings).not.toEqual(sealed.record.findings);
    const later = correct(sealed, { findings });
    expect(claimOf(later)).toBe('all hold');
    expect(correctionsOf(later).map(({ changed }) => changed)).toEqual([['findings']]);
  });
});

describe('a correction is found out that', () => {
  test.each<[string, (record: PollRecord) => Partial<PollRecord>, string]>([
    ['changes a figure', (record) => ({ accounts: { ...record.accounts, present: 8 } }), 'group_accounts'],
    ['changes the software', () => ({ software: { version: '9.9.9', commit: null } }), 'corrections'],
    [
      'changes the paper',
      ({ definition: paper }) => {
        const other: Definition = { ...paper, title: '另一项表决' };
        return { definition: other, paperHash: definitionHash(other) };
      },
      'corrections',
    ],
    ['changes a moment', () => ({ openedAt: '2026-11-22T00:58:00Z' }), 'corrections'],
    ['changes who sealed', () => ({ sealedBy: 'huiwu' }), 'corrections'],
    ['changes the transport', () => ({ transport: 'https' }), 'corrections'],
    ['says neither why nor by whom', () => ({ correction: null }), 'corrections'],
    ['names no record', () => ({ corrects: null }), 'corrections'],
    ['names another record', () => ({ corrects: '0'.repeat(64) }), 'corrections'],
    ['is older than the seal', () => ({ correction: { ...CORRECTION, at: '2026-11-22T01:30:01Z' } }), 'corrections'],
    ['has findings that its rules do not give', () => ({ findings: [] }), 'findings'],
  ])('%s', (_, change, claim) => {
    expect(claimOf(correct(sealed, change(sealed.record)))).toBe(`p-grades/${claim}`);
  });

  test('hides the record that it corrects', () => {
    const { corrected: _hidden, ...alone } = correct(sealed);
    expect(claimOf(alone)).toBe('p-grades/corrections');
    const twice = correct(correct(sealed), { correction: CORRECTION });
    expect(claimOf({ ...twice, corrected: twice.corrected?.slice(1) ?? [] })).toBe('p-grades/corrections');
    expect(claimOf({ ...twice, corrected: twice.corrected?.slice(0, 1) ?? [] })).toBe('p-grades/corrections');
    expect(claimOf({ ...sealed, corrected: [] })).toBe('bundle_format');
  });

  test('stands beside a record that nobody has signed, or that its rules do not give', () => {
    const once = correct(sealed);
    const stranger = { record: sealed.record, signature: once.signature };
    expect(claimOf({ ...once, corrected: [stranger] })).toBe('p-grades/corrections');
    const lie: PollRecord = { ...sealed.record, findings: [] };
    const lied = correct({ ...sealed, record: lie, signature: signJws(lie) }, { findings: sealed.record.findings });
    expect(claimOf(lied)).toBe('p-grades/corrections');
  });

  test('stands in the wrong order, or twice', () => {
    const twice = correct(correct(sealed), { correction: CORRECTION });
    const [first = expect.fail(), second = expect.fail()] = twice.corrected ?? [];
    for (const corrected of [
      [second, first],
      [first, first, second],
      [first, second, second],
    ]) {
      expect(claimOf({ ...twice, corrected })).toBe('p-grades/corrections');
    }
  });

  test('is older than the correction before it', () => {
    const later = correct(sealed, { correction: { ...CORRECTION, at: '2026-11-24T02:00:00Z' } });
    expect(claimOf(correct(later, { correction: CORRECTION }))).toBe('p-grades/corrections');
  });
});

test('a list that came from the record before its correction still comes from that poll', async () => {
  const [own, next] = await Promise.all([newIssuer(), newIssuer()]);
  const list: Paper = { kind: 'pick', candidates: subjects, min: 0, max: 1, seats: 1, writeIns: 0 };
  const cut = {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 1,
    per: 'poll',
    ties: 'runoff',
    taken: { id: 'taken', zh: '入围', en: 'Goes on', weight: 'outcome' },
  } as const;
  const label = { id: 'nobody', zh: '无', en: 'None', weight: 'clear' } as const;
  const rule = { id: 'first', zh: '第一名', en: 'The first', citations: [], scope: 'poll', tests: [], cut } as const;
  const rest = { branches: [], otherwise: label, strength: 'auto', gates: [], consequence: null } as const;
  const rules = [{ ...rule, ...rest, precedence: 0, sensitivity: [] }];
  const first: Definition = { ...newDefinition('p-first', list, [], ['all']), rules };
  const votes = castBallot(first, own, 'all', { choices: { a: 'picked' }, writeIns: [] });
  const before = seal(first, new Map([['all', own]]), [votes]);
  const source = {
    poll: first.poll,
    record: recordHash(before.record),
    rule: 'first',
    take: 'taken',
  } as const;
  const paper: Paper = { ...list, candidates: subjects.slice(0, 1) };
  const second = seal({ ...newDefinition('p-second', paper, [], ['all']), source }, new Map([['all', next]]), []);
  for (const origin of [before, correct(before)]) {
    expect(verifyBundle(bundleOf([second, origin]))).toMatchObject({ ok: true });
  }
});
