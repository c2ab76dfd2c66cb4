/**
 * Getting rights to vote: for each poll one key of this phone's, signed unseen, asked for as often as it takes.
 *
 * What is asked for is written down first; another tab, or a lost answer, goes on with the same.
 */
import type { Credentials, CredentialsBody, PollView } from 'api/views';
import type { PollId, Random } from 'ballot-core';
import type { Answer, Failure } from '#lib/api.ts';
import { accept, ask, isUsable } from './credential.ts';
import type { Notes } from './standing.ts';
import { once, type Store } from './store.ts';
import { parseRight, type Asked, type Slip, type Wallet } from './wallet.ts';

interface Surroundings {
  readonly store: Store;
  readonly wallet: Wallet;
  readonly network: { readonly issue: (body: CredentialsBody) => Answer<Credentials> };
  readonly random: Random;
  readonly wait: (ms: number) => Promise<void>;
}

interface Wanted {
  readonly poll: PollView;
  readonly asked: Asked;
}

/** The right of this poll is not to be had with this slip. */
const USED: ReadonlySet<string> = new Set(['slip_used', 'unknown_slip']);

export function createIssuing(
  { store, wallet, network, random, wait }: Surroundings,
  note: (poll: PollId, change: Partial<Notes>) => void,
): (slip: Slip, polls: readonly PollView[]) => Promise<void> {
  /** Asks for what is missing, in one request. When the server says no to all, each is asked for by itself. */
  return async (slip, polls) => {
    const wanted = (await Promise.all(polls.map(wantedOf))).filter((one) => one !== null);
    if (wanted.length === 0) return;
    const refusal = await issueSome(slip, wanted);
    if (refusal === null || refusal === 'offline' || wanted.length === 1) return;
    for (const one of wanted) await issueSome(slip, [one]);
  };

  /** What is to be asked for this poll, written down by whichever tab was first; null when it is held already. */
  async function wantedOf(poll: PollView): Promise<Wanted | null> {
    const group = wallet.group();
    const key = poll.keys.find((candidate) => candidate.group === group);
    if (key === undefined || !isUsable(key)) {
      note(poll.id, { badSignature: true });
      return null;
    }
    const make = (): string => JSON.stringify(ask(poll.id, key, random));
    const kept = parseRight(
      await once(store, wallet.rightKey(poll.id), (text) => parseRight(text) !== null, make, wait),
    );
    return kept?.step === 'asked' ? { poll, asked: kept } : null;
  }

  async function issueSome(slip: Slip, wanted: readonly Wanted[]): Promise<Failure | null> {
    const requests = wanted.map(({ poll, asked }) => ({ poll: poll.id, blinded: asked.blinded }));
    const answer = await network.issue({ slip: slip.code, requests });
    if (!answer.ok) {
      // Another tab may have been first with this slip; then what it wrote is what we go on with.
      const stillOurs = wanted.every(({ poll, asked }) => {
        const kept = wallet.right(poll.id);
        return kept?.step === 'asked' && kept.blinded === asked.blinded;
      });
      const isUsed = answer.error !== 'offline' && USED.has(answer.error.code);
      const used = isUsed && stillOurs && wanted.length === 1;
      for (const { poll } of wanted) note(poll.id, { failure: answer.error, used });
      return answer.error;
    }
    for (const { poll, asked } of wanted) {
      const signed = answer.value.signatures.find((one) => one.poll === poll.id);
      const key = poll.keys.find(({ group }) => group === asked.group);
      const held = signed && key ? accept(poll.id, key, asked, signed.signature) : null;
      const kept = wallet.right(poll.id);
      if (held !== null && kept?.step === 'asked' && kept.blinded === asked.blinded) wallet.keepRight(poll.id, held);
      note(poll.id, { failure: null, badSignature: held === null });
    }
    return null;
  }
}
