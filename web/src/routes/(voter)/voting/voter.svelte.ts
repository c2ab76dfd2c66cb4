/**
 * The session in a browser: the phone's storage, dice, clock and network, and a loop that sleeps while nobody looks.
 */
import { cast, admit, getOpenings, getRecord, issue, passDoor, signInByName, watchEvent } from '#lib/api.ts';
import type { EventId, PollId } from 'ballot-core';
import { deviceKey, ofThisTurn, readDevice } from './device.ts';
import { emptyDraft, readDraft, type Draft } from './draft.ts';
import { pause } from './pace.ts';
import { createSession, type Session, type VoterView } from './session.ts';
import { openStore, type Store } from './store.ts';
import { openWallet, walletPrefix } from './wallet.ts';

export interface Voter {
  readonly view: VoterView;
  readonly durable: boolean;
  /** On a shared device. */
  readonly shared: boolean;
  readonly session: Session;
  /** The slip's fingerprint, for the page that shows a mismatch. */
  readonly printed: () => string | null;
  readonly draft: (poll: PollId) => Draft;
  readonly keepDraft: (poll: PollId, draft: Draft) => void;
  /** Takes back every mark that isn't handed in. */
  readonly dropDrafts: () => void;
  /** When a shared device was last touched in this turn, kept over a reload. */
  readonly touched: () => number | null;
  readonly keepTouched: (at: number) => void;
  /** Asks the server now. */
  readonly wake: () => void;
  /** Starts asking; the answer stops it. */
  readonly start: () => () => void;
}

/** Not every tap is written down. */
const TOUCHED_STEP_MS = 2_000;

/** What this browser keeps, for all voters of it. */
export const browserStore = (): Store => openStore(ownStorage());

/** The voter whose turn it is; on somebody's own phone there is only one. `passed`: another tab has gone on to the next. */
export function createVoter(event: EventId, kept: Store, passed: () => void): Voter {
  const link = readDevice(kept, event)?.link ?? null;
  const store = ofThisTurn(kept, event);
  const wallet = openWallet(store, event);
  const ask = watchEvent(event);
  const touchedKey = `${walletPrefix(event)}touched`;
  let ring = (): void => {};
  const session = createSession({
    store,
    wallet,
    network: {
      event: ask,
      admit: (slip) => admit(event, slip),
      pass: (hall, slip) => passDoor(event, hall, slip),
      signIn: (body) => signInByName(event, body),
      issue: (body) => issue(event, body),
      cast,
      record: getRecord,
      openings: getOpenings,
    },
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    link,
    changed: () => (view = session.view()),
  });
  let view = $state.raw(session.view());
  /** Counts up when a draft changes, here or in another tab. */
  let drafts = $state(0);

  const wake = (): void => ring();

  return {
    get view() {
      return view;
    },
    durable: wallet.durable,
    shared: link !== null,
    session,
    printed: () => wallet.slip()?.printed ?? null,
    draft: (poll) => {
      void drafts;
      const hash = view.event?.polls.find(({ id }) => id === poll)?.paperHash;
      return hash === undefined ? emptyDraft('') : readDraft(wallet.draft(poll), hash);
    },
    keepDraft: (poll, draft) => {
      wallet.keepDraft(poll, JSON.stringify(draft));
      drafts += 1;
    },
    dropDrafts: () => {
      for (const { id } of view.event?.polls ?? []) wallet.dropDraft(id);
      drafts += 1;
    },
    touched: () => Number(store.get(touchedKey)) || null,
    keepTouched: (at) => {
      if (view.begun && at - Number(store.get(touchedKey)) > TOUCHED_STEP_MS) store.set(touchedKey, String(at));
    },
    wake,
    start: () => {
      let failures = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let stopped = false;
      const go = async (): Promise<void> => {
        clearTimeout(timer);
        if (stopped) return;
        if (!document.hidden || view.pressing) {
          await session.round();
          failures = view.offline ? failures + 1 : 0;
        }
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(() => void go(), pause(view, failures, dice()));
      };
      ring = () => {
        failures = 0;
        void go();
      };
      const seen = (): void => {
        if (!document.hidden) ring();
      };
      const elsewhere = (change: StorageEvent): void => {
        if (change.key === deviceKey(event)) return passed();
        if (change.key !== null && !change.key.startsWith(walletPrefix(event))) return;
        drafts += 1;
        view = session.view();
      };
      document.addEventListener('visibilitychange', seen);
      window.addEventListener('online', ring);
      window.addEventListener('pageshow', seen);
      window.addEventListener('storage', elsewhere);
      ring();
      return () => {
        stopped = true;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', seen);
        window.removeEventListener('online', ring);
        window.removeEventListener('pageshow', seen);
        window.removeEventListener('storage', elsewhere);
      };
    },
  };
}

/** Some browsers forbid even looking at it. */
function ownStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** In [0, 1): so that a hall of phones doesn't ask in step. */
const dice = (): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) / 256;
