/**
 * Dice, handed in. The core has none of its own, so a test can replay published vectors and a page must say where its
 * secrets come from: `(length) => crypto.getRandomValues(new Uint8Array(length))`.
 */
export type Random = (length: number) => Uint8Array;

/** Throws when the source is broken: a secret that is too short must never be used. */
export function draw(random: Random, length: number): Uint8Array {
  const bytes = random(length);
  if (!(bytes instanceof Uint8Array) || bytes.length !== length) {
    throw new Error(`the random source gave ${bytes.length} bytes where ${length} were asked for`);
  }
  return bytes;
}
