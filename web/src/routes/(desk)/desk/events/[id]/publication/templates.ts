/**
 * What a new notice of each kind says before anybody changes it: a heading and the points that the rules ask for.
 *
 * Taken from what the founding documents want announced (职位、条件、程序、结果、公示、监督), with blanks to fill.
 */
import type { DeskPoll } from 'api/desk-views';
import type { Notice, NoticeKind } from 'api/views';
import { m } from '#lib/paraglide/messages.js';

export type NoticeFields = { -readonly [K in keyof Omit<Notice, 'id'>]: Notice[K] };

const BODIES = {
  posts: m.publication_body_posts,
  conditions: m.publication_body_conditions,
  procedure: m.publication_body_procedure,
  recommendation_result: m.publication_body_recommendation_result,
  inspection_notice: m.publication_body_inspection_notice,
  ballot_result: m.publication_body_ballot_result,
  pre_appointment: m.publication_body_pre_appointment,
  assessment_report: m.publication_body_assessment_report,
  pledge_grades: m.publication_body_pledge_grades,
  objection_findings: m.publication_body_objection_findings,
  other: m.publication_body_other,
} as const satisfies Record<NoticeKind, () => string>;

const WHEN = {
  posts: m.publication_when_posts,
  conditions: m.publication_when_conditions,
  procedure: m.publication_when_procedure,
  recommendation_result: m.publication_when_recommendation_result,
  inspection_notice: m.publication_when_inspection_notice,
  ballot_result: m.publication_when_ballot_result,
  pre_appointment: m.publication_when_pre_appointment,
  assessment_report: m.publication_when_assessment_report,
  pledge_grades: m.publication_when_pledge_grades,
  objection_findings: m.publication_when_objection_findings,
  other: m.publication_when_other,
} as const satisfies Record<NoticeKind, () => string>;

/** When it is announced, and to whom. */
export const whenOf = (kind: NoticeKind): string => WHEN[kind]();
export const bodyOf = (kind: NoticeKind): string => BODIES[kind]();

/** Results go to those who took part unless somebody decides otherwise; what the public is to object to is public. */
const FOR_PARTICIPANTS: readonly NoticeKind[] = ['recommendation_result', 'ballot_result', 'pledge_grades'];

export const scopeOf = (kind: NoticeKind): Notice['scope'] =>
  FOR_PARTICIPANTS.includes(kind) ? 'participants' : 'public';

/** Where a notice stands on `today`: not yet, now, or over. */
export function standingOf({ startsOn, endsOn }: Pick<Notice, 'startsOn' | 'endsOn'>, today: string) {
  if (today < startsOn) return 'before';
  return endsOn !== null && endsOn < today ? 'after' : 'now';
}

/** The same notices with this one a place up (-1) or down (1); null when it has nowhere to go. */
export function moved(order: readonly string[], id: string, by: -1 | 1): readonly string[] | null {
  const from = order.indexOf(id);
  const to = from + by;
  const other = order[to];
  if (from === -1 || other === undefined) return null;
  return order.map((each, at) => (at === from ? other : at === to ? id : each));
}

/** Polls whose totals a notice may show: sealed ones now, others from the moment they are. */
export const publishable = (polls: readonly DeskPoll[]): readonly DeskPoll[] =>
  polls.filter(({ state }) => state !== 'draft');
