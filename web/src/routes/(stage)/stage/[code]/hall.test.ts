import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { no, ok } from 'ballot-core';
import { BEAT_MS, RETRY_MS, watchHall, type Hall, type HallWires } from './hall.ts';

const STEP_MS = 15_000;

/** A server whose codes are numbered by their 15 s, and a wall that looks at it from `start` ms on. */
function wall(start = 0) {
  const shown: Hall[] = [];
  const server = { down: false, asked: 0 };
  let set = 0;
  const clock = (): number => start + Date.now() + set;
  const fetch: HallWires['fetch'] = async () => {
    server.asked += 1;
    if (server.down) return no('offline');
    const time = start + Date.now();
    return ok({ url: `code ${Math.floor(time / STEP_MS)}`, next: STEP_MS - (time % STEP_MS) });
  };
  const stop = watchHall('W-1', { fetch, now: clock }, (hall) => shown.push(hall));
  return { shown, server, stop, setClock: (by: number) => (set += by), last: () => shown[shown.length - 1] };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the code of the hall', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  test('is exchanged with each step of the server, and asked for no more than that', async () => {
    const { shown, server, stop } = wall(4_000);
    await pass(60_000);
    expect(shown.map(({ code }) => code)).toEqual(['code 0', 'code 1', 'code 2', 'code 3', 'code 4']);
    expect(shown.every(({ late }) => !late)).toBe(true);
    expect(server.asked).toBe(5);
    stop();
  });

  test('stays through a short outage and goes on with the newest', async () => {
    const { shown, server, stop } = wall();
    await pass(BEAT_MS);
    server.down = true;
    await pass(STEP_MS + 30_000);
    expect(shown).toEqual([{ code: 'code 0', late: false }]);
    server.down = false;
    await pass(RETRY_MS + BEAT_MS);
    expect(shown[1]).toEqual({ code: 'code 3', late: false });
    expect(shown).toHaveLength(2);
    stop();
  });

  test('is taken down before it would be refused: while a phone that scans it can still use it', async () => {
    const { last, server, stop } = wall();
    await pass(BEAT_MS);
    server.down = true;
    await pass(48_000);
    expect(last()).toEqual({ code: 'code 0', late: false });
    await pass(3_000);
    expect(last()).toEqual({ code: 'code 0', late: true });
    server.down = false;
    await pass(RETRY_MS + BEAT_MS);
    expect(last()?.late).toBe(false);
    stop();
  });

  test('that came late in its step is taken down as early', async () => {
    const { last, server, stop } = wall(14_000);
    await pass(BEAT_MS);
    server.down = true;
    await pass(37_000);
    expect(last()).toEqual({ code: 'code 0', late: true });
    stop();
  });

  test('is taken down after a sleep of the laptop, and asked for at once', async () => {
    const { shown, setClock, stop } = wall();
    await pass(BEAT_MS);
    setClock(3_600_000);
    await pass(BEAT_MS);
    expect(shown[1]?.late).toBe(true);
    await pass(BEAT_MS);
    expect(shown[2]?.late).toBe(false);
    stop();
  });

  test('goes on when the clock of the laptop is set back', async () => {
    const { shown, setClock, stop } = wall();
    await pass(BEAT_MS);
    setClock(-3_600_000);
    await pass(40_000);
    expect(shown.map(({ code }) => code)).toEqual(['code 0', 'code 1', 'code 2']);
    stop();
  });

  test('is asked for no more once the page is left', async () => {
    const { shown, server, stop } = wall();
    await pass(BEAT_MS);
    stop();
    await pass(120_000);
    expect(server.asked).toBe(1);
    expect(shown).toHaveLength(1);
  });
});
