/**
 * A phone's way through a meeting: sign in, be issued, hand in, check. One loop, and every step may be taken again.
 *
 * Whatever must survive is in the wallet before a request goes out; here is only what a reload may forget. Time, dice,
 * storage and network are handed in.
 */
import type { CredentialsBody, EventView, PollView, Receipt, Admission, Credentials, SealedView } from 'api/views';
import { readSlip, slipCode, type Answers, type PollId, type Random } from 'ballot-core';
import type { Answer, Failure, OpenedUrn } from '#lib/api.ts';
import { makeBallot, readOwnBallot } from './ballot.ts';
import { comeIn, NO_CLAIM, type DoorNetwork } from './by-name.ts';
import { checkSealed } from './check.ts';
import { createDelivery } from './delivery.ts';
import { createIssuing } from './issuing.ts';
import { isOver, keepsOf, standingOf, type Entry, type Keeps, type Notes, type Standing } from './standing.ts';
import { once, type Store } from './store.ts';
import { examine } from './trust.ts';
import { parseRight, type Claim, type Handing, type Held, type Right, type Slip, type Wallet } from './wallet.ts';

export interface Network extends DoorNetwork {
  readonly event: () => Answer<EventView>;
  readonly admit: (slip: string) => Answer<Admission>;
  readonly issue: (body: CredentialsBody) => Answer<Credentials>;
  readonly cast: (poll: PollId, ballot: string) => Answer<Receipt>;
  readonly record: (poll: PollId) => Answer<SealedView>;
  readonly openings: (poll: PollId) => Answer<OpenedUrn>;
}

export interface Surroundings {
  readonly store: Store;
  readonly wallet: Wallet;
  readonly network: Network;
  readonly random: Random;
  readonly wait: (ms: number) => Promise<void>;
  /** A shared device's link; null on somebody's own phone. */
  readonly link: string | null;
  /** Called after anything changed; the page then reads `view()`. */
  readonly changed: () => void;
}

export interface VoterView {
  readonly event: EventView | null;
  readonly offline: boolean;
  readonly entry: Entry;
  /**
   * The name of the group in which the server has let this phone in, where there are several. The slip has it printed: a
   * voter who was put into a group of his own could be told from all others.
   */
  readonly group: string | null;
  readonly polls: readonly { readonly poll: PollView; readonly standing: Standing }[];
  /** Somebody has begun here: a slip, a name, a personal link. */
  readonly begun: boolean;
  /** True when some poll waits for the network with something to send: then ask again soon. */
  readonly pressing: boolean;
}

export interface Session {
  readonly view: () => VoterView;
  /** One round: fetch, sign in, be issued, send what is waiting, check what is sealed. Never two at a time. */
  readonly round: () => Promise<void>;
  /** A scanned or typed slip. False when it can't be one. */
  readonly giveSlip: (text: string, printed: string | null) => boolean;
  /** The wall's code, as scanned. */
  readonly giveHall: (hall: string) => void;
  /** What is typed, or a personal link: kept, and with `sent` asked for. */
  readonly claim: () => Claim;
  readonly keepClaim: (claim: Claim) => void;
  /** Makes the ballot once and sends it. The same ballot again, however often it is called. */
  readonly handIn: (poll: PollId, answers: Answers) => Promise<void>;
  /** Wipes the marks of ballots that are counted. They can no longer be checked by this phone. */
  readonly wipe: () => void;
  readonly checkAgain: (poll: PollId) => void;
}

const NOTHING: Notes = { failure: null, badSignature: false, used: false };

