/**
 * Everything a person with the server has, short of its memory: heap and index pages of every table with their dead rows,
 * live rows with all columns, and what is left of the write-ahead log.
 *
 * It is taken with PostgreSQL's own inspection extensions, as its superuser. Each piece is a trace: some bytes, where and in
 * which transaction they were written, and whatever columns could be put in order.
 */
import type { pool } from '../../api/src/db/client.ts';

type Sql = ReturnType<typeof pool>;

export interface Trace {
  /** `heap roll.slips`, `index roll.slips_pkey`, `row urn.openings`, `wal`. */
  readonly source: string;
  readonly bytes: Buffer;
  /** Transaction id, or null where none is written (index entries). */
  readonly xid: bigint | null;
  /** Anything the traces of one source could be sorted by: place on disk, LSN, columns that hold numbers or times. */
  readonly order: Readonly<Record<string, bigint | number | string>>;
}

/** Of all tables and indexes of these schemas, and of the whole write-ahead log. */
export async function collect(sql: Sql, schemas: readonly string[]): Promise<readonly Trace[]> {
  for (const extension of ['pageinspect', 'pg_walinspect']) {
    await sql`create extension if not exists ${sql(extension)}`;
  }
  const relations = await sql<{ name: string; kind: 'r' | 'i' }[]>`
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${[...schemas]}::text[]) and c.relkind in ('r', 'i') order by 1`;
  const traces: Trace[] = [];
  for (const { name, kind } of relations) {
    traces.push(...(kind === 'r' ? [...(await heap(sql, name)), ...(await rows(sql, name))] : await index(sql, name)));
  }
  return [...traces, ...(await wal(sql))];
}

/** Every tuple that still lies in a page, dead ones too, with the transaction that wrote it and the one that ended it. */
async function heap(sql: Sql, name: string): Promise<readonly Trace[]> {
  const found = await sql<{ at: string; xmin: string; xmax: string; bytes: Uint8Array }[]>`
    select (block * 1000 + lp)::text as at, t_xmin::text as xmin, t_xmax::text as xmax, t_data as bytes
    from generate_series(0, pg_relation_size(${name}::regclass) / current_setting('block_size')::int - 1) as block,
      heap_page_items(get_raw_page(${name}, block::int)) where t_data is not null`;
  return found.map(({ at, xmin, xmax, bytes }) => ({
    source: `heap ${name}`,
    bytes: Buffer.from(bytes),
    xid: BigInt(xmin),
    order: { place: BigInt(at), ...(xmax === '0' ? {} : { ended: BigInt(xmax) }) },
  }));
}

/** Entries of B-tree leaves; page 0 holds no entries. */
async function index(sql: Sql, name: string): Promise<readonly Trace[]> {
  const found = await sql<{ at: string; target: string | null; bytes: string }[]>`
    select (block * 1000 + itemoffset)::text as at, htid::text as target, data as bytes
    from generate_series(1, pg_relation_size(${name}::regclass) / current_setting('block_size')::int - 1) as block,
      bt_page_items(get_raw_page(${name}, block::int))
    where bt_page_items.data is not null
      and (select type from bt_page_stats(${name}, block)) = 'l'`;
  return found.map(({ at, target, bytes }) => ({
    source: `index ${name}`,
    bytes: Buffer.from(bytes.replaceAll(' ', ''), 'hex'),
    xid: null,
    order: { place: BigInt(at), ...(target === null ? {} : { target: placeOf(target) }) },
  }));
}

/** Live rows as a dump would hold them: every column in text, bytes in hex, and those that sort as numbers or times. */
async function rows(sql: Sql, name: string): Promise<readonly Trace[]> {
  const found = await sql<{ row: Readonly<Record<string, unknown>>; place: string; xid: string }[]>`
    select to_jsonb(t) as row, ctid::text as place, xmin::text as xid from ${sql.unsafe(name)} t`;
  return found.map(({ row, place, xid }) => ({
    source: `row ${name}`,
    bytes: Buffer.concat(Object.values(row).map(asBytes)),
    xid: BigInt(xid),
    order: { place: placeOf(place), ...sortable(row) },
  }));
}

function asBytes(value: unknown): Buffer {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text);
}

/** Numbers, and texts that begin like a date. */
function sortable(row: Readonly<Record<string, unknown>>): Trace['order'] {
  const order: Record<string, number | string> = {};
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'number') order[column] = value;
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)) order[column] = value;
  }
  return order;
}

const BLOCK_PLACES = 1000n;
/** `(block,line)` as one number. */
function placeOf(ctid: string): bigint {
  const [block = '0', line = '0'] = ctid.slice(1, -1).split(',');
  return BigInt(block) * BLOCK_PLACES + BigInt(line);
}

/** Every block change that is still in the log, from its oldest segment on. */
async function wal(sql: Sql): Promise<readonly Trace[]> {
  const found = await sql<{ lsn: string; xid: string; bytes: Uint8Array | null; page: Uint8Array | null }[]>`
    select (start_lsn - '0/0'::pg_lsn)::text as lsn, r.xid::text as xid, block_data as bytes, block_fpi_data as page
    from (select min(name) as first from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$') segment,
      lateral pg_get_wal_block_info(
        ('0/0'::pg_lsn + ((('x' || substr(first, 9, 8))::bit(32)::bigint * 256 + ('x' || substr(first, 17, 8))::bit(32)::bigint)
          * (select setting::bigint from pg_settings where name = 'wal_segment_size'))),
        pg_current_wal_flush_lsn(), true) r
    where block_data is not null or block_fpi_data is not null`;
  return found.flatMap(({ lsn, xid, bytes, page }) =>
    [bytes, page].flatMap((part) =>
      part === null ? [] : [{ source: 'wal', bytes: Buffer.from(part), xid: BigInt(xid), order: { lsn: BigInt(lsn) } }],
    ),
  );
}
