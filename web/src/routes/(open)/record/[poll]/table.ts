/**
 * The table of a sealed record: one line for each question, one column for each choice, and what each rule read there.
 */
import { questions, slots, tallyOf } from 'ballot-core';
import type { PollRecord, Question } from 'ballot-core';
import { rowOf, type Bar } from '#lib/bars.ts';
import { readingOf, type Reading } from '#lib/reading.ts';

export interface RecordTable {
  /** Choice ids; '' is the column of blanks, present only where something was left blank. */
  readonly columns: readonly string[];
  readonly lines: readonly RecordLine[];
}
export interface RecordLine {
  readonly question: Question;
  readonly counts: readonly number[];
  readonly figures: readonly Figure[];
  readonly flagged: boolean;
}
/** One rule's numbers on one question. */
export interface Figure {
  readonly bar: Bar;
  readonly count: number;
  readonly base: number;
  /** Null where the base is zero and nothing can be said. */
  readonly reading: Reading | null;
}

export function tableOf(record: PollRecord): RecordTable {
  const { paper, rules } = record.definition;
  const all = questions(paper);
  const marks = new Map(
    slots(paper).map(({ question, choice }, at) => [`${question}\n${choice}`, record.count.counts[at] ?? 0]),
  );
  const mark = (question: Question, choice: string): number => marks.get(`${question.id}\n${choice}`) ?? 0;
  const blanks = paper.kind === 'grades' && all.some((question) => mark(question, '') > 0);
  const columns = [...(all[0]?.choices ?? []), ...(blanks ? [''] : [])];
  const lines = all.map((question): RecordLine => {
    const tally = tallyOf(paper, record.count, question.id, record.accounts);
    const { bars, findings } = rowOf(paper, rules, question, tally, record.findings);
    return {
      question,
      counts: columns.map((choice) => mark(question, choice)),
      figures: bars.flatMap((bar) =>
        bar.lines.flatMap(({ finding }) => (finding === null ? [] : [figure(bar, finding)])),
      ),
      flagged: findings.some(({ status, label }) => status === 'found' && label.weight === 'flag'),
    };
  });
  return { columns, lines };
}

type Tested = NonNullable<Bar['lines'][number]['finding']>;
const figure = (bar: Bar, finding: Tested): Figure => ({
  bar,
  count: finding.count,
  base: finding.baseValue,
  reading: finding.baseValue > 0 ? readingOf(finding) : null,
});
