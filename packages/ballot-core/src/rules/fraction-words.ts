/**
 * A fraction as a document says it: 三分之二, two thirds.
 */
import type { Fraction } from './compare.ts';
import type { Language } from './names.ts';

/** "三分之二", "百分之六十"; "two thirds", "60 per cent". */
export function fractionInWords([part, whole]: Fraction, language: Language): string {
  if (part === whole) return language === 'zh' ? '全部' : 'all';
  if (language === 'zh') {
    return whole === 100 ? `百分之${numeral(part)}` : `${numeral(whole)}分之${numeral(part)}`;
  }
  const unit = ENGLISH_PARTS[whole];
  if (whole === 100) return `${part} per cent`;
  return unit === undefined ? `${part}/${whole}` : `${ENGLISH_NUMBERS[part] ?? part} ${part === 1 ? unit[0] : unit[1]}`;
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Chinese numerals up to 99, which covers every document cited; figures beyond. */
function numeral(value: number): string {
  if (value >= 100) return String(value);
  const tens = (value - (value % 10)) / 10;
  const ones = value % 10;
  if (tens === 0) return DIGITS[ones] ?? '';
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}

const ENGLISH_NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const ENGLISH_PARTS: Readonly<Record<number, readonly [one: string, many: string]>> = {
  2: ['half', 'halves'],
  3: ['third', 'thirds'],
  4: ['quarter', 'quarters'],
  5: ['fifth', 'fifths'],
  6: ['sixth', 'sixths'],
  10: ['tenth', 'tenths'],
};
