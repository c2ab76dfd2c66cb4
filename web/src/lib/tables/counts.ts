/**
 * Every count of a record, one table for each part of the paper, in the order of the paper.
 *
 * Rows are what was voted on; columns are the choices, then the tests of the rules that speak about single lines, then
 * what was found. A question with options of its own has them as rows.
 */
import { BASE_NAMES, tallyOf, WRITTEN, PICKED } from 'ballot-core';
import type { PollRecord, Question, QuestionFinding, Tally } from 'ballot-core';
import { isAbout, stackOf } from '../bars.ts';
import { spreadOf } from '../histogram.ts';
import { isSeveral, partsOf, type PaperPart } from '../parts.ts';
import { m } from '../paraglide/messages.js';
import { said } from '../said.ts';
import { optionName, summary } from '../words.ts';
import { count, NONE, number, share, strong, text, type Block, type Cell, type Column, type Table } from './table.ts';
import { testCell, testColumn, testsOf, type RuleTest } from './tested.ts';

export function countTables(record: PollRecord): readonly Table[] {
  return partsOf(record.definition.paper).map((part): Table => {
    const id = part.section === null ? 'counts' : `counts-${part.section.id}`;
    const title = part.section?.name ?? m.table_counts();
    if (part.paper.kind === 'choice') return choiceTable(record, part, id, title);
    const own = columnsOf(record, part);
    const tests = testsAbout(record, part);
    const several = isSeveral(part.paper);
    const ruled = record.definition.rules.some((rule) => aboutLines(rule, part));
    return {
      id,
      title,
      lead: [
        { name: m.table_number(), kind: 'count' },
        { name: nameHeading(part), kind: 'text' },
      ],
      columns: [
        ...(several ? [{ name: m.table_dimension(), kind: 'text' } as const] : []),
        ...own.columns,
        ...tests.map(testColumn),
        ...(ruled ? [{ name: m.table_finding(), kind: 'text' } as const] : []),
      ],
      blocks: blocksOf(part, (question) => {
        const tally = tallyOf(record.definition.paper, record.count, question.id, record.accounts);
        const findings = findingsAbout(record, part, question);
        return [
          ...(several ? [text(question.dimension?.name ?? '')] : []),
          ...own.cells(question, tally),
          ...tests.map((each) => testCell(each, findings)),
          ...(ruled ? [findingCell(findings)] : []),
        ];
      }),
      notes: [summary(part.paper), ...notesOf(part)],
    };
  });
}

/** Findings about this very line, or about its item where it is the item's only line. */
export function findingsAbout(
  record: PollRecord,
  { paper }: PaperPart,
  question: Question,
): readonly QuestionFinding[] {
  const item = question.section === null ? question.item.id : `${question.section.id}.${question.item.id}`;
  return record.findings.filter(
    (finding) => finding.question === question.id || (!isSeveral(paper) && finding.question === item),
  );
}

type Rules = PollRecord['definition']['rules'];
const aboutLines = (rule: Rules[number], { paper, questions }: PaperPart): boolean =>
  questions.some((question) => isAbout(rule, paper, question));

/** Tests on single lines of this part: not those that only repeat the accounts, which are said once. */
function testsAbout(record: PollRecord, part: PaperPart): readonly RuleTest[] {
  return testsOf(record.definition.rules.filter((rule) => aboutLines(rule, part))).filter(
    ({ test }) => !('account' in test.numerator),
  );
}

interface Own {
  readonly columns: readonly Column[];
  readonly cells: (question: Question, tally: Tally) => readonly Cell[];
}

