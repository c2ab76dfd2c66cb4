/**
 * The documents that the presets come from, by name, number and year.
 */
import type { Citation } from '../rule.ts';

export const QINGSHANHU = '青山湖区干部工作办法（2009 年 7 月）';
export const ZHANGYE = '张掖市委发〔2009〕33号';
export const REGULATION = '党政领导干部选拔任用工作条例（2019）';

/** Local documents of 2009, long superseded in places: the clause is stated there, its standing today is for the user to say. */
export const seed = (document: string, clause: string, wording: string): Citation => ({
  document,
  clause,
  wording,
  status: 'historic_local',
  confidence: 'seed',
});
