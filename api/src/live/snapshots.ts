/**
 * One picture for many screens: computed once for each event, at most twice a second, and handed to all who follow.
 *
 * Whole snapshots, never differences, so a screen that missed one is right again with the next. An event that nobody
 * follows costs nothing.
 */
import type { EventId } from 'ballot-core';
import type { Logger } from 'pino';
import type { Hub } from './hub.ts';

export interface Snapshots {
  /** The present picture as JSON; null when the event is gone. */
  now(event: EventId): Promise<string | null>;
  /** Calls `show` with the present picture and then with each new one. Answers with the way to stop. */
  follow(event: EventId, show: (json: string) => void): () => void;
}

/** Between two pictures: twice a second is as much as a room can read. */
const TICK_MS = 500;

interface Room {
  readonly followers: Set<(json: string) => void>;
  latest: string | null;
  /** When the latest was begun, by the monotonic clock. */
  begun: number;
  timer: NodeJS.Timeout | null;
  /** News came while a picture was being made. */
  stale: boolean;
}

export function createSnapshots({
  hub,
  log,
  picture,
}: {
  readonly hub: Hub;
  readonly log: Logger;
  readonly picture: (event: EventId) => Promise<unknown>;
}): Snapshots {
  const rooms = new Map<EventId, Room>();
  const asked = new Map<EventId, Promise<string | null>>();

  hub.listen((event) => {
    for (const [id, room] of rooms) if (event === null || event === id) schedule(id, room);
  });

  function schedule(event: EventId, room: Room): void {
    room.stale = true;
    if (room.timer !== null) return;
    room.timer = setTimeout(() => void look(event, room), Math.max(0, room.begun + TICK_MS - performance.now()));
  }

  async function look(event: EventId, room: Room): Promise<void> {
    room.stale = false;
    room.begun = performance.now();
    try {
      const json = await now(event);
      if (json !== null && json !== room.latest) {
        room.latest = json;
        for (const show of room.followers) show(json);
      }
    } catch (error) {
      // The database is away: screens keep their last picture, and this is tried again.
      log.warn({ code: error instanceof Error && 'code' in error ? error.code : undefined }, 'no picture this time');
      room.stale = true;
    }
    room.timer = null;
    if (room.stale && rooms.get(event) === room) schedule(event, room);
  }

  /** Who asks while one is being made gets that one. */
  function now(event: EventId): Promise<string | null> {
    const pending = asked.get(event);
    if (pending !== undefined) return pending;
    const made = picture(event)
      .then((view) => (view === null ? null : JSON.stringify(view)))
      .finally(() => asked.delete(event));
    asked.set(event, made);
    return made;
  }

  return {
    now,
    follow(event, show) {
      const room = rooms.get(event) ?? {
        followers: new Set(),
        latest: null,
        begun: -TICK_MS,
        timer: null,
        stale: false,
      };
      rooms.set(event, room);
      room.followers.add(show);
      if (room.latest !== null) show(room.latest);
      else schedule(event, room);
      return () => {
        room.followers.delete(show);
        if (room.followers.size > 0 || rooms.get(event) !== room) return;
        if (room.timer !== null) clearTimeout(room.timer);
        rooms.delete(event);
      };
    },
  };
}
