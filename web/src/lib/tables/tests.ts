/**
 * Every test of every finding with the whole numbers it used: the boundary in votes, how far it is, and the other bases.
 *
 * Long, so it stands on the record page and in the spreadsheet; the sheet says the same in words for what was raised.
 */
import { BASE_NAMES, compare } from 'ballot-core';
import type { PollRecord, QuestionFinding, TestFinding } from 'ballot-core';
import { isSeveral, subjectOf } from '../parts.ts';
import { m } from '../paraglide/messages.js';
import { said } from '../said.ts';
import { pair } from '../share.ts';
import { count, NONE, plain, text, type Cell, type Table } from './table.ts';
import { comparison, testedCell } from './tested.ts';

export function testsTable(record: PollRecord): Table | null {
  const { rules } = record.definition;
  const rows = record.findings.flatMap((finding) =>
    finding.tests.flatMap((tested): readonly (readonly Cell[])[] => {
      const rule = rules.find(({ id }) => id === finding.rule);
      const test = rule?.tests.find(({ id }) => id === tested.id);
      if (test === undefined) return [];
      return [
        [
          text(aboutWhat(record, finding)),
          text(said(test)),
          text(tested.base === 'one' ? '' : said(BASE_NAMES[tested.base]), comparison(tested)),
          testedCell(tested),
          text(`${tested.left} : ${tested.right}`),
          isVotes(tested) ? count(tested.line) : NONE,
          text(flipsIn(tested)),
          text(otherBases(tested)),
        ],
      ];
    }),
  );
  if (rows.length === 0) return null;
  return {
    id: 'tests',
    title: m.table_tests(),
    lead: [],
    columns: [
      { name: m.table_about(), kind: 'text' },
      { name: m.table_wording(), kind: 'text' },
      { name: m.table_base(), kind: 'text' },
      { name: m.table_numbers(), kind: 'share' },
      { name: m.table_sides(), kind: 'text' },
      { name: m.table_boundary(), kind: 'count' },
      { name: m.table_flip(), kind: 'text' },
      { name: m.table_other_bases(), kind: 'text' },
    ],
    blocks: plain(rows),
    notes: [m.table_tests_note()],
  };
}

/** 王某 · 德; a rule's name where no person is spoken about. */
export function aboutWhat(
  { definition }: PollRecord,
  { question, rule }: Pick<QuestionFinding, 'question' | 'rule'>,
): string {
  const { item, dimension, section, paper } = subjectOf(definition.paper, question);
  const dimensionName = paper !== null && isSeveral(paper) ? dimension?.name : undefined;
  const whole = definition.rules.find(({ id }) => id === rule);
  const own = item === null ? (whole === undefined ? rule : said(whole)) : item.name;
  return [section?.name, own, dimensionName].filter((name) => name !== undefined).join(' · ');
}

const isVotes = ({ base, baseValue, line }: TestFinding): boolean => base !== 'one' && baseValue > 0 && line >= 0;

/** How many votes more or fewer, on the same base, would turn the test. */
export function flipsIn(tested: TestFinding): string {
  if (!isVotes(tested)) return '';
  const rising = tested.comparator === 'gt' || tested.comparator === 'ge';
  // `line` is the last number on the side where the test holds; the next one over it is the other side.
  const turning = tested.holds ? tested.line + (rising ? -1 : 1) : tested.line;
  const difference = turning - tested.count;
  if (turning < 0 || difference === 0) return '';
  return difference > 0 ? m.table_flip_more({ n: difference }) : m.table_flip_fewer({ n: -difference });
}

function otherBases({ sensitivity, count: votes, fraction, comparator }: TestFinding): string {
  return sensitivity
    .map(({ base, baseValue, holds }) => {
      const shown =
        baseValue > 0 && compare(votes, baseValue, comparator, fraction) === holds ? pair(votes, baseValue) : '';
      return m.table_on_base({
        base: said(BASE_NAMES[base]),
        pair: shown,
        holds: holds ? m.table_yes() : m.table_no(),
      });
    })
    .join(m.table_semicolon());
}
