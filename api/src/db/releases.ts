/**
 * Releases: the whole count as last shown to the room. Public already, so keeping it teaches nothing.
 *
 * Several processes may want to release at once; the row's lock puts them in line, and each decides on what the one
 * before it has shown, so two releases are never closer than the policy allows.
 */
import type { Count, PollId } from 'ballot-core';
import type postgres from 'postgres';

/** Releases the present count if `may` says so about it and the last one. True when something new is shown. */
export async function release(
  sql: postgres.Sql,
  poll: PollId,
  may: (returned: number, lastReleased: number) => boolean,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [last] = await tx<{ ballots: number }[]>`select ballots from urn.releases where poll_id = ${poll} for update`;
    if (last === undefined) return false;
    const groups = await tx<Count[]>`select ballots, counts from urn.counters where poll_id = ${poll}`;
    const returned = groups.reduce((sum, { ballots }) => sum + ballots, 0);
    if (groups.length === 0 || !may(returned, last.ballots)) return false;
    const counts = groups.reduce<number[]>((sum, group) => group.counts.map((n, i) => n + (sum[i] ?? 0)), []);
    await tx`update urn.releases set ballots = ${returned}, counts = ${counts}::int[] where poll_id = ${poll}`;
    return true;
  });
}

/** What is shown of each poll; a poll of which nothing is shown yet is left out. */
export async function releasesOf(sql: postgres.Sql, polls: readonly PollId[]): Promise<ReadonlyMap<PollId, Count>> {
  const rows = await sql<({ poll: PollId } & Count)[]>`
    select poll_id as poll, ballots, counts from urn.releases
    where poll_id = any(${[...polls]}::text[]) and ballots > 0`;
  return new Map(rows.map(({ poll, ballots, counts }) => [poll, { ballots, counts }]));
}
