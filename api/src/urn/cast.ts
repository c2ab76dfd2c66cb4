/**
 * Casting one ballot (投票): read it, check its right and its signature, and drop it in.
 *
 * Everything that can be wrong with a ballot is found before the urn is touched, so a malformed one spends nothing.
 */
import { canonicalize, no, ok, readBallot, type CastBody, type PollId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { stateOf } from '../db/states.ts';
import type { StoredBallot } from '../db/urn.ts';
import type { Refusal } from '../http/refusals.ts';
import type { FindFrozen } from './frozen.ts';
import { checkProofs } from './proofs.ts';
import { receiptFor } from './receipt.ts';
import type { Cast } from './urn.ts';
import type { Writer } from './writer.ts';

export function createCast({
  sql,
  frozen,
  writer,
}: {
  readonly sql: postgres.Sql;
  readonly frozen: FindFrozen;
  readonly writer: Writer;
}) {
  /** Polls that are known to have been opened: from then on the writer's transaction alone knows whether they still are. */
  const opened = new Set<PollId>();

  return async (id: PollId, value: unknown): Promise<Result<Cast, Refusal>> => {
    const found = await frozen(id);
    if (!found.ok) return no({ code: found.error === 'unknown_poll' ? 'unknown_poll' : 'poll_not_open' });
    const poll = found.value;
    if (!opened.has(poll.id)) {
      const state = await stateOf(sql, poll.id);
      if (state !== 'open' && state !== 'closed')
        return no({ code: state === 'sealed' ? 'poll_closed' : 'poll_not_open' });
      opened.add(poll.id);
    }
    const read = readBallot(poll.definition, poll.paperHash, value);
    if (!read.ok) return read;
    const refusal = await checkProofs(poll, read.value);
    if (refusal !== null) return no(refusal);

    const outcome = await writer.put(poll, stored(read.value), read.value);
    if (outcome !== 'put' && outcome !== 'again') {
      if (outcome === 'poll_closed') opened.delete(poll.id);
      return no({ code: outcome });
    }
    // What was put in is compared as it was signed, so a repeated ballot is known without a receipt too.
    const receipt = poll.definition.receipts === 'off' ? null : await receiptFor(poll, read.value);
    return ok({ receipt, again: outcome === 'again' });
  };
}

const stored = (body: CastBody): StoredBallot => ({
  publicKey: hex(body.publicKey),
  group: body.group,
  credential: hex(body.credential.prefix) + hex(body.credential.signature),
  answers: canonicalize({ choices: body.choices, writeIns: body.writeIns }),
  nonces: hex(body.nonces),
  signature: hex(body.signature),
});

const hex = (text: string): string => Buffer.from(text, 'base64url').toString('hex');
