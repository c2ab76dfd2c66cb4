/**
 * Answers that never change, as bytes in memory: made once, however many ask at once.
 *
 * After a seal every phone of the hall fetches the whole list, and anybody may ask for it again and again while another
 * poll is open. Made anew for each, from rows and objects, a large one would take the server from those who vote.
 */
export interface Kept {
  /** What is kept under this name, or what `make` gives. Null is not kept, nor is a failure. */
  get(name: string, make: () => Promise<Bytes | null>): Promise<Bytes | null>;
}
export type Bytes = Uint8Array<ArrayBuffer>;

/** Keeps at most `max` bytes, the latest answer in any case. */
export function keepBytes(max: number): Kept {
  const kept = new Map<string, { readonly answer: Promise<Bytes | null>; bytes: number }>();
  let held = 0;

  const makeRoom = (latest: string): void => {
    for (const [name, { bytes }] of kept) {
      if (held <= max) return;
      if (name === latest || bytes === 0) continue;
      kept.delete(name);
      held -= bytes;
    }
  };

  return {
    get(name, make) {
      const known = kept.get(name);
      if (known !== undefined) return known.answer;
      const mine = { answer: make(), bytes: 0 };
      kept.set(name, mine);
      mine.answer.then(
        (made) => {
          if (made === null) return void kept.delete(name);
          mine.bytes = made.length;
          held += made.length;
          return makeRoom(name);
        },
        () => void kept.delete(name),
      );
      return mine.answer;
    },
  };
}

export const jsonBytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'utf8'));
