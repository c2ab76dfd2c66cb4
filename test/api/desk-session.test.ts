import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { cookieOf, PASSWORD, person, signIn, type Staff, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
const stranger = person(url);
let staff: Staff;
beforeAll(async () => {
  staff = await staffOf(running);
});

const login = (username: string, password: string, headers = {}) =>
  stranger.ask('POST', '/session', { username, password }, headers);

describe('a session at the desk', () => {
  test('begins with the right password, whatever the case of the user name', async () => {
    const answer = await login(' Teller ', PASSWORD);
    expect(answer).toMatchObject({ status: 200, body: { username: 'teller', role: 'teller' } });
    expect((await person(url, cookieOf(answer.cookies)).ask('GET', '/me')).body.username).toBe('teller');
  });

  test('ends with the sign-out, on the server too', async () => {
    const teller = await signIn(url, 'teller');
    const out = await teller.ask('DELETE', '/session');
    expect(out.status).toBe(200);
    expect(out.cookies.join()).toMatch(/Max-Age=0/);
    expect((await teller.ask('GET', '/me')).body.code).toBe('not_signed_in');
    expect((await stranger.ask('DELETE', '/session')).status).toBe(200);
  });

  test('has a cookie that scripts and other sites do not get, Secure only where the page is https', async () => {
    const { host } = new URL(url);
    const [plain] = (await login('observer', PASSWORD, { origin: `http://${host}` })).cookies;
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    expect(plain).not.toMatch(/Secure/i);
    const [tls] = (await login('observer', PASSWORD, { origin: `https://${host}` })).cookies;
    expect(tls).toMatch(/; Secure/i);
  });

  test('is over after twelve hours, and forgotten at the next sign-in', async () => {
    const { cookie, ask } = await signIn(url, 'observer');
    expect((await ask('GET', '/me')).status).toBe(200);
    await deps.sql`
      update auth.session set expires_at = now() - interval '1 second'
      where token = ${decodeURIComponent(cookie).split('=')[1]?.split('.')[0] ?? ''}`;
    expect((await ask('GET', '/me')).body.code).toBe('not_signed_in');
    await signIn(url, 'observer');
    expect(await deps.sql`select 1 from auth.session where expires_at < now()`).toHaveLength(0);
  });

  test('cannot be made from what the database holds', async () => {
    const [row] = await deps.sql<{ token: string }[]>`select token from auth.session limit 1`;
    const name = staff.organizer.cookie.split('=')[0];
    const forger = person(url, `${name}=${row?.token}.${Buffer.alloc(32).toString('base64')}`);
    expect((await forger.ask('GET', '/me')).body.code).toBe('not_signed_in');
  });

  test('keeps neither the address nor the browser, and could not', async () => {
    await login('observer', PASSWORD, { 'user-agent': 'MicroMessenger', 'x-forwarded-for': '203.0.113.9' });
    const rows = await deps.sql`select ip_address, user_agent from auth.session`;
    expect(new Set(rows.flatMap((row) => Object.values(row)))).toEqual(new Set([null]));
    await expect(deps.sql`update auth.session set ip_address = '203.0.113.9'`).rejects.toThrow(
      /session_without_address/,
    );
  });
});

describe('a wrong password', () => {
  test('is refused like an unknown user name', async () => {
    const wrong = await login('observer', 'not the password');
    const unknown = await login('nobody', 'not the password');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_password' }, cookies: [] });
    expect(unknown.body).toEqual(wrong.body);
  });

  test('after five tries in a minute is not even looked at, sent one by one or at once', async () => {
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, i) => login('teller', `guess number ${i}`)));
    const codes = guesses.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'wrong_password')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too_many_wrong_codes')).toHaveLength(3);
    expect(await login('teller', PASSWORD)).toMatchObject({ status: 429 });
  });

  test('for one user name leaves the others alone', async () => {
    expect((await login('organizer', PASSWORD)).status).toBe(200);
  });
});

describe('a flood of sign-ins', () => {
  test('is turned away beyond eight at once, so that it cannot take the server from those who vote', async () => {
    const many = await Promise.all(Array.from({ length: 24 }, (_, i) => login(`unknown${i}`, 'not the password')));
    const codes = many.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'busy').length).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 'wrong_password').length).toBeGreaterThanOrEqual(8);
  });
});

describe('people of the desk', () => {
  test('are made by an organizer and listed without a word about passwords', async () => {
    const made = { username: 'li.na', name: '李娜', role: 'teller' };
    expect((await staff.organizer.ask('POST', '/users', { ...made, password: PASSWORD })).status).toBe(201);
    const { body } = await staff.organizer.ask('GET', '/users');
    expect(body).toContainEqual(made);
    expect(JSON.stringify(body)).not.toMatch(/password|hash|mail/i);
  });

  test('have distinct user names, even when two are made at once', async () => {
    const one = { username: 'chen', name: '陈', role: 'observer', password: PASSWORD };
    const made = await Promise.all([1, 2].map(() => staff.organizer.ask('POST', '/users', one)));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(made.find(({ status }) => status === 409)?.body.code).toBe('username_taken');
  });

  test('need a user name, a role and ten characters of password', async () => {
    const good = { username: 'zhou', name: '周', role: 'teller', password: PASSWORD };
    const at = async (bad: object) => (await staff.organizer.ask('POST', '/users', { ...good, ...bad })).body.at;
    expect(await at({ username: '周' })).toBe('username');
    expect(await at({ role: 'admin' })).toBe('role');
    expect(await at({ password: 'nine char' })).toBe('password');
    expect(await at({ name: '' })).toBe('name');
  });
});
