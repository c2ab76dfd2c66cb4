/**
 * Words that travel as data in both languages (rules, labels, gates, claims), in the language of the page.
 */
import { getLocale } from './paraglide/runtime.js';

export const said = (words: { readonly zh: string; readonly en: string }): string =>
  getLocale() === 'en' ? words.en : words.zh;
