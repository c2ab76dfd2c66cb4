/** What each kind of notice is called, in the order in which a selection runs: posts first, the answer to objections last. */
import type { NoticeKind } from 'api/views';
import { m } from '#lib/paraglide/messages.js';

const NAMES = {
  posts: m.notice_kind_posts,
  conditions: m.notice_kind_conditions,
  procedure: m.notice_kind_procedure,
  recommendation_result: m.notice_kind_recommendation_result,
  inspection_notice: m.notice_kind_inspection_notice,
  ballot_result: m.notice_kind_ballot_result,
  pre_appointment: m.notice_kind_pre_appointment,
  assessment_report: m.notice_kind_assessment_report,
  pledge_grades: m.notice_kind_pledge_grades,
  objection_findings: m.notice_kind_objection_findings,
  other: m.notice_kind_other,
} as const satisfies Record<NoticeKind, () => string>;

export const kindName = (kind: NoticeKind): string => NAMES[kind]();

/** `NOTICE_KINDS` is a value of the server's; the pages have its types only. */
export const KINDS = Object.keys(NAMES) as readonly NoticeKind[];
