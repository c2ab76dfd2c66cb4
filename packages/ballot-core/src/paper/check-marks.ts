/**
 * What a paper allows on one ballot: one place for the phone, the server and the counting of paper ballots.
 *
 * A ballot that is refused here spends nothing; it can be mended and handed in again.
 */
import { no, ok, type Result } from '../result.ts';
import type { Answers, RefusedBallot } from './ballot.ts';
import { PICKED, WRITE_IN_LENGTH_MAX, type Paper, type PickPaper, type Question, type Quota } from './paper.ts';
import { mustMark, questions } from './questions.ts';
import { quotaUses } from './quotas.ts';
import { textFault } from './reader.ts';

const UNKNOWN_LENGTH_MAX = 64;

/** Reads a stranger's answers. The result has the marks of this paper only. */
export function checkMarks(
  paper: Paper,
  answers: { readonly choices: unknown; readonly writeIns: unknown },
): Result<Answers, RefusedBallot> {
  const choices = readChoices(paper, answers.choices);
  if (!choices.ok) return choices;
  const writeIns = readWriteIns(paper, answers.writeIns);
  if (!writeIns.ok) return writeIns;
  const read = { choices: choices.value, writeIns: writeIns.value };
  const fault = picksFault(paper, read) ?? quotasFault(paper, read);
  return fault === null ? ok(read) : no(fault);
}

/** What the voter should hear before handing in; none of it stops a ballot. */
export interface BallotWarning {
  readonly code: 'quota_exceeded' | 'quota_missed' | 'same_marks';
  /** The dimension of a quota; the section of equal marks in a form. */
  readonly at?: string;
  readonly quota?: Quota;
}

export function warningsOf(paper: Paper, answers: Pick<Answers, 'choices'>): readonly BallotWarning[] {
  const quotas = quotaUses(paper, answers)
    .filter(({ quota }) => quota.mode === 'warn')
    .flatMap(({ quota, at, used }): BallotWarning[] => {
      if (used > quota.max) return [{ code: 'quota_exceeded', at, quota }];
      return used < quota.min ? [{ code: 'quota_missed', at, quota }] : [];
    });
  const parts =
    paper.kind === 'form' ? paper.sections.map(({ id, paper: part }) => ({ id, part })) : [{ id: '', part: paper }];
  const same = parts.filter(({ id, part }) => {
    if ((part.kind !== 'grades' && part.kind !== 'score') || part.sameMarks !== 'warn') return false;
    const own = questions(paper).filter(({ section }) => (section?.id ?? '') === id);
    const marks = own.map((line) => answers.choices[line.id]);
    return part.subjects.length > 1 && marks[0] !== undefined && marks.every((mark) => mark === marks[0]);
  });
  return [
    ...quotas,
    ...same.map(({ id }): BallotWarning => (id === '' ? { code: 'same_marks' } : { code: 'same_marks', at: id })),
  ];
}

function readChoices(paper: Paper, value: unknown): Result<Answers['choices'], RefusedBallot> {
  if (!isPlain(value)) return no({ code: 'ballot_malformed', at: 'choices' });
  const choices: Record<string, string> = {};
  let marked = 0;
  let missing: string | undefined;
  for (const question of questions(paper)) {
    const { id } = question;
    if (!Object.hasOwn(value, id) || value[id] === undefined) {
      if (mustMark(paper, question)) missing ??= id;
      continue;
    }
    const mark = readMark(question, value[id]);
    if (!mark.ok) return mark;
    choices[id] = mark.value;
    marked += 1;
  }
  const keys = Object.keys(value);
  if (marked < keys.length) {
    const unknown = keys.find((key) => !Object.hasOwn(choices, key)) ?? '';
    // The stranger's own word goes back in the answer, but never more of it than an id may have.
    return no({ code: 'unknown_item', at: unknown.slice(0, UNKNOWN_LENGTH_MAX) });
  }
  return missing === undefined ? ok(choices) : no({ code: 'missing_choice', at: missing });
}

function readMark({ id, choices, text }: Question, value: unknown): Result<string, RefusedBallot> {
  if (text === null) {
    const choice = choices.find((one) => one === value);
    return choice === undefined ? no({ code: 'unknown_choice', at: id }) : ok(choice);
  }
  if (typeof value !== 'string' || textFault(value, text) !== null) return no({ code: 'text_refused', at: id });
  return ok(value);
}

/** Names as they will be read aloud. A listed candidate's name can't be written in: that would be a second mark. */
function readWriteIns(paper: Paper, value: unknown): Result<readonly string[], RefusedBallot> {
  if (!Array.isArray(value)) return no({ code: 'ballot_malformed', at: 'writeIns' });
  const names: string[] = [];
  for (const [index, name] of (value as readonly unknown[]).entries()) {
    const at = `writeIns[${index}]`;
    if (paper.kind !== 'pick' || index >= paper.writeIns) return no({ code: 'write_in_refused', at });
    if (typeof name !== 'string') return no({ code: 'ballot_malformed', at });
    const listed = paper.candidates.some((candidate) => candidate.name === name);
    if (listed || names.includes(name) || textFault(name, WRITE_IN_LENGTH_MAX) !== null) {
      return no({ code: 'write_in_refused', at });
    }
    names.push(name);
  }
  return ok(names);
}

function picksFault(paper: Paper, { choices, writeIns }: Answers): RefusedBallot | null {
  if (paper.kind === 'pick') return pickFault(paper, '', choices, writeIns.length);
  if (paper.kind !== 'form') return null;
  for (const { id, paper: part } of paper.sections) {
    const fault = part.kind === 'pick' ? pickFault(part, `${id}.`, choices, 0) : null;
    if (fault !== null) return { ...fault, at: fault.at ?? id };
  }
  return null;
}

function pickFault(
  { candidates, min, max, tagMins }: PickPaper,
  prefix: string,
  choices: Answers['choices'],
  written: number,
): RefusedBallot | null {
  const chosen = candidates.filter(({ id }) => choices[`${prefix}${id}`] === PICKED);
  const picks = chosen.length + written;
  if (picks > max) return { code: 'too_many_picks' };
  if (picks < min) return { code: 'too_few_picks' };
  const short = tagMins?.find((least) => chosen.filter(({ tag }) => tag === least.tag).length < least.min);
  return short === undefined ? null : { code: 'too_few_tagged', at: short.tag };
}

function quotasFault(paper: Paper, answers: Answers): RefusedBallot | null {
  for (const { quota, at, used } of quotaUses(paper, answers)) {
    if (quota.mode !== 'refuse') continue;
    if (used > quota.max) return { code: 'quota_exceeded', at };
    if (used < quota.min) return { code: 'quota_missed', at };
  }
  return null;
}

export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
