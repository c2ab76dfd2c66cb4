/**
 * Scales and dimensions as they stand on printed papers, best grade first.
 *
 * 不了解 is shown but is not an assessment: it stays out of the base `validItem`.
 */
import type { Grade, Item } from '../../paper/paper.ts';

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