export function createSession(surroundings: Surroundings): Session {
  const { store, wallet, network, random, wait, link, changed } = surroundings;
  const shared = link !== null;
  let event = wallet.event();
  let kept: EventView | null = null;
  let offline = false;
  let entry: Entry = event === null ? { at: 'loading' } : entryKept(wallet);
  let running: Promise<void> | null = null;
  const notes = new Map<PollId, Notes>();

  const note = (poll: PollId, change: Partial<Notes>): void => {
    notes.set(poll, { ...(notes.get(poll) ?? NOTHING), ...change });
    changed();
  };
  const enter = (next: Entry): void => {
    entry = next;
    changed();
  };

  const keeps = (id: PollId): Keeps => {
    const poll = pollsNow().find((candidate) => candidate.id === id);
    return poll === undefined ? 'all' : keepsOf(poll, shared);
  };
  const issue = createIssuing(surroundings, note);
  const deliver = createDelivery({ wallet, network, keeps, eventKey: () => event?.eventKey ?? '' }, note);

  async function round(): Promise<void> {
    await Promise.all(pollsNow().map(({ id }) => deliver(id)));
    const answer = await network.event();
    if (!answer.ok) {
      offline = answer.error === 'offline';
      if (answer.error !== 'offline' && answer.error.code === 'unknown_event') entry = { at: 'no_event' };
      return changed();
    }
    offline = false;
    event = answer.value;
    // A slip out of a link is nobody's here: neither its code nor its fingerprint says anything.
    if (event.admission === 'roster' && wallet.slip()?.own !== true) wallet.dropSlip();

    const trust = examine(event, wallet.slip()?.printed ?? null, wallet.eventKey());
    if (trust.fault !== null) return enter({ at: 'stopped', why: trust.fault });
    wallet.keepEventKey(event.eventKey);
    if (event !== kept) wallet.keepEvent(event);
    kept = event;

    if (await isIn(event)) {
      const slip = wallet.slip();
      if (slip !== null && trust.keysReady)
        await issue(
          slip,
          event.polls.filter((poll) => isRunning(poll) && notes.get(poll.id)?.used !== true),
        );
      enter(isUsedUp(event) ? { at: 'stopped', why: 'slip_used' } : entryAfter(event));
    }
    for (const poll of event.polls) if (poll.state === 'sealed') await check(poll, event);
    if (isOver(event) && !pollsNow().some(({ id }) => wallet.right(id)?.step === 'handing')) wallet.dropSlip();
    changed();
  }

  function groupName(): string | null {
    const groups = pollsNow()[0]?.definition.groups ?? [];
    return groups.length < 2 ? null : (groups.find(({ id }) => id === wallet.group())?.name ?? null);
  }

  const pollsNow = (): readonly PollView[] => event?.polls ?? [];

  /** Lets the phone in, by slip or by name, where that is still to be done. */
  async function isIn({ admission }: EventView): Promise<boolean> {
    if (wallet.group() !== null) return true;
    const slip = wallet.slip();
    if (admission === 'roster') enter(await comeIn(surroundings));
    else if (slip !== null) await admit(slip);
    else if (entry.at !== 'needs_slip') enter({ at: 'needs_slip', why: null });
    return wallet.group() !== null;
  }

  async function admit(slip: Slip): Promise<void> {
    const answer = await network.admit(slip.code);
    if (answer.ok) {
      wallet.keepGroup(answer.value.group);
    } else if (answer.error !== 'offline' && answer.error.code === 'unknown_slip') {
      wallet.dropSlip();
      enter({ at: 'needs_slip', why: answer.error });
    } else {
      enter({ at: 'signing_in', why: answer.error });
    }
  }

  /** Who was replaced by another phone of theirs, or sent back by the door, and got nothing here, may come in again. */
  function entryAfter({ admission, polls }: EventView): Entry {
    const replaced = admission === 'roster' && polls.some(({ id }) => isUnknown(notes.get(id)?.failure ?? null));
    if (!replaced || !wallet.forget()) return { at: 'in' };
    notes.clear();
    return { at: 'needs_hall', why: { code: 'unknown_slip' } };
  }

  /** Somebody else has taken all that this printed slip could get. Where anything can go on, it is a matter of its poll. */
  function isUsedUp({ admission, polls }: EventView): boolean {
    if (shared || admission === 'roster') return false;
    const nothing = polls.every(({ id }) => (wallet.right(id)?.step ?? 'asked') === 'asked');
    const wanted = polls.filter(isRunning);
    return nothing && wanted.length > 0 && wanted.every(({ id }) => notes.get(id)?.used === true);
  }

  /** What may be asked for now. On a shared device only what is open: the same slip may come back for the next poll. */
  const isRunning = ({ state: now, keys }: PollView): boolean =>
    keys.length > 0 && (now === 'open' || (now === 'frozen' && !shared));

  async function handIn(id: PollId, answers: Answers): Promise<void> {
    const poll = pollsNow().find((candidate) => candidate.id === id);
    const held = wallet.right(id);
    if (poll === undefined || held === null || held.step === 'asked') return;
    if (held.step === 'held') {
      const make = (): string => JSON.stringify(handing(poll, held, answers));
      const isThere = (text: string | null): boolean => parseRight(text)?.step !== 'held';
      await once(store, wallet.rightKey(id), isThere, make, wait);
    }
    note(id, { failure: null });
    await deliver(id);
  }

  const handing = (poll: PollView, held: Held, answers: Answers): Handing => ({
    step: 'handing',
    held,
    ballot: makeBallot(poll, held, answers, random),
    ended: null,
  });

  async function check({ id }: PollView, { eventKey }: EventView): Promise<void> {
    const right = wallet.right(id);
    const ballot = right?.step === 'handing' || right?.step === 'counted' ? right.ballot : null;
    if (right === null || ballot === null || isSettled(right) || keeps(id) !== 'all') return;
    const [record, opened] = await Promise.all([network.record(id), network.openings(id)]);
    if (!record.ok || !opened.ok) return;
    const cast = { poll: id, body: readOwnBallot(ballot), eventKey };
    const checked = checkSealed(cast, record.value, opened.value.openings);
    // A ballot that never got a receipt and isn't in the list came too late: that is no complaint.
    if (right.step === 'handing' && checked.found === 'missing') wallet.keepRight(id, { ...right, ended: 'absent' });
    else
      wallet.keepRight(id, {
        step: 'counted',
        ballot,
        receipt: right.step === 'counted' ? right.receipt : null,
        checked,
      });
    changed();
  }

  return {
    view: () => ({
      event,
      offline,
      entry,
      group: groupName(),
      polls: pollsNow().map((poll) => ({
        poll,
        standing: standingOf(poll, wallet.right(poll.id), notes.get(poll.id) ?? NOTHING, {
          eventKey: event?.eventKey ?? '',
          shared,
        }),
      })),
      begun: wallet.slip() !== null || wallet.claim() !== null,
      pressing: pollsNow().some(({ id }) => {
        const right = wallet.right(id);
        return right?.step === 'handing' && right.ended === null;
      }),
    }),
    round: () => (running ??= round().finally(() => (running = null))),
    giveSlip: (text, printed) => {
      const secret = readSlip(text);
      if (!secret.ok) {
        enter({ at: 'needs_slip', why: 'slip_malformed' });
        return false;
      }
      if (event?.admission === 'roster') return true;
      const code = slipCode(secret.value);
      const before = wallet.slip();
      if (before?.code === code) {
        // The same slip opened again keeps what it has.
        if (printed !== null) wallet.keepSlip({ code, printed });
        return true;
      }
      // Another slip can't take over a phone that holds rights to vote; one that got nothing may start over.
      if (wallet.group() !== null && !wallet.forget()) return true;
      wallet.keepSlip({ code, printed });
      enter({ at: 'signing_in', why: null });
      return true;
    },
    giveHall: (hall) => {
      if (wallet.group() === null && !shared) wallet.keepHall(hall);
    },
    claim: () => wallet.claim() ?? NO_CLAIM,
    keepClaim: (claim) => {
      if (wallet.group() === null) wallet.keepClaim(claim);
      if (claim.sent && entry.at === 'says_who') entry = { at: 'signing_in', why: null };
      if (!claim.sent && (entry.at === 'at_door' || entry.at === 'signing_in')) entry = { at: 'says_who' };
      changed();
    },
    handIn,
    wipe: () => {
      for (const { id } of pollsNow()) {
        const right = wallet.right(id);
        if (right?.step === 'counted') wallet.keepRight(id, { ...right, ballot: null });
        if (right?.step === 'counted' || right === null) wallet.dropDraft(id);
      }
      changed();
    },
    checkAgain: (poll) => {
      const right = wallet.right(poll);
      if (right?.step === 'counted') wallet.keepRight(poll, { ...right, checked: null });
      changed();
    },
  };
}

/** Where a reload goes on, before the server has said anything. */
function entryKept(wallet: Wallet): Entry {
  if (wallet.group() !== null) return { at: 'in' };
  const claim = wallet.claim();
  if (claim?.sent !== true) return { at: 'loading' };
  return claim.number === null ? { at: 'signing_in', why: null } : { at: 'at_door', number: claim.number, why: null };
}

const isUnknown = (failure: Failure | null): boolean =>
  failure !== null && failure !== 'offline' && failure.code === 'unknown_slip';

/** Found and read to the end: not fetched again unless the voter asks. */
const isSettled = (right: Right): boolean =>
  right.step === 'counted' ? right.checked !== null : right.step === 'handing' && right.ended === 'absent';
