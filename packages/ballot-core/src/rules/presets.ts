/**
 * The rules that come with the house, as data with their sources; a meeting copies them and may change every figure.
 *
 * Wordings differ by one word between sibling documents (未达到, 不过半, 低于), so each rule carries its own comparator. A
 * source that was not seen says so, and the desk prints that beside it.
 */
import { REVIEW_ADJUST, REVIEW_DISMISS } from './presets/assessment.ts';
import { COMMITTEE_BALLOT } from './presets/committee.ts';
import { RECOMMEND_HALF, RECOMMEND_OVER_HALF, RECOMMEND_THIRD } from './presets/recommendation.ts';
import type { Words } from './names.ts';
import type { Rule } from './rule.ts';

export type PresetId = 'P01' | 'P03' | 'P04' | 'P05' | 'P08';

/** By the rulebook's numbers. P01 is two rules, because both can fire and both are recorded. */
export const PRESETS: Readonly<Record<PresetId, readonly Rule[]>> = {
  P01: [REVIEW_ADJUST, REVIEW_DISMISS],
  P03: [RECOMMEND_THIRD],
  P04: [RECOMMEND_OVER_HALF],
  P05: [RECOMMEND_HALF],
  P08: [COMMITTEE_BALLOT],
};

/** What the desk calls them. */
export const PRESET_NAMES = {
  P01: { zh: '四等次民主测评（2/3、1/3）', en: 'Assessment in four grades (2/3, 1/3)' },
  P03: { zh: '民主推荐·差额（低于 1/3）', en: 'Recommendation, several candidates (below 1/3)' },
  P04: { zh: '民主推荐·等额（不过半）', en: 'Recommendation, single candidate (not over half)' },
  P05: { zh: '单位民主推荐（低于 1/2）', en: 'Recommendation by the unit (below 1/2)' },
  P08: { zh: '常委会票决（含 30% 暂缓）', en: 'Committee ballot with 30 % deferral' },
} as const satisfies Record<PresetId, Words>;
