/** The page's language as ballot-core names it, for words that come with a rule. */
import { getLocale } from '#lib/paraglide/runtime.js';

export const language = (): 'zh' | 'en' => (getLocale() === 'zh-CN' ? 'zh' : 'en');
