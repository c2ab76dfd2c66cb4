/**
 * Points as people type them: read strictly, told at once what is wrong, with a few marks to tap instead.
 *
 * A mark is the paper's own text for a number (see `scoreMarks`), so nothing typed ever becomes a float.
 */
import { scoreCount, scoreMarks, scoreText, type ScorePaper } from 'ballot-core';

/** So few marks are shown as buttons, one each, as a scale of grades is. */
const BUTTONS_MAX = 11;

export const hasButtons = (paper: ScorePaper): boolean => scoreCount(paper) <= BUTTONS_MAX;

/** Full-width digits and the Chinese full stop are what an input method makes of 9.5; 9.50 and 09.5 are the same number. */
const plain = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[。,]/g, '.')
    .replace(/^0+(?=\d)/, '');

/** The mark for what is typed, or null where the paper has no such number. */
export function readScore(paper: ScorePaper, typed: string): string | null {
  const text = plain(typed);
  const number = text.includes('.') ? text.replace(/\.?0*$/, '') : text;
  return scoreMarks(paper).find((mark) => scoreText(mark, paper.per) === number) ?? null;
}

/** Could more digits still make a number of the paper of it? Then it is too early to complain. */
export function mayGrow(paper: ScorePaper, typed: string): boolean {
  const text = plain(typed);
  return scoreMarks(paper).some((mark) => {
    const whole = scoreText(mark, paper.per);
    return whole.startsWith(text) || `${whole}.`.startsWith(text);
  });
}

/** The next mark up (1) or down (-1), or null at the end of the range. */
export function stepped({ from, to, step }: ScorePaper, mark: string, by: 1 | -1): string | null {
  const next = Number(mark) + by * step;
  return next < from || next > to ? null : String(next);
}

/** Hundredths of the full mark that people give most. */
const USUAL = [95, 90, 85, 80, 70, 60];
const QUICK_MIN = 3;

/** A few marks to tap, best first; none where the paper's steps have hardly any of them. */
export function quickMarks({ from, to, step }: ScorePaper): readonly string[] {
  const marks = USUAL.map((share) => to * share)
    .filter((hundredths) => hundredths % 100 === 0)
    .map((hundredths) => hundredths / 100)
    .filter((mark) => mark >= from && (mark - from) % step === 0);
  return marks.length < QUICK_MIN ? [] : marks.map(String);
}
