/**
 * A paper as the parts that are shown one after the other: a form's sections, or the paper itself.
 *
 * Findings name lines, items, sections or the whole poll by one id; here such an id gets back the name it had on the paper.
 */
import { itemsOf, partOf, questions } from 'ballot-core';
import type { Item, Paper, PlainPaper, Question, Section } from 'ballot-core';

export interface PaperPart {
  /** Null where the paper is not a form. */
  readonly section: Section | null;
  readonly paper: PlainPaper;
  readonly questions: readonly Question[];
}

export function partsOf(paper: Paper): readonly PaperPart[] {
  if (paper.kind !== 'form') return [{ section: null, paper, questions: questions(paper) }];
  return paper.sections.map((section) => ({
    section,
    paper: section.paper,
    questions: questions(paper).filter((question) => question.section?.id === section.id),
  }));
}

/** What a finding is about: a person (on a dimension), a candidate, a matter; or nobody, when it is about the poll. */
export interface Subject {
  readonly item: Item | null;
  readonly dimension: Item | null;
  readonly section: Section | null;
  /** Null where the whole of a form is spoken about. */
  readonly paper: PlainPaper | null;
}

/** `id` is the `question` of a finding, or the id of a ranked row (`+name` where it was written in). */
export function subjectOf(paper: Paper, id: string): Subject {
  const question = questions(paper).find((each) => each.id === id);
  if (question !== undefined) {
    const { item, dimension, section } = question;
    return { item, dimension, section, paper: partOf(paper, question) };
  }
  const lines = itemsOf(paper).find((each) => each.id === id);
  const [line] = lines?.questions ?? [];
  if (lines !== undefined && line !== undefined) {
    return { item: lines.item, dimension: null, section: lines.section, paper: partOf(paper, line) };
  }
  if (paper.kind !== 'form') {
    const written = id.startsWith('+') ? { id, name: id.slice(1) } : null;
    return { item: written, dimension: null, section: null, paper };
  }
  const section = paper.sections.find((each) => each.id === id) ?? null;
  return { item: null, dimension: null, section, paper: section?.paper ?? null };
}

/** The dimensions of people who are assessed; [] for other papers. */
export const dimensionsOf = (paper: PlainPaper): readonly Item[] =>
  paper.kind === 'grades' || paper.kind === 'score' ? paper.dimensions : [];

/** True where a line needs its dimension's name to be told from the next. */
export const isSeveral = (paper: PlainPaper): boolean => dimensionsOf(paper).length > 1;
