import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskEvent } from 'api';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { meeting, type Person, signIn, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { url } = running;
let organizer: Person;
beforeAll(async () => {
  ({ organizer } = await staffOf(running));
});

/** Snapshots as they come; `null` when the server has ended the stream. */
async function follow(event: string, cookie: string) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/desk/events/${event}/stream`, { headers: { cookie }, signal: stop.signal });
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  if (reader === undefined) throw new Error('a stream without a body');
  let text = '';
  return {
    headers: answer.headers,
    stop: () => stop.abort(),
    async next(): Promise<DeskEvent | null> {
      for (;;) {
        const found = /event: snapshot\ndata: (.*)\n\n/.exec(text);
        if (found !== null) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1] ?? '') as DeskEvent;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += decoder.decode(value, { stream: true });
      }
    },
  };
}

describe("the desk's stream", () => {
  test('begins with the whole picture and sends the next one when something was done', async () => {
    const { event } = await meeting(organizer);
    const stream = await follow(event, organizer.cookie);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(await stream.next()).toMatchObject({ id: event, signIn: 'closed' });
    await organizer.ask('POST', `/events/${event}/sign-in`, { open: true });
    expect(await stream.next()).toMatchObject({ id: event, signIn: 'open' });
    stream.stop();
  });

  test('tells nothing more after the sign-out', async () => {
    const { event } = await meeting(organizer);
    const teller = await signIn(url, 'teller');
    const stream = await follow(event, teller.cookie);
    expect(await stream.next()).toMatchObject({ signIn: 'closed' });
    await teller.ask('DELETE', '/session');
    await organizer.ask('POST', `/events/${event}/sign-in`, { open: true });
    expect(await stream.next()).toBeNull();
  });

  test('is not given to a stranger', async () => {
    const { event } = await meeting(organizer);
    const answer = await fetch(`${url}/api/desk/events/${event}/stream`);
    expect(answer.status).toBe(401);
    await answer.body?.cancel();
  });
});
