/** What both builds have in common. */

/** Android web views updated by their vendor, and iOS 14. */
export const BROWSERS = ['chrome80', 'safari14'];

/** The language is the reader's choice, kept in the browser: an address never carries somebody else's. */
export const WORDS = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['localStorage', 'baseLocale'] as ['localStorage', 'baseLocale'],
};

export const API = { '/api': 'http://localhost:3000' };
