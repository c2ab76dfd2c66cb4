/** How many may be chosen, in one line above the list. */
import type { PickPaper } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export function limitsOf({ min, max, seats }: PickPaper): string {
  const range =
    min === max
      ? m.voter_pick_exact({ max })
      : min === 0
        ? m.voter_pick_max({ max })
        : m.voter_pick_range({ min, max });
  return seats === null ? range : `${m.voter_pick_seats({ seats })} · ${range}`;
}
