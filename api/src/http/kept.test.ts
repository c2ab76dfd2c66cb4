import { expect, test } from 'vitest';
import { jsonBytes, keepBytes, type Bytes } from './kept.ts';

/** Counts how often it was asked for ten bytes. */
function maker() {
  let made = 0;
  const make = async (): Promise<Bytes | null> => {
    made += 1;
    return jsonBytes('0123456789');
  };
  return { make, made: () => made };
}

test('what many ask for at once is made once, and not again while there is room', async () => {
  const kept = keepBytes(25);
  const [a, b, c] = [maker(), maker(), maker()];
  const answers = await Promise.all(Array.from({ length: 50 }, () => kept.get('a', a.make)));
  expect(new Set(answers).size).toBe(1);
  await kept.get('b', b.make);
  await kept.get('a', a.make);
  expect([a.made(), b.made()]).toEqual([1, 1]);
  // A third does not fit: the oldest goes.
  await kept.get('c', c.make);
  await kept.get('b', b.make);
  await kept.get('c', c.make);
  expect([b.made(), c.made()]).toEqual([1, 1]);
  await kept.get('a', a.make);
  expect(a.made()).toBe(2);
});

test('one that is larger than all the room is kept until the next', async () => {
  const kept = keepBytes(5);
  const { make, made } = maker();
  await kept.get('a', make);
  await kept.get('a', make);
  expect(made()).toBe(1);
});

test('neither nothing nor a failure is kept', async () => {
  const kept = keepBytes(100);
  expect(await kept.get('a', async () => null)).toBeNull();
  await expect(kept.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await kept.get('a', maker().make)).toHaveLength(10);
});
