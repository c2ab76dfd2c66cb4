/**
 * 署名推荐表 and ballots never meet: not in a column, not in a key, not in a file.
 *
 * A signed form carries a name by its nature. The danger is not that it is read, but that it stands where a slip or a
 * ballot can be laid beside it; so the database and the code are looked at whole.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '../api/src/db/client.ts';
import { freshDatabase } from './setup/database.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const { sql, end } = connect((await freshDatabase()).url, { max: 1 });
afterAll(end);

describe('the table of signed forms', () => {
  test('has no column in common with the roll, the slips or the urn but the event that it belongs to', async () => {
    const columns = async (...schemas: readonly string[]) =>
      (
        await sql<{ name: string }[]>`
          select distinct column_name as name from information_schema.columns
          where table_schema = any(${[...schemas]}::text[])`
      ).map(({ name }) => name);
    const [named, secret] = [await columns('named'), await columns('roll', 'urn')];
    expect(named.length).toBeGreaterThan(5);
    // `id` is each row's own name, drawn at random: no form's is anybody's on the roster.
    expect(named.filter((name) => secret.includes(name) && name !== 'id')).toEqual(['event_id']);
  });

  test('points at the event and at nothing else, and nothing points at it', async () => {
    const keys = await sql<{ from: string; to: string }[]>`
      select f.relnamespace::regnamespace::text as "from", c.confrelid::regclass::text as "to"
      from pg_constraint c join pg_class f on f.oid = c.conrelid
      where c.contype = 'f'`;
    expect(keys.filter(({ from }) => from === 'named')).toEqual([{ from: 'named', to: 'desk.events' }]);
    expect(keys.filter(({ to }) => to.startsWith('named.'))).toEqual([]);
  });

  test('has no sequence and no moment: its order of recording is nowhere', async () => {
    const told = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'named'
        and (data_type like 'timestamp%' or column_default is not null or is_identity = 'YES')`;
    expect(told).toEqual([]);
    expect(await sql`select 1 from pg_sequences where schemaname = 'named'`).toHaveLength(0);
  });
});

describe('the code of signed forms', () => {
  const FORMS = 'api/src/db/forms.ts';
  const SECRET = /^api\/src\/(db\/(roll|slips|urn|records|releases)|urn\/|issuer|live\/)/;
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'api/src'], {
    cwd: ROOT,
  })
    .toString()
    .split('\n')
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && existsSync(join(ROOT, path)));
  const text = (path: string): string =>
    readFileSync(join(ROOT, path), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/(^|\s)\/\/.*$/gm, '$1');
  /** Files that this one takes values from; types leave no path behind. */
  const reads = (path: string): readonly string[] =>
    [...text(path).matchAll(/(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^'"]*?from\s*['"](\.[^'"]+)['"]/g)].map(
      ([, from = '']) => normalize(join(dirname(path), from)),
    );
  const reaches = (path: string, seen = new Set<string>()): ReadonlySet<string> => {
    for (const next of reads(path)) {
      if (seen.has(next)) continue;
      seen.add(next);
      reaches(next, seen);
    }
    return seen;
  };
  const users = files.filter((path) => reads(path).includes(FORMS));

  test('reaches neither roll, slips nor urn, by any chain of imports', () => {
    expect(users.sort()).toEqual(['api/src/desk/forms.ts', 'api/src/routes/desk-forms.ts']);
    for (const path of [FORMS, ...users]) {
      expect(
        [...reaches(path)].filter((file) => SECRET.test(file)),
        path,
      ).toEqual([]);
    }
  });

  test('is reached by nothing that holds a slip or a ballot', () => {
    const secret = files.filter((path) => SECRET.test(path));
    expect(secret.length).toBeGreaterThan(10);
    for (const path of secret) expect(reaches(path).has(FORMS), path).toBe(false);
  });

  test('is the only place that names the table', () => {
    const named = /\bforms\b[^;]*from '\.\/schema\.ts'|\bnamed\.forms\b/;
    expect(files.filter((path) => path !== 'api/src/db/schema.ts' && named.test(text(path)))).toEqual([FORMS]);
  });
});
