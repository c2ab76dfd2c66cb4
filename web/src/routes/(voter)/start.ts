/**
 * Fetches the phone's page in the reader's language. The address stays the same, so a QR code carries nobody else's language.
 */

/** Language → address of the page; set by the build. */
declare const PHONE_PAGES: Readonly<Record<string, string>>;

const BASE = 'zh-CN';
/** Where `LanguageSwitch` keeps the choice. */
const CHOICE = 'PARAGLIDE_LOCALE';

function chosen(): string {
  try {
    return localStorage.getItem(CHOICE) ?? BASE;
  } catch {
    // Storage is forbidden: then nobody can have chosen.
    return BASE;
  }
}

void import(/* @vite-ignore */ PHONE_PAGES[chosen()] ?? PHONE_PAGES[BASE] ?? '');
