/**
 * The control room's line to the server: whole snapshots by EventSource, and a way back when it drops.
 *
 * Laptops sleep and proxies hold silent streams, so a stream that says nothing for longer than two heartbeats is thrown
 * away for a new one, and meanwhile the picture is fetched the plain way. What was shown stays, marked as old.
 */
import type { Failure } from '#lib/http.ts';
import type { Result } from 'ballot-core';

/** `lost`: what is shown may be old. */
export type Line = 'connecting' | 'live' | 'lost';

export interface Wires<T> {
  readonly open: () => Stream;
  readonly fetch: () => Promise<Result<T, Failure>>;
}
/** What is used of an EventSource. */
export interface Stream {
  addEventListener(name: string, listen: (event: { readonly data?: string }) => void): void;
  close(): void;
}
export interface Watcher<T> {
  readonly snapshot: (view: T) => void;
  readonly line: (line: Line) => void;
  /** The server's own no: unknown event, signed out. Nothing is tried again. */
  readonly refused: (failure: Exclude<Failure, 'offline'>) => void;
}

/** The server says something every 15 s. */
export const SILENCE_MS = 35_000;
export const FIRST_MS = 6_000;
export const RETRY_MS = 1_000;
export const RETRY_MOST_MS = 15_000;

/** Refusals that another try can't change. */
const FINAL: readonly string[] = ['not_signed_in', 'wrong_role', 'unknown_event', 'not_found'];

/** Follows until the returned function is called. */
export function follow<T>(wires: Wires<T>, watcher: Watcher<T>): () => void {
  let stream: Stream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  const listen = (): void => {
    if (stopped) return;
    const mine = wires.open();
    stream = mine;
    const on = (name: string, act: (text: string | undefined) => void): void =>
      mine.addEventListener(name, (event) => {
        if (mine === stream) act(event.data);
      });
    on('snapshot', (text) => {
      if (text === undefined) return;
      alive();
      watcher.snapshot(JSON.parse(text) as T);
    });
    on('heartbeat', alive);
    on('error', broken);
    expect(FIRST_MS);
  };
  const alive = (): void => {
    failures = 0;
    watcher.line('live');
    expect(SILENCE_MS);
  };
  const expect = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(broken, ms);
  };
  const broken = (): void => {
    hangUp();
    timer = setTimeout(listen, Math.min(RETRY_MS * 2 ** failures, RETRY_MOST_MS));
    failures += 1;
    void look();
  };
  /** The picture by a plain request; it also tells a signed-out desk from a broken line. */
  const look = async (): Promise<void> => {
    const answer = await wires.fetch();
    if (stopped) return;
    if (answer.ok) watcher.snapshot(answer.value);
    else if (answer.error !== 'offline' && FINAL.includes(answer.error.code)) {
      stop();
      watcher.refused(answer.error);
    } else watcher.line('lost');
  };
  const hangUp = (): void => {
    clearTimeout(timer);
    const old = stream;
    stream = null;
    old?.close();
  };
  const stop = (): void => {
    stopped = true;
    hangUp();
  };

  watcher.line('connecting');
  void look();
  listen();
  return stop;
}
