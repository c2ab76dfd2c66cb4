/**
 * The documents that the presets come from, by name, number and year, each with its standing and how it was seen.
 *
 * `seed`: stated in a founding document; `source`: the text was seen; `secondary`: quoted by others; `unverified`: not checked.
 * Local documents of 2009 are long superseded in places: the clause is stated there, its standing today is for the user to say.
 */
import type { Citation } from '../rule.ts';

type Source = (clause: string, wording: string, confidence?: Citation['confidence']) => Citation;

const from =
  (document: string, status: Citation['status'], seen: Citation['confidence']): Source =>
  (clause, wording, confidence = seen) => ({ document, clause, wording, status, confidence });

/** The founding documents. */
export const zhangye = from('张掖市委发〔2009〕33号', 'historic_local', 'seed');
export const qingshanhu = from('青山湖区干部工作办法（2009 年 7 月）', 'historic_local', 'seed');

/** National party documents. */
export const regulation = from('党政领导干部选拔任用工作条例（2019）', 'current_national', 'unverified');
