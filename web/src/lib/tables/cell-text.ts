/**
 * A cell as words: the exact pair or figure first, the rounded one beside it where there is room for both.
 */
import { exactText, pair, percentAgainst, percent, scoreAgainst, shareOf } from '../share.ts';
import type { Cell } from './table.ts';

export interface CellText {
  /** What is signed: whole numbers, or the score. */
  readonly main: string;
  /** The rounded percentage of a share, the exact fraction of a score; '' where there is none. */
  readonly beside: string;
  readonly said: string;
  readonly strong: boolean;
}

export function cellText(cell: Cell): CellText {
  const words = (main: string, beside = '', said: string | null = null, strong = false): CellText => ({
    main,
    beside,
    said: said ?? '',
    strong,
  });
  switch (cell.kind) {
    case 'none':
      return words('—');
    case 'text':
      return words(cell.text, '', null, cell.strong === true);
    case 'count':
      return words(String(cell.value));
    case 'share': {
      const { count, base, against, said, strong } = cell;
      if (base === 0) return words('—');
      const beside = against === null ? percent(count, base) : percentAgainst(count, base, against);
      return words(pair(count, base), beside, said, strong);
    }
    case 'number': {
      const { value, against, percent: isShare, isRounded = false, said, strong } = cell;
      // A number that was counted and held against a number (7 days, one vote) has no places.
      const isWhole = value !== null && against !== null && value[1] === 1;
      const shown = isWhole ? String(value[0]) : scoreAgainst(value, against);
      const exact = value === null || isRounded ? '' : isShare ? shareOf(value) : exactText(value);
      return words(isShare && value !== null ? `${shown}%` : shown, exact === shown ? '' : exact, said, strong);
    }
  }
}
