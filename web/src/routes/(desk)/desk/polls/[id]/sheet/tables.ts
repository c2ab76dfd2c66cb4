/**
 * The tables of the result sheet (结果报告单), worked out from the sealed record and nothing else.
 *
 * A person at the table signs integers, so the sheet shows integers: each choice with its count, each test with its
 * count, base and yes or no. Percentages stay off the paper.
 */
import {
  canonicalize,
  fromBase64url,
  MOTION_CHOICES,
  questions,
  sha256,
  slots,
  toHex,
  utf8,
  verifyJws,
} from 'ballot-core';
import type {
  BaseKey,
  Comparator,
  Fraction,
  Item,
  PollRecord,
  Question,
  QuestionFinding,
  Rule,
  TestFinding,
} from 'ballot-core';
import type { SealedView } from 'api/views';

export interface SheetRow {
  readonly question: string;
  /** Marks for each column of the table. */
  readonly counts: readonly number[];
  /** Valid ballots without a mark on this line; null where nothing can be left out (票决) or not chosen is no mark. */
  readonly blank: number | null;
  /** In the order of `SheetTable.tests`; null where the rule said nothing (base zero). */
  readonly tests: readonly (TestFinding | null)[];
  readonly findings: readonly QuestionFinding[];
  /** Present in grades papers: the dimension this line is about. */
  readonly dimension: Item | null;
}
/** A person (or matter) with one row for each dimension: kept together on one page. */
export interface SheetBlock {
  readonly number: number;
  readonly item: Item;
  readonly rows: readonly SheetRow[];
}
export interface SheetColumn {
  readonly id: string;
  /** A name from the paper, or null where the page has the word (同意, 得票). */
  readonly name: string | null;
}
export interface SheetTest {
  readonly rule: string;
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly base: BaseKey;
  readonly comparator: Comparator;
  readonly fraction: Fraction;
}
export interface SheetTable {
  readonly kind: 'grades' | 'pick' | 'motion';
  readonly columns: readonly SheetColumn[];
  readonly blanks: boolean;
  readonly dimensions: boolean;
  readonly tests: readonly SheetTest[];
  readonly blocks: readonly SheetBlock[];
}

export function sheetTable(record: PollRecord): SheetTable {
  const { paper, rules } = record.definition;
  const tests = rules.flatMap((rule) =>
    rule.tests.map(({ numerator: _numerator, ...test }) => ({ rule: rule.id, ...test })),
  );
  const marks = marksOf(record);
  const columns = columnsOf(record);
  const blanks = paper.kind === 'grades' && paper.blank === 'allow';

  const rowOf = (question: Question): SheetRow => {
    const findings = record.findings.filter((finding) => finding.question === question.id);
    const count = (choice: string): number => marks.get(`${question.id}\n${choice}`) ?? 0;
    return {
      question: question.id,
      counts: columns.map((column) => count(column.id)),
      blank: blanks ? count('') : null,
      tests: tests.map((test) => testFinding(findings, test)),
      findings,
      dimension: question.dimension,
    };
  };

  const blocks: { item: Item; rows: SheetRow[] }[] = [];
  for (const question of questions(paper)) {
    const last = blocks[blocks.length - 1];
    if (last && last.item.id === question.item.id) last.rows.push(rowOf(question));
    else blocks.push({ item: question.item, rows: [rowOf(question)] });
  }
  return {
    kind: paper.kind,
    columns,
    blanks,
    dimensions: paper.kind === 'grades' && paper.dimensions.length > 1,
    tests,
    blocks: blocks.map((block, index) => ({ number: index + 1, ...block })),
  };
}

export interface Raised {
  readonly finding: QuestionFinding;
  readonly question: Question;
  readonly rule: Rule;
}

/** What must be read out and followed up, the more severe proposal before the milder, then in the order of the paper. */
export function raised(record: PollRecord): readonly Raised[] {
  const rules = new Map(record.definition.rules.map((rule) => [rule.id, rule]));
  const order = new Map(
    questions(record.definition.paper).map((question, index) => [String(question.id), { question, index }]),
  );
  return record.findings
    .filter((finding) => finding.status === 'not_assessed' || finding.label.weight !== 'clear')
    .flatMap((finding) => {
      const [rule, place] = [rules.get(finding.rule), order.get(finding.question)];
      return rule && place ? [{ finding, rule, ...place }] : [];
    })
    .sort((a, b) => b.rule.precedence - a.rule.precedence || a.index - b.index)
    .map(({ finding, question, rule }) => ({ finding, question, rule }));
}

const SIGNS = { lt: '＜', le: '≤', gt: '＞', ge: '≥' } as const satisfies Record<Comparator, string>;

/** "＜ 2/3", under the wording of the test. */
export const comparison = ({
  comparator,
  fraction: [part, whole],
}: Pick<SheetTest, 'comparator' | 'fraction'>): string =>
  `${SIGNS[comparator]} ${part === whole ? '1' : `${part}/${whole}`}`;

/** SHA-256 of the canonical record: what the signature covers, in 64 digits to compare with another copy. */
export const recordFingerprint = ({ record }: SealedView): string => toHex(sha256(utf8(canonicalize(record))));

/** The event key's own fingerprint, as on the wall. */
export function eventFingerprint({ eventKey }: SealedView): string {
  const key = fromBase64url(eventKey);
  return key === null ? '—' : toHex(sha256(key)).slice(0, 20);
}

/** True when the event's key has signed this very record. */
export function signatureHolds({ record, signature, eventKey }: SealedView): boolean {
  const key = fromBase64url(eventKey);
  const signed = key === null ? null : verifyJws(signature, key);
  return signed !== null && toHex(sha256(signed)) === toHex(sha256(utf8(canonicalize(record))));
}

function columnsOf(record: PollRecord): readonly SheetColumn[] {
  const { paper } = record.definition;
  switch (paper.kind) {
    case 'grades':
      return paper.scale.map(({ id, name }) => ({ id, name }));
    case 'pick':
      return [{ id: 'picked', name: null }];
    case 'motion':
      return MOTION_CHOICES.map((id) => ({ id, name: null }));
  }
}

/** question and choice → marks. The line break can be in neither id. */
function marksOf(record: PollRecord): ReadonlyMap<string, number> {
  return new Map(
    slots(record.definition.paper).map(({ question, choice }, index) => [
      `${question}\n${choice}`,
      record.count.counts[index] ?? 0,
    ]),
  );
}

function testFinding(findings: readonly QuestionFinding[], test: SheetTest): TestFinding | null {
  const finding = findings.find((candidate) => candidate.rule === test.rule);
  return finding?.tests.find((candidate) => candidate.id === test.id) ?? null;
}
