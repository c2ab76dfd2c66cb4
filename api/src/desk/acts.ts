/**
 * Who may do what at the desk: one table, read by every route's guard.
 *
 * Organizers (会务) run the meeting, clerks (签到员) let people in by name, tellers (监票人) read and witness, observers
 * (纪检) read. Nobody is offered a choice of a voter here, so reading is the same for all four.
 */
import type { Role } from '../desk-views.ts';

const EVERYBODY = ['organizer', 'clerk', 'teller', 'observer'] as const satisfies readonly Role[];
const ORGANIZERS = ['organizer'] as const satisfies readonly Role[];

export const ACTS = {
  read: EVERYBODY,
  witness: ['organizer', 'teller'],
  manage_users: ORGANIZERS,
  make_event: ORGANIZERS,
  change_event: ORGANIZERS,
  remove_event: ORGANIZERS,
  change_poll: ORGANIZERS,
  freeze_poll: ORGANIZERS,
  open_poll: ORGANIZERS,
  close_poll: ORGANIZERS,
  seal_poll: ORGANIZERS,
  open_sign_in: ORGANIZERS,
  register_slips: ORGANIZERS,
  keep_roster: ORGANIZERS,
  share_device: ORGANIZERS,
  rehearse: ORGANIZERS,
  correct_record: ORGANIZERS,
  /** 签到: whoever stands at the door compares a face with a name. */
  keep_door: ['organizer', 'clerk'],
  decide_gate: ORGANIZERS,
  /** 署名推荐表 are for those who consider them, not for those who count. */
  read_forms: ['organizer', 'observer'],
  keep_forms: ORGANIZERS,
  keep_notices: ORGANIZERS,
  merge_write_ins: ['organizer', 'teller'],
  conclude: ORGANIZERS,
  tick_check: ORGANIZERS,
  start_period: ORGANIZERS,
  set_holidays: ORGANIZERS,
  keep_memory: ORGANIZERS,
  /** 监票人附卷: counts of groups too small to be named are for those who compute with them. */
  read_annex: ['organizer', 'teller'],
  /** 意见建议 are for those who act on them, not for those who count. */
  read_texts: ['organizer', 'observer'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type DeskAct = keyof typeof ACTS;

export const mayDo = (role: Role, act: DeskAct): boolean => (ACTS[act] as readonly Role[]).includes(role);
