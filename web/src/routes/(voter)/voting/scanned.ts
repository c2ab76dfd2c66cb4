/**
 * What a slip's QR code put behind the `#`: `<slip>.<fingerprint>`. The fragment never reaches a server.
 */
export interface Scanned {
  readonly slip: string;
  readonly printed: string | null;
}

/** Null when there is no slip in it. */
export function readFragment(hash: string): Scanned | null {
  const [slip = '', printed = ''] = hash.replace(/^#/, '').split('.');
  return slip === '' ? null : { slip, printed: printed === '' ? null : printed };
}

/** What is typed, made to look like what is printed: upper case, look-alikes replaced, groups of five. */
export function groupTyped(text: string): string {
  const characters = text
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '')
    .slice(0, 26);
  return characters.replace(/(.{5})(?=.{2})/g, '$1-');
}
