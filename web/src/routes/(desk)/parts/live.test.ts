import { no, ok, type Result } from 'ballot-core';
import type { Failure } from '#lib/http.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { follow, RETRY_MS, SILENCE_MS, type Stream } from './live.ts';

class Wire implements Stream {
  closed = false;
  readonly #listeners = new Map<string, (event: { readonly data?: string }) => void>();
  addEventListener(name: string, listen: (event: { readonly data?: string }) => void): void {
    this.#listeners.set(name, listen);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data?: unknown): void {
    this.#listeners.get(name)?.(data === undefined ? {} : { data: JSON.stringify(data) });
  }
}

let wires: Wire[];
let seen: unknown[];
let answer: Result<unknown, Failure>;
const start = () =>
  follow(
    {
      open: () => {
        const wire = new Wire();
        wires.push(wire);
        return wire;
      },
      fetch: () => Promise.resolve(answer),
    },
    {
      snapshot: (view) => seen.push(view),
      line: (line) => seen.push(line),
      refused: (failure) => seen.push(failure.code),
    },
  );

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  seen = [];
  answer = no('offline');
});
afterEach(() => vi.useRealTimers());

describe('the line to the server', () => {
  test('shows each snapshot and is live', async () => {
    const stop = start();
    wires[0]?.say('snapshot', 1);
    wires[0]?.say('snapshot', 2);
    expect(seen).toEqual(['connecting', 'live', 1, 'live', 2]);
    stop();
    expect(wires[0]?.closed).toBe(true);
  });

  test('says so when it drops, comes back by itself, and is not deceived by the old stream', async () => {
    const stop = start();
    wires[0]?.say('snapshot', 1);
    wires[0]?.say('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.at(-1)).toBe('lost');
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(wires).toHaveLength(2);
    wires[0]?.say('snapshot', 'stale');
    wires[1]?.say('snapshot', 2);
    expect(seen.slice(-2)).toEqual(['live', 2]);
    stop();
  });

  test('takes a long silence for a dead stream, but a heartbeat for a live one', async () => {
    const stop = start();
    wires[0]?.say('snapshot', 1);
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    wires[0]?.say('heartbeat');
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(wires[0]?.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(wires[0]?.closed).toBe(true);
    stop();
  });

  test('fetches the picture while the stream is away', async () => {
    const stop = start();
    answer = ok('fetched');
    wires[0]?.say('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.at(-1)).toBe('fetched');
    stop();
  });

  test('stops for good when the desk is signed out', async () => {
    answer = no({ code: 'not_signed_in' });
    start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.at(-1)).toBe('not_signed_in');
    expect(wires).toHaveLength(1);
  });
});
