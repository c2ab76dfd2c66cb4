/** How many may be chosen or given, and what a blank is, in the few words that fit beside a line. */
import {
  blankOf,
  scoreText,
  type PickPaper,
  type PlainPaper,
  type Quota,
  type QuotaUse,
  type ScorePaper,
} from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf } from './choices.ts';

/** Above a list of candidates. Recommending and electing speak of people (人), naming and ticking of things (个). */
export function limitsOf({ min, max, seats, purpose, candidates, tagMins = [] }: PickPaper): string {
  if (purpose === 'tick' && min === 0 && max === candidates.length) return m.voter_tick_any();
  const of = purpose === undefined ? PEOPLE : THINGS;
  const range = min === max ? of.exact({ max }) : min === 0 ? of.max({ max }) : of.range({ min, max });
  const tags = tagMins.map((least) => m.voter_pick_tag(least));
  return [...(seats === null ? [] : [m.voter_pick_seats({ seats })]), range, ...tags].join(' · ');
}

const PEOPLE = {
  exact: m.voter_pick_exact,
  max: m.voter_pick_max,
  range: m.voter_pick_range,
  picked: m.voter_picked_of,
  full: m.voter_pick_full,
  few: m.voter_review_few,
  many: m.voter_review_many,
};
const THINGS = {
  exact: m.voter_name_exact,
  max: m.voter_name_max,
  range: m.voter_name_range,
  picked: m.voter_named_of,
  full: m.voter_name_full,
  few: m.voter_review_few_named,
  many: m.voter_review_many_named,
} satisfies typeof PEOPLE;

/** The sentences about choosing from this list. */
export const pickWords = ({ purpose }: PickPaper): typeof PEOPLE => (purpose === undefined ? PEOPLE : THINGS);

/** What the list asks for, where that is not to recommend or elect. */
export const askedOf = ({ purpose }: PickPaper): string | null =>
  purpose === undefined ? null : purpose === 'weak' ? m.voter_weak_lead() : m.voter_tick_lead();

/** What handing in nothing chosen means. */
export const noneOf = ({ purpose }: PickPaper): string =>
  purpose === undefined ? m.voter_review_none() : purpose === 'weak' ? m.voter_weak_none() : m.voter_tick_none();

/** 0 至 10 分，最小 0.5 分. */
export const rangeOf = ({ from, to, step, per }: ScorePaper): string =>
  m.voter_score_range({ from: points(from, per), to: points(to, per), step: points(step, per) });

const points = (mark: number, per: ScorePaper['per']): string => scoreText(String(mark), per);

/** What a line without a mark is. Null where it must be marked. */
export function blankMeaning(part: PlainPaper): string | null {
  const blank = blankOf(part);
  if (blank === 'refuse') return null;
  if (blank === 'allow') return m.voter_blank_none();
  const [line] = part.kind === 'grades' ? part.subjects : part.kind === 'motion' ? part.matters : [];
  const name = line && choicesOf(part, { item: line }).find(({ id }) => id === blank.as)?.name;
  return m.voter_blank_as({ name: name ?? blank.as });
}

/** 优秀最多 3 个, before anything is marked; '' where the paper limits nothing. */
export function quotasOf(part: PlainPaper): string {
  if ((part.kind !== 'grades' && part.kind !== 'score') || part.quotas === undefined) return '';
  const limits = part.quotas.map((quota) =>
    m.voter_quota_head({ marks: marksOf(part, quota), limits: quotaLimits(part, quota) }),
  );
  return [...limits, ...(part.dimensions.length > 1 ? [m.voter_quota_each()] : [])].join(' · ');
}

/** 优秀 2/3, beside a line. */
export const quotaShort = (part: PlainPaper, { quota, used }: QuotaUse): string =>
  `${marksOf(part, quota)} ${used}/${quota.max}`;

/** 优秀已给 2 个，最多 3 个. */
export const quotaUsed = (part: PlainPaper, { quota, used }: QuotaUse): string =>
  m.voter_quota_used({ marks: marksOf(part, quota), used, limits: quotaLimits(part, quota) });

function marksOf(part: PlainPaper, { marks }: Quota): string {
  if ('grades' in marks) {
    const scale = part.kind === 'grades' ? part.scale : [];
    return marks.grades.map((grade) => scale.find(({ id }) => id === grade)?.name ?? grade).join('＋');
  }
  if (part.kind !== 'score') return '';
  const [from, to] = [points(marks.from, part.per), points(marks.to, part.per)];
  if (marks.to === part.to) return m.voter_quota_from({ from });
  return marks.from === part.from ? m.voter_quota_to({ to }) : m.voter_quota_between({ from, to });
}

function quotaLimits(part: PlainPaper, { min, max }: Quota): string {
  if (min === max) return m.voter_name_exact({ max });
  if (min === 0) return m.voter_name_max({ max });
  const all = part.kind === 'grades' || part.kind === 'score' ? part.subjects.length : max;
  return max >= all ? m.voter_name_min({ min }) : m.voter_name_range({ min, max });
}
