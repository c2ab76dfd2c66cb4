/**
 * The lines of a paper, whatever its kind: what counting, shredding and checking walk along.
 *
 * Order is part of the format: nonces in a ballot and slots in a count follow it.
 */
import {
  MOTION_CHOICES,
  PICKED,
  WRITTEN,
  type Blank,
  type ChoiceId,
  type Grade,
  type Item,
  type Paper,
  type PlainPaper,
  type Question,
  type QuestionId,
  type Section,
} from './paper.ts';
import { scoreMarks } from './score.ts';

const known = new WeakMap<Paper, readonly Question[]>();

/** Grades, score: every subject on its first dimension, then on the next; others: the items in order; forms: section by section. */
export function questions(paper: Paper): readonly Question[] {
  const before = known.get(paper);
  if (before !== undefined) return before;
  const made =
    paper.kind === 'form' ? paper.sections.flatMap((section) => lines(section.paper, section)) : lines(paper, null);
  known.set(paper, made);
  return made;
}

export function questionOf(paper: Paper, id: string): Question | undefined {
  return questions(paper).find((question) => question.id === id);
}

/** The paper that a line stands on: its section's in a form, else the paper itself. */
export function partOf(paper: Paper, question: Pick<Question, 'section'>): PlainPaper {
  if (question.section !== null) return question.section.paper;
  if (paper.kind === 'form') throw new RangeError('a line of a form has a section');
  return paper;
}

/** A person, unit, candidate, matter or prompt with its lines. In forms the id has the section's before a dot. */
export interface ItemLines {
  readonly id: string;
  readonly item: Item;
  readonly section: Section | null;
  readonly questions: readonly Question[];
}

/** What rules of scope `item` and `poll` walk along, in the paper's order. */
export function itemsOf(paper: Paper): readonly ItemLines[] {
  const items = new Map<string, { id: string; item: Item; section: Section | null; questions: Question[] }>();
  for (const question of questions(paper)) {
    const id = prefixed(question.section, question.item.id);
    const lines = items.get(id);
    if (lines === undefined) {
      items.set(id, { id, item: question.item, section: question.section, questions: [question] });
    } else lines.questions.push(question);
  }
  return [...items.values()];
}

const prefixed = (section: Section | null, id: string): string => (section === null ? id : `${section.id}.${id}`);

function lines(paper: PlainPaper, section: Section | null): readonly Question[] {
  const line = (item: Item, dimension: Item | null, choices: readonly string[], text: number | null): Question => ({
    id: prefixed(section, dimension === null ? item.id : `${item.id}/${dimension.id}`) as QuestionId,
    item,
    dimension,
    section,
    choices: choices as readonly ChoiceId[],
    text,
  });
  switch (paper.kind) {
    case 'grades':
    case 'score': {
      const choices = optionsOf(paper);
      return paper.subjects.flatMap((item) => paper.dimensions.map((each) => line(item, each, choices, null)));
    }
    case 'pick':
      return paper.candidates.map((item) => line(item, null, [PICKED], null));
    case 'motion':
      return paper.matters.map((item) => line(item, null, MOTION_CHOICES, null));
    case 'choice':
      return paper.questions.map((item) => line(item, null, idsOf(item.options), null));
    case 'text':
      return paper.prompts.map((item) => line(item, null, [WRITTEN], paper.lengthMax));
  }
}

const idsOf = (grades: readonly Grade[]): readonly string[] => grades.map(({ id }) => id);

/** Every choice id that some line of this paper offers: what a rule may count. */
export function optionsOf(paper: Paper): readonly string[] {
  switch (paper.kind) {
    case 'grades':
      return idsOf(paper.scale);
    case 'score':
      return scoreMarks(paper);
    case 'pick':
      return [PICKED];
    case 'motion':
      return MOTION_CHOICES;
    case 'choice':
      return [...new Set(paper.questions.flatMap(({ options }) => idsOf(options)))];
    case 'text':
      return [WRITTEN];
    case 'form':
      return [...new Set(paper.sections.flatMap((section) => optionsOf(section.paper)))];
  }
}

/** The choices of a line that make up the base `validItem` (有效评价票); null where not answering is an answer: pick, text. */
export function countedChoices(paper: Paper, question: Question): readonly string[] | null {
  const part = partOf(paper, question);
  switch (part.kind) {
    case 'grades':
      return idsOf(part.scale.filter(({ counted }) => counted));
    case 'choice': {
      const own = part.questions.find(({ id }) => id === question.item.id);
      return idsOf((own?.options ?? []).filter(({ counted }) => counted));
    }
    case 'score':
    case 'motion':
      return question.choices;
    case 'pick':
    case 'text':
      return null;
  }
}

/** What a line without a mark is. Not choosing a candidate and not writing are answers like any other: `allow`. */
export function blankOf(part: PlainPaper): Blank {
  switch (part.kind) {
    case 'grades':
    case 'score':
    case 'choice':
      return part.blank;
    case 'motion':
      return part.blank ?? 'refuse';
    case 'pick':
    case 'text':
      return 'allow';
  }
}

/** True where this line may not be left without a mark. */
export const mustMark = (paper: Paper, question: Question): boolean => blankOf(partOf(paper, question)) === 'refuse';
