/**
 * Fetches the phone's page in the reader's language, again and again while the hall's Wi-Fi loses it: a blank page tells
 * nobody what to do. The address stays the same, so a QR code carries nobody else's language.
 */

/** Language → address of the page; set by the build. */
declare const PHONE_PAGES: Readonly<Record<string, string>>;

const BASE = 'zh-CN';
/** Where `LanguageSwitch` keeps the choice. */
const CHOICE = 'PARAGLIDE_LOCALE';
const RETRY_MS = 2000;
/** The page with all other words is what couldn't be fetched. */
const WAITING = '网络不稳定，正在重新打开，请不要关闭本页。Opening again: the network is unsteady.';

function chosen(): string {
  try {
    return localStorage.getItem(CHOICE) ?? BASE;
  } catch {
    // Storage is forbidden: then nobody can have chosen.
    return BASE;
  }
}

const note = document.createElement('p');
note.textContent = WAITING;

async function open(page: string, attempt: number): Promise<void> {
  try {
    // Some browsers remember that a module failed: each attempt has an address of its own.
    await import(/* @vite-ignore */ attempt === 0 ? page : `${page}?${attempt}`);
    note.remove();
  } catch {
    document.body.append(note);
    setTimeout(() => void open(page, attempt + 1), RETRY_MS);
  }
}

void open(PHONE_PAGES[chosen()] ?? PHONE_PAGES[BASE] ?? '', 0);
