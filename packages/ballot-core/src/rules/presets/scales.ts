/**
 * Scales and dimensions as they stand on printed papers, best grade first.
 *
 * 不了解 is shown but is not an assessment: it stays out of the base `validItem`.
 */
import type { Grade, Item } from '../../paper/paper.ts';
import type { Score } from '../rule.ts';

/** 四等次: the default scale of 民主测评. */
export const COMPETENCE_SCALE: readonly Grade[] = [
  { id: 'excellent', name: '优秀', counted: true },
  { id: 'competent', name: '称职', counted: true },
  { id: 'basic', name: '基本称职', counted: true },
  { id: 'incompetent', name: '不称职', counted: true },
  { id: 'abstain', name: '不了解', counted: false },
];

/** 德能勤绩廉. */
export const FIVE_DIMENSIONS: readonly Item[] = [
  { id: 'de', name: '德' },
  { id: 'neng', name: '能' },
  { id: 'qin', name: '勤' },
  { id: 'ji', name: '绩' },
  { id: 'lian', name: '廉' },
];

/** One mark for the whole person, team or unit. */
export const OVERALL: readonly Item[] = [{ id: 'overall', name: '总体评价' }];

/** 满意度三等次, as in a people's congress: no 不了解. */
export const SATISFACTION_OF_THREE: readonly Grade[] = [
  { id: 'satisfied', name: '满意', counted: true },
  { id: 'basically', name: '基本满意', counted: true },
  { id: 'dissatisfied', name: '不满意', counted: true },
];

/** The same with 不了解, which is outside the base. */
export const SATISFACTION_OR_UNKNOWN: readonly Grade[] = [
  ...SATISFACTION_OF_THREE,
  { id: 'unknown', name: '不了解', counted: false },
];

/** 满意率 of the three grades: 满意 and 基本满意, of those who gave one. */
export const SATISFACTION_RATE: Score = {
  id: 'satisfaction-rate',
  kind: 'share',
  options: ['satisfied', 'basically'],
  base: 'validItem',
};

/** 满意度四等次 of surveys. */
export const SATISFACTION_OF_FOUR: readonly Grade[] = [
  { id: 'satisfied', name: '满意', counted: true },
  { id: 'fairly', name: '比较满意', counted: true },
  { id: 'basically', name: '基本满意', counted: true },
  { id: 'dissatisfied', name: '不满意', counted: true },
  { id: 'unknown', name: '不了解', counted: false },
];

/** 好、较好、一般、差: work and units. */
export const QUALITY_OF_FOUR: readonly Grade[] = [
  { id: 'good', name: '好', counted: true },
  { id: 'fair', name: '较好', counted: true },
  { id: 'average', name: '一般', counted: true },
  { id: 'poor', name: '差', counted: true },
];

/** 领导班子三等次. */
export const TEAM_SCALE: readonly Grade[] = [
  { id: 'good', name: '好', counted: true },
  { id: 'average', name: '一般', counted: true },
  { id: 'poor', name: '差', counted: true },
  { id: 'unknown', name: '不了解', counted: false },
];

/** 民主评议党员. */
export const MEMBER_SCALE: readonly Grade[] = [
  { id: 'excellent', name: '优秀', counted: true },
  { id: 'qualified', name: '合格', counted: true },
  { id: 'basic', name: '基本合格', counted: true },
  { id: 'unqualified', name: '不合格', counted: true },
];
