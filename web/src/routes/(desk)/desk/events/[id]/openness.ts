/** Signed forms, notices, merges and conclusions on the event's page: who is offered what, and the words of their trail. */
import type { Me } from 'api/desk-views';
import type { NoticeKind } from 'api/views';
import type { TrailEntry } from 'ballot-core';
import { KINDS, kindName } from '#lib/notice/kinds.ts';
import { m } from '#lib/paraglide/messages.js';

/** Signed forms are for those who consider them: organizers and observers. Tellers count, and are not offered the page. */
export const mayReadForms = (me: Me | null): boolean => me?.role === 'organizer' || me?.role === 'observer';

export const NOTICE_ACTS = {
  notice_added: m.publication_act_added,
  notice_changed: m.publication_act_changed,
  notice_removed: m.publication_act_removed,
} as const;

/** What belongs to such an act; null for any other. */
export function opennessDetail({ act, detail }: Pick<TrailEntry, 'act' | 'detail'>): string | null {
  if (act.startsWith('form_')) return m.forms_detail({ count: Number(detail['forms']) });
  if (act === 'conclusion_written') return String(detail['by']);
  if (act === 'write_in_merged') {
    const [name, by] = [String(detail['name']), String(detail['by'])];
    return detail['into'] === null
      ? m.writein_detail_back({ name, by })
      : m.writein_detail({ name, into: String(detail['into']), reason: String(detail['reason']), by });
  }
  if (!Object.hasOwn(NOTICE_ACTS, act)) return null;
  const kind = KINDS.find((each) => each === detail['kind']) ?? ('other' satisfies NoticeKind);
  const scope =
    detail['scope'] === 'public' ? m.publication_scope_public_mark() : m.publication_scope_participants_mark();
  const days = [detail['startsOn'], detail['endsOn']].filter((day) => day !== null).join(' — ');
  return [kindName(kind), scope, days, String(detail['text']).slice(0, HASH_SHOWN)].join(' · ');
}

/** As many hex digits as a person compares by eye. */
const HASH_SHOWN = 20;
