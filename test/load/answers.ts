/**
 * Answers at random to any paper: for load and rehearsal, where the form matters and not what is said.
 *
 * Every line is marked, limits are kept (those that only warn as well), and free words are made up and harmless.
 */
import { randomInt } from 'node:crypto';
import {
  checkMarks,
  PICKED,
  questions,
  quotaUses,
  type Answers,
  type Paper,
  type PickPaper,
  type PlainPaper,
  type Question,
  type QuotaUse,
} from 'ballot-core';
import type { PollView } from 'api';

type Choices = Readonly<Record<string, string>>;

/** Throws when no ballot was found that the paper takes: then its limits contradict each other. */
export function anyAnswers({ definition: { paper } }: Pick<PollView, 'definition'>): Answers {
  const parts: readonly (readonly [PlainPaper, readonly Question[]])[] =
    paper.kind === 'form'
      ? paper.sections.map((section) => [section.paper, questions(paper).filter((line) => line.section === section)])
      : [[paper, questions(paper)]];
  const choices = Object.assign({}, ...parts.map(([part, lines]) => anyMarks(part, lines))) as Choices;
  const read = checkMarks(paper, { choices: withinQuotas(paper, choices), writeIns: [] });
  if (!read.ok) throw new Error(`no ballot was found that this paper takes: ${JSON.stringify(read.error)}`);
  return read.value;
}

function anyMarks(part: PlainPaper, lines: readonly Question[]): Choices {
  if (part.kind === 'pick') return anyPicks(part, lines);
  if (part.kind === 'text') return anyWords(part.lengthMax, lines);
  return Object.fromEntries(lines.map(({ id, choices }) => [id, one(choices)]));
}

/** First as many with each tag as are asked for, then others; between the least and the most. */
function anyPicks({ min, max, tagMins = [] }: PickPaper, lines: readonly Question[]): Choices {
  const order = shuffled(lines);
  const tagged = tagMins.flatMap((least) => order.filter(({ item }) => item.tag === least.tag).slice(0, least.min));
  const least = Math.max(min, tagged.length);
  const most = Math.max(least, Math.min(max, lines.length));
  const others = order.filter((line) => !tagged.includes(line));
  const picked = [...tagged, ...others].slice(0, randomInt(least, most + 1));
  return Object.fromEntries(picked.map(({ id }) => [id, PICKED]));
}

const SENTENCES = [
  '建议会议材料提前一天发到大家手里。',
  '希望多到基层走一走，听听一线的想法。',
  '食堂的菜可以再多换换花样。',
  '工作安排总体合理，希望继续保持。',
  '建议把办事流程贴在大厅里，一看就懂。',
];

/** Every second voter writes nothing. */
const anyWords = (lengthMax: number, lines: readonly Question[]): Choices =>
  Object.fromEntries(lines.filter(() => randomInt(2) === 0).map(({ id }) => [id, one(SENTENCES).slice(0, lengthMax)]));

const TRIES_PER_LINE = 50;

/** Changes one mark after the other until each quota is kept; gives up after a while, and the caller finds out. */
function withinQuotas(paper: Paper, choices: Choices): Choices {
  let now = choices;
  for (let tries = questions(paper).length * TRIES_PER_LINE; tries > 0; tries -= 1) {
    const broken = quotaUses(paper, { choices: now }).filter(({ used, quota }) => used > quota.max || used < quota.min);
    if (broken.length === 0) return now;
    now = changed(paper, now, one(broken));
  }
  return now;
}

/** One line of the quota's dimension on the wrong side of it gets another mark at random. */
function changed(paper: Paper, choices: Choices, { at, used, quota }: QuotaUse): Choices {
  const lines = questions(paper).filter(
    ({ section, dimension }) => at === `${section === null ? '' : `${section.id}.`}${dimension?.id ?? ''}`,
  );
  const covered = (mark: string): boolean =>
    'grades' in quota.marks
      ? quota.marks.grades.includes(mark)
      : Number(mark) >= quota.marks.from && Number(mark) <= quota.marks.to;
  const tooMany = used > quota.max;
  const { id, choices: marks } = one(lines.filter((line) => covered(choices[line.id] ?? '') === tooMany));
  return { ...choices, [id]: one(marks.filter((mark) => covered(mark) !== tooMany)) };
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: randomInt(2 ** 32) }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

function one<T>(values: readonly T[]): T {
  const value = values[randomInt(values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}
