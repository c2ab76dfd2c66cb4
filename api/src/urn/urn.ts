/**
 * The urn, as the rest of the house sees it: the path of a ballot from the slip to the seal.
 *
 * Every act is safe to repeat. What is expected to fail is a value with a code; what must never be is thrown.
 */
import type { EventId, PollId, Result } from 'ballot-core';
import type postgres from 'postgres';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Admission, Credentials, CredentialsBody } from '../views.ts';
import { createCast } from './cast.ts';
import { createClose } from './close.ts';
import { createFrozen } from './frozen.ts';
import { createIssue } from './issue.ts';
import { createOpen } from './open.ts';
import { createReleases } from './release.ts';
import { createSeal } from './seal.ts';
import { createSigner } from './signer.ts';
import { createWriter } from './writer.ts';

/** A last look in the very transaction of an act: when it throws, nothing has happened. */
export type Alongside = (tx: postgres.TransactionSql) => Promise<unknown>;

export interface Urn {
  /**
   * frozen → open, with the poll's partitions. Refuses `keys_not_ready`, `wrong_state`, `unknown_poll`. `actor` stands in the
   * trail, written in the same transaction, and so in the record; the system where nobody is named.
   */
  openPoll(poll: PollId, actor?: string, alongside?: Alongside): Promise<Result<null, Refusal>>;
  /** open → closed. When it resolves, nothing more is taken, by any process. */
  closePoll(poll: PollId, actor?: string): Promise<Result<null, Refusal>>;
  /** closed → sealed: recount, shred, sign, drop, in one transaction. Refuses `seal_mismatch` and leaves an alarm. */
  sealPoll(poll: PollId, actor?: string): Promise<Result<null, Refusal>>;
  /** Admits a slip (code or secret as typed); the same answer again for an admitted one. */
  admit(event: EventId, slip: string): Promise<Result<Admission, Refusal>>;
  /** One blind signature for each (slip, poll); admits too while sign-in is open. */
  issue(event: EventId, body: CredentialsBody): Promise<Result<Credentials, Refusal>>;
  /** Resolves after fsync. `again`: the same bytes were in the urn already; the receipt is the very same. */
  cast(poll: PollId, body: unknown): Promise<Result<Cast, Refusal>>;
  /** Takes nothing more and resolves when every waiting ballot has its answer. */
  drain(): Promise<void>;
  /**
   * Called once after the migrations: polls that were open when the server stopped are looked at for a release. A seal
   * that was interrupted left the poll closed, and waits for the organizer to press again.
   */
  resume(): Promise<void>;
}

export interface Cast {
  /** Compact JWS, the same for the same bytes; null where the poll gives no receipts. */
  readonly receipt: string | null;
  readonly again: boolean;
}

export function createUrn(deps: Omit<Deps, 'urn'>): Urn {
  const frozen = createFrozen(deps);
  const releases = createReleases({ ...deps, frozen });
  const writer = createWriter({
    ...deps,
    committed: ({ id, event }) => {
      releases.consider(id);
      deps.hub.tell(event, 'count');
    },
  });
  const { admit, issue } = createIssue({ ...deps, frozen, sign: createSigner() });
  return {
    openPoll: createOpen({ ...deps, frozen }),
    closePoll: createClose({ ...deps, frozen }),
    sealPoll: createSeal({ ...deps, frozen }),
    admit,
    issue,
    cast: createCast({ ...deps, frozen, writer }),
    async drain() {
      await writer.drain();
      await releases.stop();
    },
    resume: releases.resume,
  };
}
