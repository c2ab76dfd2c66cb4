/**
 * Looking for one's own answers in the published list: how many of them are not there.
 *
 * Each needs a line of its own, so two equal answers need two. Lines of a small group carry no group.
 */
import type { Opening } from './record.ts';

export function absentFrom(own: readonly Opening[], published: readonly Opening[]): number {
  const there = new Map<string, number>();
  for (const opening of published) {
    const key = lineKey(opening);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  let absent = 0;
  for (const line of own) {
    const keys = [lineKey(line), lineKey({ ...line, group: null })];
    const key = keys.find((candidate) => (there.get(candidate) ?? 0) > 0);
    if (key === undefined) absent += 1;
    else there.set(key, (there.get(key) ?? 0) - 1);
  }
  return absent;
}

const lineKey = ({ question, choice, group, nonce }: Opening): string =>
  JSON.stringify([question, choice, group, nonce]);
