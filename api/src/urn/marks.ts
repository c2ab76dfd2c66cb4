/**
 * What a sealed poll leaves in the memory of those who were assessed (连续两年黄牌, 一年内两次): one entry for each label that
 * weighs on them, or one that says they were assessed without any.
 *
 * Only what the public record says already. Rules that remember read it in later years. Matters, questions and prompts are
 * nobody and leave nothing, unless a rule of the poll looks back on them (两次不过不再提名): then the matter is a person.
 * A rehearsal (演练) is of nobody either.
 */
import { createHash } from 'node:crypto';
import { itemsOf, type Item, type Label, type Paper, type PollRecord, type QuestionFinding } from 'ballot-core';
import type { MarkRow } from '../desk-views.ts';

/** Assessed, and nothing was raised. */
const NO_MARK = 'none';
/** Papers whose rows are persons or units. */
const ASSESSING: readonly string[] = ['grades', 'score', 'pick'];
const DATE_LENGTH = 10;
const ID_LENGTH = 32;

/** Whether a row is a person or a unit is not known to a paper; memory is looked up by name in either case. */
export function sealedMarks(record: PollRecord): readonly MarkRow[] {
  const { definition, event, sealedAt } = record;
  if (definition.rehearsal === true) return [];
  const { poll, title } = definition;
  const at = definition.at ?? sealedAt.slice(0, DATE_LENGTH);
  const from = { kind: 'person', at, poll, document: `${event.title} · ${title}`, by: '' } as const;
  return subjectsOf(record).flatMap(({ name, note: post = '', said }) =>
    marksIn(said).map((mark): MarkRow => {
      const hash = createHash('sha256').update(JSON.stringify([poll, name, post, mark]));
      return { id: hash.digest('hex').slice(0, ID_LENGTH), subject: name, post, mark, ...from };
    }),
  );
}

interface Subject extends Pick<Item, 'name' | 'note'> {
  /** Labels; null is a word that weighs nothing. */
  readonly said: readonly (Label | null)[];
}

/** Problems that are ticked (存在问题) are nobody either. */
const isAssessing = (part: Paper): boolean =>
  ASSESSING.includes(part.kind) && !(part.kind === 'pick' && part.purpose === 'tick');

/** Somebody who stands in two parts of a form is one person: same name, same line under it. */
function subjectsOf({ definition, findings, writeIns }: PollRecord): readonly Subject[] {
  const { paper, rules } = definition;
  const cuts = new Map(rules.map(({ id, cut }) => [id, cut?.taken ?? null]));
  const inRanking = (row: string) =>
    findings.flatMap((finding) => saidInRanking(finding, row, cuts.get(finding.rule) ?? null));
  const remembered = rules.some(({ tests }) => tests.some(({ numerator }) => 'history' in numerator));
  const listed = itemsOf(paper)
    .filter(({ section }) => remembered || isAssessing(section?.paper ?? paper))
    .map(({ id, item: { name, note }, questions }) => {
      const own = new Set<string>([id, ...questions.map((question) => question.id)]);
      const about = findings.filter(({ question, status }) => own.has(question) && status === 'found');
      return {
        name,
        ...(note === undefined ? {} : { note }),
        said: [...about.map(({ label }) => label), ...inRanking(id)],
      };
    });
  const written = writeIns.map(({ name }) => ({ name, said: inRanking(`+${name}`) }));
  const subjects = new Map<string, Subject>();
  for (const each of [...listed, ...written]) {
    const key = JSON.stringify([each.name, 'note' in each ? each.note : '']);
    subjects.set(key, { ...each, said: [...(subjects.get(key)?.said ?? []), ...each.said] });
  }
  return [...subjects.values()];
}

/** A row that is left tied is not decided yet, and a row without a rank was not assessed. */
function saidInRanking({ ranking, status }: QuestionFinding, id: string, taken: Label | null) {
  const row = ranking?.find((each) => each.id === id);
  if (row === undefined || status !== 'found' || row.state === 'tied') return [];
  if (row.state === 'taken') return [taken];
  return row.rank === null ? [] : [null];
}

/** The labels that weigh, each once; `none` where all that was said is clear; nothing where nothing was said. */
function marksIn(said: Subject['said']): readonly string[] {
  const weighing = said.flatMap((label) => (label !== null && label.weight !== 'clear' ? [label.id] : []));
  if (weighing.length > 0) return [...new Set(weighing)];
  return said.length > 0 ? [NO_MARK] : [];
}
