/**
 * Facts as they are typed in a table: whole numbers or lists of them, and marks of earlier years.
 *
 * An empty field is no fact: it is left out, so that a rule says it doesn't know instead of taking it for zero.
 */
import type { Given, Mark } from 'ballot-core';

export type Figure = number | readonly number[];

/** "82", "3, 1, 2", "2024、2026"; null when it is empty or no number. */
export function readFigure(text: string): Figure | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .filter(Boolean);
  const numbers = parts.map(Number);
  if (numbers.length === 0 || !numbers.every((number) => Number.isSafeInteger(number))) return null;
  const [only] = numbers;
  return numbers.length === 1 && only !== undefined ? only : numbers;
}

/** A year or a date, as `Mark.at` has it; null when it is neither. */
export function readMoment(text: string): string | null {
  const said = text.normalize('NFKC').trim();
  if (/^\d{4}$/.test(said)) return said;
  const date = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(said);
  if (date === null) return null;
  const [, year = '', month = '', day = ''] = date;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}

type AllGiven = Readonly<Record<string, Given>>;

export function withFigure(given: AllGiven, row: string, name: string, figure: Figure | null): AllGiven {
  const { [name]: _before, ...others } = given[row]?.figures ?? {};
  const figures = figure === null ? others : { ...others, [name]: figure };
  return { ...given, [row]: tidy({ ...given[row], figures }) };
}

export const withHistory = (given: AllGiven, row: string, history: readonly Mark[]): AllGiven => ({
  ...given,
  [row]: tidy({ ...given[row], history }),
});

/** No empty figures. An empty history stays: it says that somebody has looked and found nothing. */
function tidy({ figures = {}, history }: Given): Given {
  return {
    ...(Object.keys(figures).length === 0 ? {} : { figures }),
    ...(history === undefined ? {} : { history }),
  };
}
