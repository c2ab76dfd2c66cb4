/**
 * The code that people scan to come in by name: a new one every 15 s, so that a photograph of the wall soon opens nothing.
 *
 * The wall asks for the next one when the server says so, and keeps showing the last one through a short outage. A code
 * that has run out is taken down: who scans it would be sent away without knowing why. It goes by how much time has passed
 * since it came, not by the laptop's date, and stands a sleep of the laptop or a clock that is set back.
 */
import type { Result } from 'ballot-core';
import type { HallView } from 'api/views';
import type { Failure } from '#lib/http.ts';

/** `code` to scan, null before the first one; `late` when the last one has run out and no other came. */
export interface Hall {
  readonly code: string | null;
  readonly late: boolean;
}
export interface HallWires {
  readonly fetch: (code: string) => Promise<Result<HallView, Failure>>;
  /** Milliseconds, of any beginning. */
  readonly now: () => number;
}

/** Each is good for 60 s from the beginning of its 15 s, so it outlives its `next` by this. */
const OUTLIVES_MS = 45_000;
/** A phone needs so long from scanning to asking, on a hall's Wi-Fi. */
const SCAN_MS = 10_000;
export const BEAT_MS = 500;
export const RETRY_MS = 2_000;

/** Watches until the returned function is called. */
export function watchHall(display: string, wires: HallWires, show: (hall: Hall) => void): () => void {
  const { now } = wires;
  let hall: Hall = { code: null, late: false };
  let askAt = now();
  let goodUntil = Infinity;
  let last = askAt;
  let asking = false;
  let stopped = false;

  const set = (next: Hall): void => {
    if (next.code === hall.code && next.late === hall.late) return;
    hall = next;
    show(hall);
  };
  const ask = async (): Promise<void> => {
    asking = true;
    const answer = await wires.fetch(display);
    asking = false;
    if (stopped) return;
    if (!answer.ok) {
      askAt = now() + RETRY_MS;
      return;
    }
    const { url, next } = answer.value;
    askAt = now() + next;
    goodUntil = askAt + OUTLIVES_MS - SCAN_MS;
    set({ code: url, late: false });
  };
  const beat = (): void => {
    const time = now();
    if (time < last) {
      goodUntil -= last - time;
      askAt = time;
    }
    last = time;
    if (time >= goodUntil) set({ ...hall, late: true });
    if (!asking && time >= askAt) void ask();
  };

  const timer = setInterval(beat, BEAT_MS);
  beat();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
