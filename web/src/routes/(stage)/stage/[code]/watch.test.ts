import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { no, ok } from 'ballot-core';
import type { StageView } from 'api/views';
import { FIRST_MS, RETRY_MS, SILENCE_MS, watchStage, type Mark, type Stream, type Wires } from './watch.ts';

const view = (present: number): StageView => ({ present }) as StageView;

class FakeStream implements Stream {
  readonly listeners = new Map<string, (event: { readonly data?: string }) => void>();
  closed = false;
  addEventListener(name: string, listen: (event: { readonly data?: string }) => void): void {
    this.listeners.set(name, listen);
  }
  close(): void {
    this.closed = true;
  }
  says(name: string, data?: string): void {
    this.listeners.get(name)?.(data === undefined ? {} : { data });
  }
}

function wall(fetch: Wires['fetch'] = async () => no('offline')) {
  const streams: FakeStream[] = [];
  const marks: Mark[] = [];
  const shown: number[] = [];
  const stop = watchStage(
    'W-1',
    {
      open: () => {
        const stream = new FakeStream();
        streams.push(stream);
        return stream;
      },
      fetch,
    },
    { snapshot: ({ present }) => shown.push(present), mark: (mark) => marks.push(mark) },
  );
  const last = (): FakeStream => {
    const stream = streams[streams.length - 1];
    if (!stream) throw new Error('no stream was opened');
    return stream;
  };
  return { streams, marks, shown, stop, last };
}

describe('the wall', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('shows each snapshot whole and says that it is connected', () => {
    const { last, shown, marks, stop } = wall();
    last().says('snapshot', JSON.stringify(view(3)));
    last().says('snapshot', JSON.stringify(view(4)));
    expect(shown).toEqual([3, 4]);
    expect(marks[marks.length - 1]).toBe('live');
    stop();
  });

  test('opens a new stream when the old one is silent for two heartbeats', async () => {
    const { last, streams, marks, stop } = wall();
    last().says('snapshot', JSON.stringify(view(3)));
    await vi.advanceTimersByTimeAsync(SILENCE_MS + RETRY_MS);
    expect(streams).toHaveLength(2);
    expect(streams[0]?.closed).toBe(true);
    expect(marks).toContain('lost');
    stop();
  });

  test('a heartbeat is enough to keep the stream', async () => {
    const { last, streams, stop } = wall();
    last().says('snapshot', JSON.stringify(view(3)));
    for (let beat = 0; beat < 6; beat += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      last().says('heartbeat');
    }
    expect(streams).toHaveLength(1);
    stop();
  });

  test('fetches the picture the plain way while the stream is down', async () => {
    const { last, shown, marks, stop } = wall(async () => ok(view(7)));
    last().says('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual([7]);
    expect(marks[marks.length - 1]).not.toBe('unknown');
    stop();
  });

  test('lives on plain requests where a proxy swallows the stream', async () => {
    const { shown, stop } = wall(async () => ok(view(7)));
    await vi.advanceTimersByTimeAsync(4 * FIRST_MS);
    expect(shown.length).toBeGreaterThan(1);
    stop();
  });

  test('waits longer after each failure and never gives up', async () => {
    const { last, streams, stop } = wall();
    for (let round = 0; round < 8; round += 1) {
      last().says('error');
      await vi.advanceTimersByTimeAsync(15_000);
    }
    expect(streams.length).toBeGreaterThanOrEqual(9);
    stop();
  });

  test('says that a code is unknown only when nothing was ever shown', async () => {
    const refuse = async () => no({ code: 'unknown_code' } as const);
    const fresh = wall(refuse);
    fresh.last().says('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(fresh.marks[fresh.marks.length - 1]).toBe('unknown');
    fresh.stop();

    const running = wall(refuse);
    running.last().says('snapshot', JSON.stringify(view(3)));
    running.last().says('error');
    await vi.advanceTimersByTimeAsync(0);
    expect(running.marks[running.marks.length - 1]).toBe('lost');
    running.stop();
  });

  test('stops for good when the page is left', async () => {
    const { last, streams, stop } = wall();
    stop();
    last().says('error');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(streams).toHaveLength(1);
  });
});
