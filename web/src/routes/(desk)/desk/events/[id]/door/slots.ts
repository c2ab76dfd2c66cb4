/**
 * Where each waiting phone stands on the door's screen: a card never moves while somebody may be about to press it.
 *
 * Two clerks decide at the same time, and phones give up. If the cards closed ranks, a press meant for one person would let
 * another one in. So a card that is gone leaves its place empty, and only the next to come may take it, a while later.
 */
export interface Slot<T> {
  readonly held: T;
  /** When it went away, by the clock that is passed in; null while it waits. */
  readonly gone: number | null;
}

/** As long as a finger that is on its way. */
export const EMPTY_MS = 2000;

/** The slots after `waiting` was read at `now`. Those who still wait keep their places, with what is new about them. */
export function placed<T extends { readonly slip: string }>(
  slots: readonly Slot<T>[],
  waiting: readonly T[],
  now: number,
): readonly Slot<T>[] {
  const bySlip = new Map(waiting.map((request) => [request.slip, request]));
  const next = slots.map(({ held, gone }): Slot<T> => {
    const still = bySlip.get(held.slip);
    if (still === undefined) return { held, gone: gone ?? now };
    bySlip.delete(held.slip);
    return { held: still, gone: null };
  });
  for (const request of bySlip.values()) {
    const free = next.findIndex(({ gone }) => gone !== null && now - gone >= EMPTY_MS);
    if (free < 0) next.push({ held: request, gone: null });
    else next[free] = { held: request, gone: null };
  }
  while (isOver(next[next.length - 1], now)) next.pop();
  return next;
}

const isOver = (slot: Slot<unknown> | undefined, now: number): boolean =>
  slot !== undefined && slot.gone !== null && now - slot.gone >= EMPTY_MS;
