import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reads, refuse } from './guards.ts';
import { wrongCodes } from './wrong-codes.ts';

const Body = z.strictObject({ list: z.array(z.strictObject({ id: z.string() })) });
const app = new Hono().post('/', reads(Body, { max: 64 }), (c) => c.json(c.req.valid('json'), 200));

const json = { 'content-type': 'application/json' };
const post = (body: string | ReadableStream, headers: Record<string, string> = json) =>
  app.request('/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
const codeOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as { code: string; at?: string };

describe('a body', () => {
  test('of the documented form goes through', async () => {
    const answer = await post('{"list":[{"id":"a"}]}', { 'content-type': 'application/json; charset=utf-8' });
    expect(await answer.json()).toEqual({ list: [{ id: 'a' }] });
  });

  test('without the JSON header is refused, whatever it holds', async () => {
    const answer = await post('{"list":[]}', { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
    expect(await codeOf(answer)).toMatchObject({ code: 'not_json' });
  });

  test('that is no JSON is refused', async () => {
    expect(await codeOf(post('{"list":'))).toMatchObject({ code: 'body_malformed' });
  });

  test('of another form is refused with the place', async () => {
    expect(await codeOf(post('{"list":[{"id":"a"},{"id":2}]}'))).toMatchObject({
      code: 'body_malformed',
      at: 'list.1.id',
    });
  });

  test('that is too large is refused by its announced length', async () => {
    const long = `{"list":[],"x":"${'x'.repeat(100)}"}`;
    const answer = await post(long, { ...json, 'content-length': String(long.length) });
    expect(answer.status).toBe(413);
    expect(await codeOf(answer)).toMatchObject({ code: 'body_too_large' });
  });

  test('that is too large is refused without an announced length, and read no further', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        pulled += 1;
        stream.enqueue(new Uint8Array(32).fill(32));
      },
    });
    expect(await codeOf(post(endless))).toMatchObject({ code: 'body_too_large' });
    expect(pulled).toBeLessThan(10);
  });
});

describe('wrong codes', () => {
  const door = (wait: boolean) =>
    new Hono().get('/:code', wrongCodes({ max: 3, wait }), (c) =>
      c.req.param('code') === 'right' ? c.json({ ok: true }, 200) : refuse(c, { code: 'unknown_code' }),
    );
  const statuses = async (app: Hono, codes: readonly string[]) => {
    const seen: number[] = [];
    for (const code of codes) seen.push((await app.request(`/${code}`)).status);
    return seen;
  };

  test('are refused after the limit, and right ones still pass: a prankster cannot lock out a hall', async () => {
    const codes = ['x', 'x', 'right', 'x', 'x', 'right'];
    expect(await statuses(door(false) as unknown as Hono, codes)).toEqual([404, 404, 200, 404, 429, 200]);
  });

  test('at the login make the address wait, right or wrong', async () => {
    expect(await statuses(door(true) as unknown as Hono, ['x', 'x', 'x', 'right'])).toEqual([404, 404, 404, 429]);
  });

  test('right ones never count', async () => {
    const codes = Array.from({ length: 20 }, () => 'right');
    expect(new Set(await statuses(door(true) as unknown as Hono, codes))).toEqual(new Set([200]));
  });
});