/** The columns that the kind of paper gives, without the rules. */
function columnsOf(record: PollRecord, { paper, questions }: PaperPart): Own {
  const [first] = questions;
  const counts = (choices: readonly string[]): Column[] =>
    choices.map((choice) => ({ name: optionName(paper, choice), kind: 'count' }));
  const votes = (tally: Tally, choice: string): number => tally.options[choice] ?? 0;
  switch (paper.kind) {
    case 'grades':
    case 'motion': {
      const choices = first?.choices ?? [];
      const hasBlank = paper.kind === 'grades' ? paper.blank !== 'refuse' : (paper.blank ?? 'refuse') !== 'refuse';
      return {
        columns: [...counts(choices), ...(hasBlank ? [{ name: m.table_blank(), kind: 'count' } as const] : [])],
        cells: (question, tally) => [
          ...choices.map((choice) => count(votes(tally, choice))),
          ...(hasBlank ? [count(blanksOf(record, question, tally))] : []),
        ],
      };
    }
    case 'pick':
      return {
        columns: [
          { name: optionName(paper, PICKED), kind: 'count' },
          { name: m.table_of_valid(), under: said(BASE_NAMES.valid), kind: 'share' },
        ],
        cells: (_question, tally) => [count(votes(tally, PICKED)), share(votes(tally, PICKED), record.accounts.valid)],
      };
    case 'score':
      return {
        columns: [
          { name: m.table_raters(), kind: 'count' },
          { name: m.score_mean(), kind: 'number' },
          { name: m.table_spread(), kind: 'text' },
        ],
        cells: (question, tally) => {
          const { raters, mean } = spreadOf(paper, question, tally);
          const given = question.choices.filter((choice) => votes(tally, choice) > 0);
          const marks = given.map((choice) =>
            m.table_mark({ mark: optionName(paper, choice), n: votes(tally, choice) }),
          );
          return [count(raters), number(mean), text(marks.reverse().join(m.stage_list_comma()))];
        },
      };
    case 'text':
      return {
        columns: [{ name: m.table_wrote(), under: said(BASE_NAMES.valid), kind: 'share' }],
        cells: (_question, tally) => [share(votes(tally, WRITTEN), record.accounts.valid)],
      };
    case 'choice':
      throw new RangeError('a question with options of its own has them as rows');
  }
}

/** Valid ballots without a mark on this line. Blanks that count as a choice are in that choice already. */
function blanksOf(record: PollRecord, { choices }: Question, tally: Tally): number {
  const marked = choices.reduce((sum, choice) => sum + (tally.options[choice] ?? 0), 0);
  return Math.max(0, record.count.ballots - marked);
}

function choiceTable(record: PollRecord, part: PaperPart, id: string, title: string): Table {
  const { paper, rules } = record.definition;
  const ruled = rules.some((rule) => aboutLines(rule, part));
  return {
    id,
    title,
    lead: [
      { name: m.table_number(), kind: 'count' },
      { name: m.table_question(), kind: 'text' },
    ],
    columns: [
      { name: m.table_option(), kind: 'text' },
      { name: m.table_votes(), kind: 'count' },
      { name: m.table_share(), under: said(BASE_NAMES.validItem), kind: 'share' },
      ...(ruled ? [{ name: m.table_finding(), kind: 'text' } as const] : []),
    ],
    blocks: part.questions.map((question, index) => {
      const tally = tallyOf(paper, record.count, question.id, record.accounts);
      const stack = stackOf(part.paper, question);
      const base = tally.bases.validItem ?? 0;
      const findings = findingsAbout(record, part, question);
      const rows = question.choices.map((choice, at): readonly Cell[] => {
        const votes = tally.options[choice] ?? 0;
        return [
          text(optionName(part.paper, choice, question)),
          count(votes),
          stack.includes(choice) ? share(votes, base) : text(m.stage_apart()),
          ...(ruled ? [at === 0 ? findingCell(findings) : NONE] : []),
        ];
      });
      const blank: readonly Cell[] = [
        text(m.table_blank()),
        count(blanksOf(record, question, tally)),
        text(m.stage_apart()),
        ...(ruled ? [NONE] : []),
      ];
      return { lead: [count(index + 1), text(question.item.name, question.item.note)], rows: [...rows, blank] };
    }),
    notes: [summary(part.paper)],
  };
}

/** One block for each person, candidate or matter, numbered; a person's dimensions stand together. */
function blocksOf(part: PaperPart, row: (question: Question) => readonly Cell[]): readonly Block[] {
  const blocks: { lead: readonly Cell[]; rows: (readonly Cell[])[] }[] = [];
  let last: string | null = null;
  for (const question of part.questions) {
    const { id, name, note } = question.item;
    if (id === last) blocks[blocks.length - 1]?.rows.push(row(question));
    else blocks.push({ lead: [count(blocks.length + 1), text(name, note)], rows: [row(question)] });
    last = id;
  }
  return blocks;
}

export function findingCell(findings: readonly QuestionFinding[]): Cell {
  const said_ = findings.filter(({ status, label }) => status !== 'found' || label.weight !== 'clear');
  const words = [...new Set(said_.map(({ label }) => said(label)))].join(m.table_semicolon());
  return said_.some(({ label }) => label.weight === 'flag') ? strong(words) : text(words);
}

function nameHeading({ paper }: PaperPart): string {
  switch (paper.kind) {
    case 'motion':
      return m.table_matter();
    case 'text':
    case 'choice':
      return m.table_question();
    case 'pick':
      return paper.purpose === undefined ? m.table_person() : m.table_item();
    case 'grades':
    case 'score':
      return m.table_person();
  }
}

const notesOf = ({ paper }: PaperPart): readonly string[] => (paper.kind === 'text' ? [m.table_texts_note()] : []);
