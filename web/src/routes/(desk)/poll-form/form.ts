/**
 * The poll form: everything an organizer types, as plain data that survives a reload, and the poll draft made from it.
 *
 * Templates are only starting values; what is sent is the draft, and what is legal is decided by ballot-core's own
 * reader, whose answer is brought back to the field it is about (`fields.ts`).
 */
import type { Given, PollId, Rule } from 'ballot-core';
import type { PollDraft } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { listOf, type NameList } from './name-list.ts';
import { freshPaper, paperForm, paperOf, partsOf, type Kind, type PaperForm } from './paper-form.ts';
import { factsNeeded } from './rules/facts-needed.ts';

/** Number fields are null while empty. */
export interface PollForm {
  /** Names the poll inside the form, before the server has given it an id. */
  readonly key: string;
  title: string;
  paper: PaperForm;
  rules: readonly Rule[];
  /** Counts are shown in batches while voting; otherwise turnout only. */
  live: boolean;
  k: number | null;
  /** Percent of 应到. */
  minTurnout: number | null;
  /** Date or year of the meeting, for rules that remember; '' where none does. */
  at: string;
  given: Readonly<Record<string, Given>>;
  /** `poll`: the key of another poll of the form, or the id of one that exists. */
  source: FormSource | null;
  /** Phones get a receipt, and can show what they marked. */
  receipts: boolean;
  checklist: NameList;
}
export interface FormSource {
  poll: string;
  rule: string;
  take: 'taken' | 'tied';
}

export function freshForm(kind: Kind, key: string): PollForm {
  return {
    key,
    title: '',
    paper: freshPaper(kind),
    rules: [],
    // Appointments and elections show turnout only until the close; an assessment may be watched.
    live: kind === 'grades',
    k: 5,
    minTurnout: 20,
    at: '',
    given: {},
    source: null,
    receipts: true,
    checklist: listOf([]),
  };
}

/** The draft as it stands. Half-filled forms give half-filled drafts: the preview shows them, the reader refuses them. */
export function draftOf(form: PollForm): PollDraft {
  const paper = paperOf(form.paper);
  const given = { ...givenOf(form), ...countedOf(form) };
  const checklist = form.checklist.items.map(({ id, name }) => ({ id, text: name }));
  return {
    title: form.title.trim(),
    paper,
    rules: inPointsOf(form.paper, form.rules),
    release: { mode: form.live ? 'batches' : 'turnout', k: form.k ?? 0, minTurnout: [form.minTurnout ?? 0, 100] },
    ...(form.at.trim() === '' ? {} : { at: form.at.trim() }),
    ...(Object.keys(given).length === 0 ? {} : { given }),
    ...(form.source === null ? {} : { source: { ...form.source, poll: form.source.poll as PollId } }),
    ...(form.receipts ? {} : { receipts: 'off' as const }),
    ...(checklist.length === 0 ? {} : { checklist }),
  };
}

/** A kept draft back in the form. */
export function formOf(draft: PollDraft, key: string): PollForm {
  const [part, whole] = draft.release.minTurnout;
  return {
    key,
    title: draft.title,
    paper: paperForm(draft.paper),
    rules: draft.rules,
    live: draft.release.mode === 'batches',
    k: draft.release.k,
    minTurnout: Math.round((part * 100) / whole),
    at: draft.at ?? '',
    given: draft.given ?? {},
    source: draft.source === undefined ? null : { ...draft.source },
    receipts: draft.receipts !== 'off',
    checklist: listOf((draft.checklist ?? []).map(({ id, text }) => ({ id, name: text }))),
  };
}

/** The rows that facts can be given for, with the ids that rules know them by: in forms behind `section.`. */
export function rowsOf(form: PaperForm): readonly { readonly id: string; readonly name: string }[] {
  return partsOf(form).flatMap(([section, part]) => {
    const items =
      part.kind === 'grades' || part.kind === 'score'
        ? part.subjects.items
        : part.kind === 'pick'
          ? part.candidates.items
          : part.kind === 'motion'
            ? part.matters.items
            : [];
    return items.map(({ id, name }) => ({ id: section === null ? id : `${section.id}.${id}`, name }));
  });
}

/** Facts about rows that are no longer on the list go with them. */
function givenOf(form: PollForm): Readonly<Record<string, Given>> {
  // The rows of a list that is still to come are known when it is frozen.
  const ids = form.source === null ? new Set(['', ...rowsOf(form.paper).map(({ id }) => id)]) : null;
  return Object.fromEntries(
    Object.entries(form.given).filter(
      ([id, { figures = {}, history }]) =>
        (ids?.has(id) ?? true) && (Object.keys(figures).length > 0 || history !== undefined),
    ),
  );
}

/** How many names stand on the list (候选人数) is known from the list, where the list is typed here. */
export const countsNames = (form: PollForm): boolean => form.source === null && form.paper.kind === 'pick';

function countedOf(form: PollForm): Readonly<Record<string, Given>> {
  if (!countsNames(form) || !factsNeeded(form.rules).poll.includes('candidates')) return {};
  const about = form.given[''];
  return { '': { ...about, figures: { ...about?.figures, candidates: rowsOf(form.paper).length } } };
}

/** The mean of a score paper is of its own units: a rule follows when the organizer changes the decimals. */
function inPointsOf(paper: PaperForm, rules: readonly Rule[]): readonly Rule[] {
  const scored = partsOf(paper).flatMap(([section, part]) =>
    part.kind === 'score' ? [{ section: section?.id, per: part.per }] : [],
  );
  if (scored.length === 0) return rules;
  return rules.map((rule) => {
    const own = scored.find(({ section }) => section === undefined || section === rule.only?.section) ?? scored[0];
    if (own === undefined || rule.scores?.some((score) => score.kind === 'mean' && score.per !== own.per) !== true)
      return rule;
    return {
      ...rule,
      scores: rule.scores.map((score) => (score.kind === 'mean' ? { ...score, per: own.per } : score)),
    };
  });
}

const KIND_NAMES = {
  grades: m.desk_kind_grades,
  score: m.desk_kind_score,
  pick: m.desk_kind_pick,
  motion: m.desk_kind_motion,
  choice: m.desk_kind_choice,
  text: m.desk_kind_text,
  form: m.desk_kind_form,
} as const satisfies Record<Kind, () => string>;
const KIND_NOTES = {
  grades: m.desk_kind_grades_note,
  score: m.desk_kind_score_note,
  pick: m.desk_kind_pick_note,
  motion: m.desk_kind_motion_note,
  choice: m.desk_kind_choice_note,
  text: m.desk_kind_text_note,
  form: m.desk_kind_form_note,
} as const satisfies Record<Kind, () => string>;
export const kindName = (kind: Kind): string => KIND_NAMES[kind]();
export const kindNote = (kind: Kind): string => KIND_NOTES[kind]();
