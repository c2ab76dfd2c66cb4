/**
 * The write-ahead log holds every ballot as it was written, with the moment of its commit, for as long as its segments
 * lie in the folder. After a seal they are of no more use, so they go.
 */
import type postgres from 'postgres';

/**
 * Begins a new segment and writes everything down, after which PostgreSQL removes the old segments (`wal_recycle = off`).
 * False when somebody else's server doesn't let us: its log is its operator's to clear.
 */
export async function forgetWal(sql: postgres.Sql): Promise<boolean> {
  try {
    await sql`select pg_switch_wal()`;
    await sql`checkpoint`;
    return true;
  } catch {
    return false;
  }
}
