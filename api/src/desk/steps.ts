/**
 * Opening, closing and sealing a poll: the urn does it, the desk says who wanted it.
 *
 * The urn writes the entry in the trail, in its own transaction. A second tap finds the poll where it should be and is
 * answered like the first, without a second entry.
 */
import { no, ok, type Result } from 'ballot-core';
import { tickedItems } from '../db/checks.ts';
import { findPoll, type PollRow } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollState } from '../views.ts';
import { makeKeys } from './keys.ts';

export type Step = 'open' | 'close' | 'seal';

const STEPS = {
  open: { from: 'frozen', to: 'open' },
  close: { from: 'open', to: 'closed' },
  seal: { from: 'closed', to: 'sealed' },
} as const satisfies Record<Step, { readonly from: PollState; readonly to: PollState }>;

export async function takeStep(deps: Deps, actor: string, id: string, step: Step): Promise<Result<null, Refusal>> {
  const { from, to } = STEPS[step];
  const poll = await findPoll(deps.db, id);
  if (poll === null) return no({ code: 'unknown_poll' });
  if (poll.state === to) return ok(null);
  if (poll.state !== from) return no({ code: 'wrong_state' });
  const done = await urnDoes(deps, actor, poll, step);
  if (done.ok) return done;
  // A process that stopped while it made keys left the poll without them; asking again sets that right.
  if (done.error.code === 'keys_not_ready') makeKeys(deps, poll.id);
  if (done.error.code === 'seal_mismatch') {
    await addTrail(deps.db, { event: poll.eventId, poll: poll.id, actor, act: 'seal_stopped' });
  }
  // Somebody else may have done it in the same moment.
  if (done.error.code === 'wrong_state' && (await findPoll(deps.db, id))?.state === to) return ok(null);
  return done;
}

/** Carries a refusal out of the urn's transaction, which is rolled back by it. */
class Unfinished extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function urnDoes({ urn }: Deps, actor: string, poll: PollRow, step: Step): Promise<Result<null, Refusal>> {
  if (step === 'close') return await urn.closePoll(poll.id, actor);
  if (step === 'seal') return await urn.sealPoll(poll.id, actor);
  try {
    return await urn.openPoll(poll.id, actor, async (tx) => {
      // The entry in the trail has waited for whoever was just unticking something, so this look is the last word.
      const open = firstOpen(poll, await tickedItems(tx, poll.id));
      if (open !== undefined) throw new Unfinished({ code: 'checklist_open', at: open });
    });
  } catch (error) {
    if (error instanceof Unfinished) return no(error.refusal);
    throw error;
  }
}

/** The first item of the checklist that isn't ticked (程序情况表). */
const firstOpen = ({ draft }: PollRow, ticked: ReadonlySet<string>): string | undefined =>
  draft.checklist?.find(({ id }) => !ticked.has(id))?.id;
