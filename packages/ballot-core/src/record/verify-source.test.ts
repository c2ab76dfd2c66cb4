import { beforeAll, describe, expect, test } from 'vitest';
import type { Item, PickPaper } from '../paper/paper.ts';
import type { Rule } from '../rules/rule.ts';
import { recordHash } from './hashes.ts';
import { bundleOf, castBallot, newDefinition, newIssuer, seal, type Issuer } from './meeting.fixture.ts';
import type { Definition, SealedPoll } from './record.ts';
import { verifyBundle } from './verify-bundle.ts';

const candidates: readonly Item[] = [
  { id: 'a', name: '赵甲' },
  { id: 'b', name: '钱乙', note: '一中队' },
  { id: 'c', name: '孙丙', tag: '外单位' },
];
const PICK: PickPaper = { kind: 'pick', candidates, min: 0, max: 2, seats: 2, writeIns: 1 };
const FIRST_TWO: Rule = {
  id: 'first-two',
  zh: '前两名',
  en: 'The first two',
  citations: [],
  scope: 'poll',
  tests: [],
  cut: {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 2,
    per: 'poll',
    ties: 'runoff',
    taken: { id: 'taken', zh: '进入下一环节', en: 'Goes on', weight: 'outcome' },
  },
  branches: [],
  otherwise: { id: 'nobody', zh: '无人入围', en: 'Nobody', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
};

let first: SealedPoll;
let issuer: Issuer;
beforeAll(async () => {
  const own = await newIssuer();
  issuer = await newIssuer();
  const definition: Definition = { ...newDefinition('p-first', PICK, [], ['all']), rules: [FIRST_TWO] };
  const votes: readonly (readonly [picked: readonly string[], written: readonly string[]])[] = [
    [['a', 'b'], []],
    [['a', 'b'], []],
    [['a'], ['李四']],
    [['a'], ['李四']],
    [['c'], []],
  ];
  const ballots = votes.map(([picked, writeIns]) =>
    castBallot(definition, own, 'all', { choices: Object.fromEntries(picked.map((id) => [id, 'picked'])), writeIns }),
  );
  first = seal(definition, new Map([['all', own]]), ballots);
});

function second(list: readonly Item[], change: Partial<NonNullable<Definition['source']>> = {}): string {
  const source = {
    poll: first.record.definition.poll,
    record: recordHash(first.record),
    rule: 'first-two',
    take: 'tied',
  };
  const paper: PickPaper = { ...PICK, candidates: list, max: 1, seats: 1, writeIns: 0 };
  const definition = {
    ...newDefinition('p-second', paper, [], ['all']),
    source: { ...source, ...change },
  } as Definition;
  const verdict = verifyBundle(bundleOf([seal(definition, new Map([['all', issuer]]), []), first]));
  return verdict.ok ? 'all hold' : verdict.claim;
}

const LI: Item = { id: 'w1', name: '李四' };

describe('a list that comes from another poll', () => {
  test('is what that poll has taken, or left tied, written-in names too', () => {
    expect(first.record.findings[0]?.ranking?.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'taken'],
      ['b', 'tied'],
      ['+李四', 'tied'],
      ['c', 'left'],
    ]);
    expect(second([...candidates.slice(1, 2), LI])).toBe('all hold');
    expect(second(candidates.slice(0, 1), { take: 'taken' })).toBe('all hold');
  });

  test.each<[string, readonly Item[]]>([
    ['somebody else', [...candidates.slice(1, 2), { id: 'w1', name: '王五' }]],
    ['one more', [...candidates.slice(1, 3), LI]],
    ['one fewer', [LI]],
    ['another note under the name', [{ id: 'b', name: '钱乙', note: '二中队' }, LI]],
    ['a name under another id', [{ id: 'a', name: '钱乙', note: '一中队' }, LI]],
  ])('with %s is found out', (_, list) => expect(second(list)).toBe('p-second/source'));

  test('of another record, or of itself, is found out', () => {
    const list = [...candidates.slice(1, 2), LI];
    expect(second(list, { record: '0'.repeat(64) })).toBe('p-second/source');
    expect(second(list, { poll: 'p-second' as Definition['poll'] })).toBe('bundle_format');
  });

  test('is taken as it stands where that poll is not in the bundle', () => {
    expect(second([LI], { poll: 'p-elsewhere' as Definition['poll'] })).toBe('all hold');
  });
});
