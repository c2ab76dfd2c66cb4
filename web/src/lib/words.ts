/**
 * What the wall and the record say of a result, put together from the paper's own names and the words of the rules.
 *
 * Names come from the paper as they were frozen; only what we say about them is translated.
 */
import { ELECTORATE_MIN, scoreText } from 'ballot-core';
import type {
  Accounts,
  BaseKey,
  Finding,
  GateState,
  Paper,
  PlainPaper,
  Question,
  Rule,
  Score,
  Test,
} from 'ballot-core';
import type { StagePoll } from 'api/views';
import { m } from './paraglide/messages.js';
import type { Reading } from './reading.ts';
import { said } from './said.ts';
import { fractionText, thresholdText } from './share.ts';

/** What a choice is called: the paper's word, or ours where the kind of paper fixes it. */
export function optionName(paper: PlainPaper, option: string, question?: Question): string {
  switch (paper.kind) {
    case 'grades':
      return paper.scale.find(({ id }) => id === option)?.name ?? option;
    case 'choice': {
      const scales = paper.questions.filter(({ id }) => question === undefined || id === question.item.id);
      return scales.flatMap(({ options }) => options).find(({ id }) => id === option)?.name ?? option;
    }
    case 'score':
      return scoreText(option, paper.per);
    case 'text':
      return m.stage_written();
    case 'pick':
      return { weak: m.stage_named, tick: m.stage_ticked, plain: m.stage_picked }[paper.purpose ?? 'plain']();
    case 'motion':
      return MOTION_NAMES[option]?.() ?? option;
  }
}

const MOTION_NAMES: Readonly<Record<string, (() => string) | undefined>> = {
  agree: m.stage_agree,
  disagree: m.stage_disagree,
  abstain: m.stage_abstain,
};

const ACCOUNT_NAMES = {
  due: m.stage_due,
  present: m.stage_present,
  issued: m.stage_issued,
  returned: m.stage_returned,
  valid: m.stage_valid,
  validItem: m.stage_valid,
  headcount: m.stage_headcount,
  seats: m.stage_seats,
} as const satisfies Record<BaseKey, () => string>;

/** 优秀＋称职: what a rule counts; null where it is neither votes nor people. */
function counted(paper: PlainPaper | null, test: Test): string | null {
  const { numerator } = test;
  if ('account' in numerator) return ACCOUNT_NAMES[numerator.account]();
  if (!('options' in numerator)) return null;
  const plus = (numerator.plus ?? []).map((each) => (each === 'absent' ? m.stage_absent() : m.stage_invalid()));
  const options = numerator.options.map((option) => (paper === null ? option : optionName(paper, option)));
  return [...options, ...plus].join('＋');
}

/** 优秀＋称职 2/3: the caption of a line. A score, an exam, a run of years has no shorter name than its rule's words. */
export function lineName(paper: PlainPaper | null, test: Test): string {
  const what = counted(paper, test);
  return what === null ? said(test) : `${what} ${thresholdText(test.fraction, test.base === 'one')}`;
}

/**
 * Where a count stands against its line. On the scale itself votes are missing (还差); on a bar of its own (不称职) the
 * line is still that far off (距线): nobody is asked for those votes.
 */
export function standing({ crossed, verb, needed, fraction, isNumber }: Reading, apart: boolean): string {
  const line = thresholdText(fraction, isNumber);
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
  if (poll.released !== null) return m.stage_after_why();
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
    case 'score':
      return m.stage_score_summary({
        people: paper.subjects.length,
        dimensions: paper.dimensions.length,
        from: scoreText(String(paper.from), paper.per),
        to: scoreText(String(paper.to), paper.per),
      });
    case 'pick':
      return pickSummary(paper);
    case 'motion':
      return m.stage_motion_summary({ matters: paper.matters.length });
    case 'choice':
      return m.stage_choice_summary({ questions: paper.questions.length });
    case 'text':
      return m.stage_text_summary({ prompts: paper.prompts.length });
    case 'form':
      return m.stage_form_summary({ sections: paper.sections.length, names: sectionNames(paper) });
  }
}

function pickSummary({ purpose, candidates, max, seats }: PlainPaper & { readonly kind: 'pick' }): string {
  const people = candidates.length;
  if (purpose === 'weak') return m.stage_weak_summary({ units: people, max });
  if (purpose === 'tick') return m.stage_tick_summary({ items: people });
  return seats === null ? m.stage_pick_summary({ people, max }) : m.stage_elect_summary({ people, seats });
}

const sectionNames = (paper: Paper & { readonly kind: 'form' }): string =>
  paper.sections.map(({ name }) => name).join(m.stage_list_comma());

/** A gate's state, with the rule's words for what an organ must find. */
export const gateWords = (label: { readonly zh: string; readonly en: string }, state: GateState): string =>
  ({ pending: m.stage_gate_pending, confirmed: m.stage_gate_confirmed, rejected: m.stage_gate_rejected })[state]({
    gate: said(label),
  });

/** Where each gate of a finding stands, and whether a principle was set aside: said the same way whatever came of it. */
export function followUps(finding: Finding, rule: Rule): readonly { readonly id: string; readonly words: string }[] {
  const gates = finding.gates.flatMap(({ id, state }) => {
    const label = rule.gates.find((gate) => gate.id === id);
    // Once a principle is set aside, nothing waits for an organ to uphold it.
    const settled = finding.overridden === true && state === 'pending';
    return label === undefined || settled ? [] : [{ id, words: gateWords(label, state) }];
  });
  return finding.overridden === true ? [...gates, { id: 'override', words: m.stage_overridden() }] : gates;
}

/** What a score is called. An average is an index (加权得分, 指数), never a rate (率); only a share is one. */
export function scoreName(score: Score, paper: PlainPaper | null): string {
  switch (score.kind) {
    case 'index':
      return m.score_index();
    case 'share': {
      if (paper === null) return m.score_share();
      return m.score_share_of({ options: score.options.map((option) => optionName(paper, option)).join('＋') });
    }
    case 'mean':
      return score.trim === undefined ? m.score_mean() : m.score_trimmed();
    case 'groups':
      return m.score_groups();
    case 'dimensions':
      return m.score_dimensions();
    case 'weighted':
      return m.score_weighted();
    case 'sum':
      return m.score_sum();
    case 'figure':
      return m.score_figure({ name: score.figure });
    case 'brackets':
      return m.score_brackets();
    case 'ranks':
      return m.score_ranks();
    case 'bonus':
      return m.score_bonus();
  }
}
