/**
 * When to ask again. A hall of phones must not ask in step, and a server that is down must not be stormed when it is back.
 */
import type { VoterView } from './session.ts';

const SOON_MS = 3_000;
const SPREAD_MS = 3_000;
/** At the door somebody stands and looks at the number. */
const AT_DOOR_MS = 1_500;
const AT_DOOR_SPREAD_MS = 1_000;
/** With a ballot to send: at first at once, then doubling up to this. */
const PRESSING_MAX_MS = 8_000;
const OFFLINE_MAX_MS = 20_000;
/** After too many wrong codes from this network: as long as the server holds the door shut. */
const LOCKED_OUT_MS = 60_000;

/** Milliseconds until the next round. `failures`: rounds without an answer in a row; `dice` in [0, 1). */
export function pause(view: Pick<VoterView, 'entry' | 'pressing'>, failures: number, dice: number): number {
  const { entry } = view;
  if (entry.at === 'signing_in' && entry.why !== null && entry.why !== 'offline') {
    if (entry.why.code === 'too_many_wrong_codes') return LOCKED_OUT_MS + dice * SPREAD_MS;
  }
  if (entry.at === 'at_door' && entry.why === null)
    return AT_DOOR_MS * 2 ** Math.min(failures, 3) + dice * AT_DOOR_SPREAD_MS;
  if (view.pressing) return Math.min(PRESSING_MAX_MS, 1_000 * 2 ** failures) * (0.5 + dice / 2);
  return Math.min(OFFLINE_MAX_MS, SOON_MS * 2 ** failures) + dice * SPREAD_MS;
}
