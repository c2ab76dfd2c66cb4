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
