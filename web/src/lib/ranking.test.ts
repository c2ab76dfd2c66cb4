import { describe, expect, test } from 'vitest';
import { PICKED, type Cut, type Paper } from 'ballot-core';
import { partsOf } from './parts.ts';
import { cutOf, rankingOf, standingOf, votesRanking } from './ranking.ts';
import { ruleOf, sealedRecord } from './sealed.fixture.ts';

const cut: Cut = {
  by: { votes: [PICKED] },
  direction: 'top',
  places: 2,
  per: 'poll',
  ties: 'runoff',
  taken: { id: 'elected', zh: '当选', en: 'Elected', weight: 'outcome' },
};
const paper: Paper = {
  kind: 'pick',
  candidates: ['甲', '乙', '丙', '丁'].map((name, i) => ({ id: `c${i}`, name, tag: i < 2 ? '乡镇' : '部门' })),
  min: 0,
  max: 2,
  seats: 2,
  writeIns: 0,
};
const votes = (...counts: number[]) => Object.fromEntries(counts.map((count, i) => [`c${i}`, { [PICKED]: count }]));
function ranked(change: Partial<Cut>, ...counts: number[]) {
  const record = sealedRecord({
    paper,
    rules: [ruleOf({ cut: { ...cut, ...change } })],
    marks: votes(...counts),
    ballots: 20,
  });
  const [finding] = record.findings;
  const found = finding && cutOf(record.definition.rules, finding);
  if (!finding || !found) throw new Error('nothing was ranked');
  return { finding, categories: rankingOf(paper, found.cut, found.ranking) };
}

describe('a ranking', () => {
  test('shares ranks 1, 2, 2, 4 and says who is level with whom', () => {
    const { categories } = ranked({}, 15, 9, 9, 3);
    expect(categories[0]?.lines.map(({ name, rank, shared }) => [name, rank, shared])).toEqual([
      ['甲', 1, false],
      ['乙', 2, true],
      ['丙', 2, true],
      ['丁', 4, false],
    ]);
  });
  test('says of tied rows what comes next, and of others whether they were taken', () => {
    const said = (ties: Cut['ties']) =>
      ranked({ ties }, 15, 9, 9, 3).categories[0]?.lines.map((line) => {
        const stands = standingOf({ ...cut, ties }, line);
        return stands.kind === 'tied' ? stands.next : stands.kind;
      });
    expect(said('runoff')).toEqual(['taken', 'runoff', 'runoff', 'left']);
    expect(said('organizer')).toEqual(['taken', 'organizer', 'organizer', 'left']);
    expect(said('include_all')).toEqual(['taken', 'taken', 'taken', 'left']);
  });
  test('has its own ranks in each category', () => {
    const { categories } = ranked({ per: 'tag', places: 1 }, 5, 9, 2, 3);
    expect(categories.map(({ tag, lines }) => [tag, lines.map(({ name, rank }) => `${rank}${name}`)])).toEqual([
      ['乡镇', ['1乙', '2甲']],
      ['部门', ['1丁', '2丙']],
    ]);
  });
});

test('where no rule ranks, equal votes share a rank and keep the order of the paper', () => {
  const record = sealedRecord({ paper, rules: [], marks: votes(3, 9, 9, 1), ballots: 20 });
  const [part] = partsOf(paper);
  if (part === undefined) throw new Error('the paper is empty');
  const lines = votesRanking(paper, part, record.count, record.accounts);
  expect(lines.map(({ name, rank }) => `${rank}${name}`)).toEqual(['1乙', '1丙', '3甲', '4丁']);
});
