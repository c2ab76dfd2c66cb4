/** The words of the audit trail. An act this page doesn't know yet is shown by its code, never left out. */
import type { TrailEntry } from 'ballot-core';
import type { DeskPoll } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { language } from '../../../parts/lang.ts';
import { nameOf } from './gates.ts';
import { NOTICE_ACTS, opennessDetail } from './openness.ts';

const ACTS: Readonly<Record<string, () => string>> = {
  event_created: m.desk_act_event_created,
  event_changed: m.desk_act_event_changed,
  poll_added: m.desk_act_poll_added,
  poll_changed: m.desk_act_poll_changed,
  poll_removed: m.desk_act_poll_removed,
  poll_frozen: m.desk_act_poll_frozen,
  keys_made: m.desk_act_keys_made,
  poll_opened: m.desk_act_poll_opened,
  poll_closed: m.desk_act_poll_closed,
  poll_sealed: m.desk_act_poll_sealed,
  seal_stopped: m.desk_act_seal_stopped,
  sign_in_opened: m.desk_act_sign_in_opened,
  sign_in_closed: m.desk_act_sign_in_closed,
  slips_registered: m.desk_act_slips_registered,
  gate_decided: m.desk_act_gate_decided,
  witnessed: m.desk_act_witnessed,
  check_ticked: m.desk_act_check_ticked,
  check_unticked: m.desk_act_check_unticked,
  conclusion_written: m.desk_act_conclusion_written,
  form_added: m.desk_act_form_added,
  form_changed: m.desk_act_form_changed,
  form_removed: m.desk_act_form_removed,
  history_recalled: m.desk_act_history_recalled,
  period_started: m.desk_act_period_started,
  period_withdrawn: m.desk_act_period_withdrawn,
  principle_overridden: m.desk_act_principle_overridden,
  write_in_merged: m.desk_act_write_in_merged,
  roster_added: m.roster_act_added,
  roster_changed: m.roster_act_changed,
  roster_removed: m.roster_act_removed,
  personal_codes_made: m.codes_act_made,
  device_shared: m.device_act_shared,
  rehearsal_made: m.rehearsal_act_made,
  record_corrected: m.correction_act_made,
  ...NOTICE_ACTS,
};

const GATES: Readonly<Record<string, () => string>> = {
  pending: m.desk_gate_pending,
  confirmed: m.desk_gate_confirmed,
  rejected: m.desk_gate_rejected,
};

export const actWords = (act: string): string => (Object.hasOwn(ACTS, act) ? (ACTS[act]?.() ?? act) : act);

/** What belongs to the act: numbers of slips by group, a document, a note; hashes shortened to what an eye compares. */
export function detailWords(
  entry: TrailEntry,
  groups: readonly { readonly id: string; readonly name: string }[],
  /** What the act was about; its title is said already beside the act. */
  poll: Pick<DeskPoll, 'title' | 'paper' | 'rules'> | undefined,
): string {
  const { detail } = entry;
  const pollTitle = poll?.title ?? '';
  const open = opennessDetail(entry);
  if (open !== null) return open;
  if (entry.act === 'gate_decided') {
    const state = GATES[String(detail['state'])]?.() ?? String(detail['state']);
    return [state, detail['document'], detail['by']].filter(Boolean).join(' · ');
  }
  if (entry.act === 'principle_overridden') {
    const state = detail['state'] === 'confirmed' ? m.desk_override_made() : m.desk_override_none();
    return [state, detail['document'], detail['by']].filter(Boolean).join(' · ');
  }
  if ((entry.act === 'period_started' || entry.act === 'period_withdrawn') && poll !== undefined) {
    const period = poll.rules
      .find(({ id }) => id === detail['rule'])
      ?.periods?.find(({ id }) => id === detail['period']);
    const name = nameOf(poll.paper, String(detail['question']));
    return [name, period?.[language()] ?? detail['period'], detail['startsOn'], detail['by']]
      .filter(Boolean)
      .join(' · ');
  }
  if (entry.act === 'check_ticked' || entry.act === 'check_unticked') {
    return [detail['text'], detail['document'], detail['by']].filter(Boolean).join(' · ');
  }
  if (entry.act === 'history_recalled') {
    return m.desk_detail_recalled({ names: Number(detail['names']), marks: Number(detail['marks']) });
  }
  if (entry.act === 'roster_added') return m.roster_detail_added({ count: Number(detail['entries']) });
  if (entry.act === 'roster_changed' || entry.act === 'roster_removed' || entry.act === 'device_shared') return '';
  if (entry.act === 'personal_codes_made') return m.codes_detail_made({ count: Number(detail['codes']) });
  if (entry.act === 'rehearsal_made') return m.rehearsal_detail_made();
  if (entry.act === 'record_corrected') return String(detail['reason'] ?? '');
  if (entry.act === 'event_changed') return m.desk_detail_due({ due: Number(detail['due']) });
  if (entry.act === 'keys_made') {
    return m.desk_detail_keys({ count: Number(detail['keys']), sha256: String(detail['sha256']).slice(0, 20) });
  }
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '' && value !== 0 && value !== pollTitle)
    .map(([name, value]) => {
      const group = groups.find((candidate) => candidate.id === name);
      if (group) return m.desk_detail_slips({ group: group.name, count: Number(value) });
      return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 20) : String(value);
    })
    .join(' · ');
}
