/**
 * What the wall and the record say of a result, put together from the paper's own names and the words of the rules.
 *
 * Names come from the paper as they were frozen; only what we say about them is translated.
 */
import { ELECTORATE_MIN } from 'ballot-core';
import type { Accounts, GateState, Paper, Test } from 'ballot-core';
import type { StagePoll } from 'api/views';
import { m } from './paraglide/messages.js';
import type { Reading } from './reading.ts';
import { said } from './said.ts';
import { fractionText } from './share.ts';

/** What a choice is called: the paper's word, or ours where the kind of paper fixes it. */
export function optionName(paper: Paper, option: string): string {
  if (paper.kind === 'grades') return paper.scale.find(({ id }) => id === option)?.name ?? option;
  if (paper.kind === 'pick') return m.stage_picked();
  const words: Readonly<Record<string, (() => string) | undefined>> = {
    agree: m.stage_agree,
    disagree: m.stage_disagree,
    abstain: m.stage_abstain,
  };
  return words[option]?.() ?? option;
}

/** 优秀＋称职: what a rule counts. */
function counted(paper: Paper, test: Test): string {
  if ('account' in test.numerator)
    return {
      due: m.stage_due,
      present: m.stage_present,
      issued: m.stage_issued,
      returned: m.stage_returned,
      valid: m.stage_valid,
      validItem: m.stage_valid,
    }[test.numerator.account]();
  const plus = (test.numerator.plus ?? []).map((each) => (each === 'absent' ? m.stage_absent() : m.stage_invalid()));
  return [...test.numerator.options.map((option) => optionName(paper, option)), ...plus].join('＋');
}

/** 优秀＋称职 2/3: the caption of a line. */
export const lineName = (paper: Paper, test: Test): string => `${counted(paper, test)} ${fractionText(test.fraction)}`;

/**
 * Where a count stands against its line. On the scale itself votes are missing (还差); on a bar of its own (不称职) the
 * line is still that far off (距线): nobody is asked for those votes.
 */
export function standing({ crossed, verb, needed, fraction }: Reading, apart: boolean): string {
  const line = fractionText(fraction);
  if (!crossed && needed > 0) return apart ? m.stage_off({ n: needed }) : m.stage_needed({ n: needed });
  if (crossed) return verb === 'reach' ? m.stage_reached({ line }) : m.stage_exceeded({ line });
  return verb === 'reach' ? m.stage_not_reached({ line }) : m.stage_not_exceeded({ line });
}

/** The accounts as the chief teller (总监票人) reads them out, one sentence to a line. */
export function accountLines(accounts: Accounts): readonly string[] {
  const { due, present, issued, returned, valid, invalid } = accounts;
  const verdict =
    returned > issued ? m.stage_returned_more : returned < issued ? m.stage_returned_fewer : m.stage_returned_equal;
  return [
    m.stage_account_people({ due, present }),
    m.stage_account_votes({ issued, returned }),
    m.stage_account_valid({ valid, invalid }),
    verdict(),
  ];
}

/** Why only turnout is shown, or from when counts will be. */
export function whyTurnoutOnly(poll: StagePoll): string {
  const { mode, k, minTurnout } = poll.release;
  if (mode === 'turnout') return m.stage_turnout_why();
  if (poll.accounts.due < ELECTORATE_MIN) return m.stage_small_why({ n: ELECTORATE_MIN });
  return m.stage_batches_why({ share: fractionText(minTurnout), k });
}

/** One line about what the paper asks. */
export function summary(paper: Paper): string {
  switch (paper.kind) {
    case 'grades':
      return m.stage_grades_summary({
        people: paper.subjects.length,
        dimensions: paper.dimensions.length,
        grades: paper.scale.filter((grade) => grade.counted).length,
      });
    case 'pick':
      return m.stage_pick_summary({ people: paper.candidates.length, max: paper.max });
    case 'motion':
      return m.stage_motion_summary({ matters: paper.matters.length });
  }
}

/** A gate's state, with the rule's words for what an organ must find. */
export const gateWords = (label: { readonly zh: string; readonly en: string }, state: GateState): string =>
  ({ pending: m.stage_gate_pending, confirmed: m.stage_gate_confirmed, rejected: m.stage_gate_rejected })[state]({
    gate: said(label),
  });
