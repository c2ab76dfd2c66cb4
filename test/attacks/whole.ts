/**
 * What must hold of a hall that is entered by name, whatever was tried on it.
 *
 * It is read behind the API, from the tables and the accounts, because an answer that says so would prove nothing.
 */
import { expect } from 'vitest';
import { checkAccounts, type PollId } from 'ballot-core';
import { standing } from '../../api/src/live/standing.ts';
import type { Running } from '../../api/src/serve.ts';
import { must } from '../urn/meeting.ts';
import type { NamedHall } from './door.ts';

export const accountsOf = async (api: Running, poll: PollId) => (await standing(api.deps, poll)).accounts;

/** Every admission belongs to one name, and every right to an admission. */
export async function isWhole(api: Running, { event, polls }: NamedHall): Promise<void> {
  const [row] = await api.deps.sql<{ strays: number; lost: number; loose: number; over: number }[]>`
    select (select count(*)::int from roll.slips s where event_id = ${event}
        and not exists (select 1 from roll.roster r where r.admission = s.slip_hash)) as strays,
      (select count(*)::int from roll.roster r where event_id = ${event} and admission is not null
        and not exists (select 1 from roll.slips s where s.slip_hash = r.admission and s.admitted)) as lost,
      (select count(*)::int from roll.issuances i where poll_id = any(${[...polls]}::text[])
        and not exists (select 1 from roll.roster r where r.admission = i.slip_hash)) as loose,
      (select count(*)::int from roll.door_requests d
        where not exists (select 1 from roll.roster r where r.id = d.entry_id)) as over`;
  expect(row).toEqual({ strays: 0, lost: 0, loose: 0, over: 0 });
  for (const poll of polls) expect(checkAccounts(await accountsOf(api, poll))).toEqual([]);
}

export async function seals(api: Running, hall: NamedHall): Promise<void> {
  for (const poll of hall.polls) {
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
  }
}
