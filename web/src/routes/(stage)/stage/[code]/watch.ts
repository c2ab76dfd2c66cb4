/**
 * The wall's line to the server: whole snapshots by EventSource, and a way back from everything that can break it.
 *
 * A hall's projector runs for hours on a laptop that sleeps, behind proxies that hold a stream without a word. So an
 * EventSource that is silent for longer than two heartbeats is thrown away for a new one, and each time one fails the
 * picture is also fetched the plain way. A snapshot once shown is never taken back.
 */
import type { StageView } from 'api/views';
import type { Failure } from '#lib/http.ts';
import type { Result } from 'ballot-core';

export type Mark = 'connecting' | 'live' | 'lost' | 'unknown';

export interface Wires {
  readonly open: (code: string) => Stream;
  readonly fetch: (code: string) => Promise<Result<StageView, Failure>>;
}
/** What is used of an EventSource. */
export interface Stream {
  addEventListener(name: string, listen: (event: { readonly data?: string }) => void): void;
  close(): void;
}
export interface Watcher {
  readonly snapshot: (view: StageView) => void;
  readonly mark: (mark: Mark) => void;
}

/** The server says something every 15 s; after twice that and a little, nobody is there. */
export const SILENCE_MS = 35_000;
/** The first snapshot comes at once; where a proxy swallows the stream, the plain way takes over after this. */
export const FIRST_MS = 6_000;
/** First pause after a failure, doubled each time up to the longest. */
export const RETRY_MS = 1_000;
const RETRY_MOST_MS = 15_000;

/** Watches until the returned function is called. */
export function watchStage(code: string, wires: Wires, watcher: Watcher): () => void {
  let stream: Stream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let seen = false;
  let stopped = false;

  const connect = (): void => {
    if (stopped) return;
    const mine = wires.open(code);
    stream = mine;
    const listen = (name: string, act: (text: string | undefined) => void): void =>
      mine.addEventListener(name, (event) => {
        if (mine === stream) act(event.data);
      });
    listen('snapshot', (text) => {
      if (text === undefined) return;
      alive();
      show(JSON.parse(text) as StageView);
    });
    listen('heartbeat', alive);
    listen('error', broken);
    listenFor(FIRST_MS);
  };

  const alive = (): void => {
    failures = 0;
    watcher.mark('live');
    listenFor(SILENCE_MS);
  };
  const listenFor = (silenceMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(broken, silenceMs);
  };
  const show = (view: StageView): void => {
    seen = true;
    watcher.snapshot(view);
  };

  const broken = (): void => {
    hangUp();
    const pause = Math.min(RETRY_MS * 2 ** failures, RETRY_MOST_MS);
    failures += 1;
    timer = setTimeout(connect, pause);
    void look();
  };

  /** The picture by a plain request; it also tells a wrong code from a broken line. */
  const look = async (): Promise<void> => {
    const answer = await wires.fetch(code);
    if (stopped) return;
    if (answer.ok) {
      show(answer.value);
      watcher.mark('live');
    } else if (seen) watcher.mark('lost');
    else if (answer.error !== 'offline' && answer.error.code === 'unknown_code') watcher.mark('unknown');
  };

  const hangUp = (): void => {
    clearTimeout(timer);
    const old = stream;
    stream = null;
    old?.close();
  };

  watcher.mark('connecting');
  connect();
  return () => {
    stopped = true;
    hangUp();
  };
}
