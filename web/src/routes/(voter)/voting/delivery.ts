/**
 * A ballot on its way: the very same bytes, as often as it takes, and what is left on the phone once the server has answered.
 */
import type { Receipt } from 'api/views';
import { ballotHash, type PollId } from 'ballot-core';
import type { Answer } from '#lib/api.ts';
import { readOwnBallot } from './ballot.ts';
import { isGenuine, type Keeps, type Notes } from './standing.ts';
import type { Counted, Handing, Wallet } from './wallet.ts';

interface Surroundings {
  readonly wallet: Wallet;
  readonly network: { readonly cast: (poll: PollId, ballot: string) => Answer<Receipt> };
  readonly keeps: (poll: PollId) => Keeps;
  readonly eventKey: () => string;
}

export function createDelivery(
  { wallet, network, keeps, eventKey }: Surroundings,
  note: (poll: PollId, change: Partial<Notes>) => void,
): (poll: PollId) => Promise<void> {
  const sending = new Map<PollId, Promise<void>>();

  /** Sends a waiting ballot, one request at a time for each poll. */
  return (poll) => {
    const underWay = sending.get(poll);
    if (underWay !== undefined) return underWay;
    const trip = deliverOnce(poll).finally(() => sending.delete(poll));
    sending.set(poll, trip);
    return trip;
  };

  async function deliverOnce(poll: PollId): Promise<void> {
    const right = wallet.right(poll);
    if (right?.step !== 'handing' || right.ended !== null) return;
    const answer = await network.cast(poll, right.ballot);
    if (answer.ok) {
      wallet.keepRight(poll, counted(poll, right.ballot, answer.value.receipt));
      wallet.dropDraft(poll);
      return note(poll, { failure: null, badSignature: false });
    }
    if (answer.error !== 'offline') settle(poll, right, answer.error.code);
    note(poll, { failure: answer.error });
  }

  /** What is left here of a ballot that is in. Where nothing is to be kept, a false receipt still is: it must be shown. */
  function counted(id: PollId, ballot: string, receipt: string | null): Counted {
    const own = readOwnBallot(ballot);
    const genuine = isGenuine(receipt, eventKey(), [ballotHash(id, own), own.publicKey, id]);
    const drop = keeps(id) === 'off' || (keeps(id) === 'shared' && genuine);
    return { step: 'counted', ballot: drop ? null : ballot, receipt: drop ? null : receipt, checked: null };
  }

  /** What a refusal means for the ballot: final, to be mended, or (busy, not open yet) to be sent again. */
  function settle(poll: PollId, right: Handing, code: string): void {
    const ended = code === 'poll_closed' ? 'closed' : code === 'ballot_conflict' ? 'conflict' : null;
    if (ended !== null) wallet.keepRight(poll, keeps(poll) === 'all' ? { ...right, ended } : { step: 'gone', ended });
    else if (MENDABLE.has(code)) wallet.keepRight(poll, right.held);
  }
}

/** The server didn't take the ballot and the credential isn't spent: the voter may answer again. */
const MENDABLE: ReadonlySet<string> = new Set([
  'ballot_malformed',
  'unknown_item',
  'unknown_choice',
  'missing_choice',
  'too_many_picks',
  'too_few_picks',
  'too_few_tagged',
  'quota_exceeded',
  'quota_missed',
  'text_refused',
  'write_in_refused',
  'nonces_malformed',
  'wrong_paper',
  'signature_missing',
  'signature_invalid',
]);
