/**
 * What a scanned address has behind its `#`: a slip, the wall's code, a personal link or a shared device's. The fragment
 * never reaches a server by itself.
 */
export type Scanned =
  | { readonly kind: 'slip'; readonly slip: string; readonly printed: string | null }
  /** 厅内码: a token that is good for a minute. */
  | { readonly kind: 'hall'; readonly hall: string }
  /** A personal link: the roster's entry and its code. */
  | { readonly kind: 'own'; readonly entry: string; readonly code: string }
  /** 共用设备: a token that is good for a day's meeting. */
  | { readonly kind: 'device'; readonly link: string };

/** Null when there is nothing in it. */
export function readFragment(hash: string): Scanned | null {
  const text = hash.replace(/^#/, '');
  const [, kind, value = ''] = /^(hall|own|device)=(.*)$/.exec(text) ?? [];
  const [first = '', second = ''] = (kind === undefined ? text : value).split('.');
  if (first === '') return null;
  if (kind === 'hall') return { kind, hall: value };
  if (kind === 'device') return { kind, link: value };
  if (kind === 'own') return { kind, entry: first, code: second };
  return { kind: 'slip', slip: first, printed: second === '' ? null : second };
}

/** What is typed or pasted where a slip's code is due: the code, or the whole address that its QR code holds. */
export function readEntered(text: string): Extract<Scanned, { kind: 'slip' }> {
  const found = isAddress(text) ? readFragment(text.slice(text.indexOf('#') + 1)) : null;
  return found?.kind === 'slip' ? found : { kind: 'slip', slip: text, printed: null };
}

/** A scanner at the tablet types an address letter by letter: from the colon on it can't be a code any more. */
export const isAddress = (text: string): boolean => text.includes(':');

/** What is typed, made to look like what is printed: upper case, look-alikes replaced, groups of five. */
export function groupTyped(text: string): string {
  return plain(text)
    .slice(0, 26)
    .replace(/(.{5})(?=.{2})/g, '$1-');
}

/** The same for a personal code: two groups of four. */
export const groupPersonal = (text: string): string =>
  plain(text)
    .slice(0, 8)
    .replace(/^(.{4})(?=.)/, '$1-');

const plain = (text: string): string =>
  text
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '');
