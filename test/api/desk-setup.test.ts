import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { setupLink } from '../../api/src/desk/setup.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { PASSWORD, person, setupToken, signIn } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
const stranger = person(url);
const as = (token: string, username: string) => ({ token, username, name: '会务', password: PASSWORD });

beforeEach(async () => {
  await deps.sql`delete from auth."user"`;
  await deps.sql`delete from auth.setup_links`;
});

describe('the setup link', () => {
  test('makes the first organizer and signs them in', async () => {
    const made = await stranger.ask('POST', '/setup', as(await setupToken(running), 'Wang.Fang'));
    expect(made).toMatchObject({ status: 201, body: { username: 'wang.fang', name: '会务', role: 'organizer' } });
    const organizer = await signIn(url, 'wang.fang');
    expect((await organizer.ask('GET', '/me')).body).toEqual(made.body);
  });

  test('works once, even when five people race with it', async () => {
    const token = await setupToken(running);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) => stranger.ask('POST', '/setup', as(token, `racer${i}`))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'setup_link_invalid')).toHaveLength(4);
    expect(await deps.sql`select username from auth."user"`).toHaveLength(1);
  });

  test('of two links, shown by two processes, one makes an organizer', async () => {
    const tokens = [await setupToken(running), await setupToken(running)];
    const answers = await Promise.all(tokens.map((token, i) => stranger.ask('POST', '/setup', as(token, `racer${i}`))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410]);
    expect(await deps.sql`select username from auth."user"`).toHaveLength(1);
  });

  test('is not spent by a password that is too short', async () => {
    const token = await setupToken(running);
    const short = await stranger.ask('POST', '/setup', { ...as(token, 'wang'), password: 'nine char' });
    expect(short).toMatchObject({ status: 400, body: { code: 'body_malformed', at: 'password' } });
    expect((await stranger.ask('POST', '/setup', as(token, 'wang'))).status).toBe(201);
  });

  test('expires', async () => {
    const token = await setupToken(running);
    await deps.sql`update auth.setup_links set expires_at = now() - interval '1 second'`;
    const late = await stranger.ask('POST', '/setup', as(token, 'wang'));
    expect(late).toMatchObject({ status: 410, body: { code: 'setup_link_invalid' } });
  });

  test('cannot be guessed and is not kept: the database has its hash only', async () => {
    const token = await setupToken(running);
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const kept = await deps.sql`select token_hash from auth.setup_links`;
    expect(kept).toEqual([{ token_hash: createHash('sha256').update(token).digest('hex') }]);
    const guess = await stranger.ask('POST', '/setup', as(String(kept[0]?.token_hash), 'wang'));
    expect(guess.body.code).toBe('setup_link_invalid');
  });

  test('is not given when the desk has a user', async () => {
    const token = await setupToken(running);
    expect(await setupLink(deps, url)).toMatch(/^http:\/\/localhost:\d+\/desk\/setup#/);
    await stranger.ask('POST', '/setup', as(token, 'wang'));
    expect(await setupLink(deps, url)).toBeNull();
  });
});
