/**
 * One pool to PostgreSQL, used two ways: `sql` (postgres.js) for hot statements, `db` (drizzle) for everything else.
 *
 * bytea is a Uint8Array, timestamptz a Date, on both. drizzle switches the pool's date parsers off for its own
 * mapping; it reads Dates just as well, so they are put back and raw queries get Dates too. For jsonb in a raw query
 * write `${JSON.stringify(value)}::text::jsonb`.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Db = PostgresJsDatabase;

export interface Connection {
  readonly sql: postgres.Sql;
  readonly db: Db;
  /** Lets running queries finish (at most 5 s), then closes. */
  end(): Promise<void>;
}

/** Of the embedded server's 100 connections: room for several processes and for a person with psql. */
const POOL_MAX = 20;
/** timestamptz, timestamp, date. */
const TIMES = [1184, 1114, 1082];

export function connect(url: string, options: { readonly max?: number } = {}): Connection {
  const sql = pool(url, { max: options.max ?? POOL_MAX });
  const parsers = { ...sql.options.parsers };
  const serializers = { ...sql.options.serializers };
  const db = drizzle(sql);
  for (const type of TIMES) {
    const parse = parsers[type];
    const serialize = serializers[type];
    if (parse !== undefined) sql.options.parsers[type] = parse;
    if (serialize !== undefined) sql.options.serializers[type] = serialize;
  }
  return { sql, db, end: () => sql.end({ timeout: 5 }) };
}

/**
 * postgres.js with our types, for those who need a connection of their own. Understands libpq's way of naming a
 * socket, `postgresql://user@localhost/name?host=/folder`, which postgres.js does not.
 */
export function pool(url: string, options: { readonly max: number }): postgres.Sql {
  const address = new URL(url);
  const socket = address.searchParams.get('host');
  address.searchParams.delete('host');
  return postgres(address.href, {
    ...(socket === null ? {} : { host: socket }),
    max: options.max,
    // "relation already exists, skipping" and the like.
    onnotice: () => undefined,
    connect_timeout: 10,
    // Tries again soon: the embedded server is back within a second or two.
    backoff: (attempt) => Math.min(0.05 * attempt, 0.5),
    connection: { application_name: 'gonglun', TimeZone: 'UTC' },
    // The driver would ask each new connection for the array types, in a query whose failure nobody can catch: a
    // PostgreSQL that goes away in that moment would take this process with it. So the two that are used stand here.
    fetch_types: false,
    types: {
      texts: arrayType(1009, (text) => text),
      integers: arrayType(1007, Number),
      bytea: {
        to: 17,
        from: [17],
        serialize: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`,
        parse: (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
      },
    },
  });
}

/** A one-dimensional array without NULLs, in PostgreSQL's text form: `{1,2}`, `{"a","b \\"c\\""}`. */
function arrayType<T>(oid: number, item: (text: string) => T) {
  return {
    to: oid,
    from: [oid],
    serialize: (items: readonly T[]) =>
      `{${items.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`,
    parse: (text: string) =>
      [...text.slice(1, -1).matchAll(/"((?:\\.|[^"\\])*)"|[^,]+/gs)].map(([plain, quoted]) =>
        item(quoted === undefined ? plain : quoted.replace(/\\(.)/gs, '$1')),
      ),
  };
}
