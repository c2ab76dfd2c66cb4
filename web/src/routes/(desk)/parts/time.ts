/** Moments of organizers' acts as they are read out at a desk; never used for anything a voter did. */
import { getLocale } from '#lib/paraglide/runtime.js';

const format = (options: Intl.DateTimeFormatOptions) => (at: string) =>
  new Intl.DateTimeFormat(getLocale(), options).format(new Date(at));

export const day = format({ year: 'numeric', month: 'long', day: 'numeric' });
export const minute = format({ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
export const clock = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
export const moment = format({
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** Today as `2026-11-22`, by this laptop's clock: a suggestion for the date of a meeting. */
export function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
