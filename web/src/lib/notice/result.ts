/**
 * A published result as tables: one for each part of the paper, in whole numbers, and what was found beside the name.
 *
 * The server has already left out what may not be announced (`shown`); nothing here adds to it.
 */
import {
  displayed,
  itemsOf,
  MOTION_CHOICES,
  partOf,
  questions,
  slots,
  type Paper,
  type PlainPaper,
  type Question,
  type QuestionFinding,
  type Rule,
} from 'ballot-core';
import type { PublishedResult } from 'api/views';

/** A column with a name from the paper, or one that the page has the word for. */
export interface ResultColumn {
  readonly id: string;
  readonly name: string | null;
}
export interface ResultRow {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Rows of the same person from here on, for a name that is written once; 0 below the first. */
  readonly span: number;
  /** Null where the part has one dimension or none. */
  readonly dimension: string | null;
  readonly figures: readonly string[];
}
export interface ResultPart {
  /** The section's name; null where the paper has no sections. */
  readonly title: string | null;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** [] where no totals may be shown. */
export function resultParts({ paper, count }: PublishedResult): readonly ResultPart[] {
  if (count === null) return [];
  const marks = new Map(slots(paper).map(({ question, choice }, at) => [key(question, choice), count.counts[at] ?? 0]));
  const parts: { title: string | null; part: PlainPaper; lines: Question[] }[] = [];
  for (const question of questions(paper)) {
    const part = partOf(paper, question);
    // Questions of a choice paper have options of their own, so each has a table of its own.
    const title = part.kind === 'choice' ? question.item.name : (question.section?.name ?? null);
    const last = parts[parts.length - 1];
    if (last !== undefined && last.part === part && last.title === title) last.lines.push(question);
    else parts.push({ title, part, lines: [question] });
  }
  return parts.map(({ title, part, lines }) => {
    const columns = columnsOf(part, lines);
    const several = (part.kind === 'grades' || part.kind === 'score') && part.dimensions.length > 1;
    return {
      title,
      columns,
      rows: lines.map((question, at) => ({
        id: question.id,
        span:
          lines[at - 1]?.item.id === question.item.id
            ? 0
            : lines.filter(({ item }) => item.id === question.item.id).length,
        name: question.item.name,
        note: question.item.note ?? '',
        dimension: several ? (question.dimension?.name ?? '') : null,
        figures: figuresOf(part, question, (choice) => marks.get(key(question.id, choice)) ?? 0, columns),
      })),
    };
  });
}

const key = (question: string, choice: string): string => `${question}\n${choice}`;

/** `raters` and `mean` stand for the many marks of a score paper; '' is what was left blank. */
function columnsOf(part: PlainPaper, lines: readonly Question[]): readonly ResultColumn[] {
  const own = (id: string): ResultColumn => ({ id, name: null });
  switch (part.kind) {
    case 'grades':
      return [...part.scale.map(({ id, name }) => ({ id, name })), ...(part.blank === 'allow' ? [own('')] : [])];
    case 'score':
      return [own('raters'), own('mean')];
    case 'pick':
      return [own('picked')];
    case 'motion':
      return [...MOTION_CHOICES.map(own), ...(part.blank === 'allow' ? [own('')] : [])];
    case 'choice': {
      const asked = part.questions.find(({ id }) => id === lines[0]?.item.id);
      return [
        ...(asked?.options ?? []).map(({ id, name }) => ({ id, name })),
        ...(part.blank === 'allow' ? [own('')] : []),
      ];
    }
    case 'text':
      return [own('written')];
  }
}

function figuresOf(
  part: PlainPaper,
  question: Question,
  marks: (choice: string) => number,
  columns: readonly ResultColumn[],
): readonly string[] {
  if (part.kind !== 'score') return columns.map(({ id }) => String(marks(id)));
  const raters = question.choices.reduce((sum, choice) => sum + marks(choice), 0);
  const points = question.choices.reduce((sum, choice) => sum + Number(choice) * marks(choice), 0);
  return [String(raters), raters === 0 ? '—' : displayed([points, raters * part.per])];
}

export interface Found {
  readonly key: string;
  /** Whom or what it is about; null for the poll as a whole. */
  readonly about: string | null;
  readonly rule: Rule;
  readonly finding: QuestionFinding;
  /** Rows that a cut took or left tied, by place. */
  readonly taken: readonly { readonly place: string; readonly name: string; readonly tied: boolean }[];
}

/** What is worth announcing: outcomes and flags, and votes that could not be assessed; never 'nothing to report'. */
export function found({ paper, rules, findings }: PublishedResult): readonly Found[] {
  const names = namesOf(paper);
  return findings.flatMap((finding): Found[] => {
    const rule = rules.find(({ id }) => id === finding.rule);
    if (rule === undefined || (finding.label.weight === 'clear' && finding.status === 'found')) return [];
    const taken = (finding.ranking ?? [])
      .filter(({ state }) => state !== 'left')
      .map(({ id, rank, state }) => ({
        place: rank === null ? '' : String(rank),
        name: names.get(id) ?? id.replace(/^\+/, ''),
        tied: state === 'tied',
      }));
    const about = finding.question === '' ? null : (names.get(finding.question) ?? finding.question);
    return [{ key: `${finding.question}\n${finding.rule}`, about, rule, finding, taken }];
  });
}

/** Names of questions, items and sections. */
function namesOf(paper: Paper): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  if (paper.kind === 'form') for (const section of paper.sections) names.set(section.id, section.name);
  for (const question of questions(paper)) {
    const several = itemsWithDimensions(paper, question);
    names.set(question.id, several ? `${question.item.name} · ${question.dimension?.name ?? ''}` : question.item.name);
  }
  for (const { id, item } of itemsOf(paper)) names.set(id, item.name);
  return names;
}

function itemsWithDimensions(paper: Paper, question: Question): boolean {
  const part = partOf(paper, question);
  return (part.kind === 'grades' || part.kind === 'score') && part.dimensions.length > 1;
}

/** "31/90": what a test was held against; a score by itself. */
export function testFigure({ count, base, baseValue }: QuestionFinding['tests'][number]): string {
  if (base !== 'one') return `${count}/${baseValue}`;
  return baseValue <= 1 ? String(count) : displayed([count, baseValue]);
}

/** YYYY-MM-DD as an official notice writes it. */
export const noticeDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
