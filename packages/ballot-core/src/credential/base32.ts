/**
 * Crockford's base32: what a person has to read from paper and type. No I, L, O, U; case doesn't matter; I and L are
 * read as 1, O as 0; dashes and spaces are decoration.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `characters` characters of `bytes`, five bits each; bits past the end are zero. */
export function toBase32(bytes: Uint8Array, characters: number): string {
  let text = '';
  for (let c = 0; c < characters; c++) {
    let value = 0;
    for (let bit = 5 * c; bit < 5 * c + 5; bit++) {
      value = (value << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    text += ALPHABET.charAt(value);
  }
  return text;
}

/** The bytes that `text` fills, the last one padded with zero bits; null on a character outside the alphabet. */
export function fromBase32(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.ceil((text.length * 5) / 8));
  for (let c = 0; c < text.length; c++) {
    const value = ALPHABET.indexOf(text.charAt(c));
    if (value < 0) return null;
    for (let i = 0; i < 5; i++) {
      const bit = 5 * c + i;
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (((value >> (4 - i)) & 1) << (7 - (bit & 7)));
    }
  }
  return bytes;
}

/** As typed: upper case, without dashes and spaces, look-alikes replaced. */
export const readTyped = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
