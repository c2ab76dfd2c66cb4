/** The database that the migrations make is the one that the code believes in. */
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, describe, expect, test } from 'vitest';
import * as authSchema from './auth-schema.ts';
import { connect } from './client.ts';
import { migrate, migrated } from './migrate.ts';
import * as schema from './schema.ts';
import { freshDatabase } from '../../../test/setup/database.ts';

const database = await freshDatabase();
const { sql, end } = connect(database.url, { max: 2 });
afterAll(end);

const tables = [...Object.values(schema), ...Object.values(authSchema)]
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

describe('the migrations', () => {
  test('match the schema, column by column', async () => {
    const rows = await sql<{ line: string }[]>`
      select n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('desk', 'roll', 'urn', 'named', 'auth') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;
    const wanted = tables.flatMap(({ schema: space, name, columns }) =>
      columns.map(
        (column) => `${space}.${name}.${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}`,
      ),
    );
    expect(rows.map(({ line }) => line).toSorted()).toEqual(wanted.toSorted());
  });

  test('partition ballots and counters by poll, and nothing else', async () => {
    const rows = await sql<{ name: string; key: string }[]>`
      select c.oid::regclass::text as name, pg_get_partkeydef(c.oid) as key
      from pg_class c where c.relkind = 'p' order by 1`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { name: 'urn.ballots', key: 'LIST (poll_id)' },
      { name: 'urn.counters', key: 'LIST (poll_id)' },
    ]);
  });

  test('may be run again, by several servers at once, and change nothing', async () => {
    await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    expect(await migrated(sql)).toBe(true);
  });
});
