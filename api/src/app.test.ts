import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/setup/database.ts';
import { startApi } from '../../test/setup/server.ts';

const server = await startApi(await freshDatabase());
afterAll(() => server.close());
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe('the server', () => {
  test('is healthy, and ready once the database is migrated', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
  });

  test('answers an unknown API address with a refusal, in JSON', async () => {
    const answer = await get('/api/nothing/here');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not_found' });
  });

  test('never serves a file that is not part of the build', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/_app/nothing.js', '/.env', '/key']) {
      const answer = await fetch(server.url + path);
      expect(await answer.text(), path).not.toContain('"gonglun"');
    }
    expect((await get('/_app/immutable/nothing.js')).status).toBe(404);
  });

  test('lets a page load nothing from elsewhere and be framed by nobody', async () => {
    const { headers } = await get('/healthz');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('documents every route it has', async () => {
    const { paths } = (await (await get('/api/openapi.json')).json()) as { paths: Record<string, object> };
    for (const path of ['/events/{event}', '/events/{event}/credentials', '/polls/{poll}/ballots', '/desk/me']) {
      expect(Object.keys(paths)).toContain(path);
    }
  });
});
