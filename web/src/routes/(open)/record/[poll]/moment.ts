/** Moments of organizers' acts, as a reader of a record says them. */
import { getLocale } from '#lib/paraglide/runtime.js';

export const moment = (at: string): string =>
  new Date(at).toLocaleString(getLocale(), { dateStyle: 'long', timeStyle: 'medium' });
