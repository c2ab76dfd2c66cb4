/**
 * What a PostgreSQL that we did not start would write down behind our back.
 *
 * The embedded server is set so that neither log nor commit times can name a voter or a moment. Somebody else's server
 * is theirs to set; we can only look, and tell the operator what to change.
 */
import type postgres from 'postgres';

/** Setting, the value it must have, and what another value would keep. */
const WANTED = [
  ['log_statement', 'none', 'statements in the log'],
  ['log_min_duration_statement', '-1', 'statements in the log'],
  ['log_min_duration_sample', '-1', 'statements in the log'],
  ['log_duration', 'off', 'a line with a moment for each statement'],
  ['log_parameter_max_length_on_error', '0', 'ballots in the log'],
  ['log_min_error_statement', 'panic', 'statements in the log'],
  ['auto_explain.log_min_duration', '-1', 'statements in the log'],
  ['track_commit_timestamp', 'off', 'the moment of each ballot'],
  ['archive_mode', 'off', 'whole ballots in the archive while a poll is open'],
  ['wal_recycle', 'off', 'whole ballots in used segments of the write-ahead log after the seal'],
  ['fsync', 'on', 'no ballot safely: an acknowledged one may be lost'],
  ['full_page_writes', 'on', 'no ballot safely: an acknowledged one may be lost'],
] as const;

/** One sentence for each setting that breaks a promise; none when all is well. */
export async function brokenPromises(sql: postgres.Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(WANTED.map(([name]) => name))}`;
  const now = new Map(rows.map(({ name, setting }) => [name, setting]));
  return WANTED.filter(([name, wanted]) => now.has(name) && now.get(name) !== wanted).map(
    ([name, wanted, keeps]) => `${name} = ${now.get(name)} keeps ${keeps}. Set it to ${wanted}.`,
  );
}
