/**
 * The voter's papers on this phone: the slip, who it is to be let in as, and for each poll one right to vote on its way to one ballot.
 *
 * asked → held → handing → counted. A step is written down before the request that belongs to it goes out, so the same
 * request can be made again after anything. The ballot's secret key is forgotten once the server has counted it.
 */
import type { Refusal } from 'api/refusals';
import type { EventView } from 'api/views';
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { Store } from './store.ts';

export interface Slip {
  /** 26 characters without dashes. */
  readonly code: string;
  /** The keys' fingerprint from the slip's QR code; null when the code was typed. */
  readonly printed: string | null;
  /** Drawn by this phone, so nobody else knows it. */
  readonly own?: true;
}

/** Who somebody says to be, where people come in by name. Kept until they are in, so that nothing is typed twice. */
export interface Claim {
  /** From a personal link; '' when a name is typed. */
  readonly entry: string;
  readonly name: string;
  readonly unit: string;
  readonly code: string;
  /** Handed in: asked for again and again until the server has decided. */
  readonly sent: boolean;
  /** To be compared at the door; null while nobody was asked. */
  readonly number: number | null;
  /** Why it was not taken the last time. */
  readonly refused: Refusal['code'] | null;
}

/** Binary fields are base64url. */
interface Key {
  readonly group: GroupId;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly prefix: string;
}
export interface Asked extends Key {
  readonly step: 'asked';
  readonly blinded: string;
  /** r^-1 mod n: see `BlindState`. */
  readonly inverse: string;
}
export interface Held extends Key {
  readonly step: 'held';
  readonly signature: string;
}
export interface Handing {
  readonly step: 'handing';
  readonly held: Held;
  /** The JSON of the `CastBody`: these bytes and no others are sent, as often as it takes. */
  readonly ballot: string;
  /**
   * `closed`: the poll closed before an answer came; the sealed list will tell. `absent`: it told, and it isn't in.
   * `conflict`: another ballot was first.
   */
  readonly ended: 'closed' | 'absent' | 'conflict' | null;
}
export interface Counted {
  readonly step: 'counted';
  /** Null when the voter has wiped the marks, or where nothing is kept. */
  readonly ballot: string | null;
  /** Null when no answer came but the sealed list has the ballot. */
  readonly receipt: string | null;
  readonly checked: Check | null;
}
/** Where nothing is kept, of a ballot that came to nothing. */
export interface Gone {
  readonly step: 'gone';
  readonly ended: 'closed' | 'conflict';
}
export type Right = Asked | Held | Handing | Counted | Gone;

/** What the phone found in the sealed list. */
export type Check =
  | { readonly found: 'all'; readonly lines: number }
  | { readonly found: 'missing'; readonly lines: number; readonly absent: number }
  | { readonly found: 'record_wrong'; readonly what: 'signature' | 'key' | 'paper' | 'issuer' | 'tree' };

export interface Wallet {
  readonly durable: boolean;
  readonly slip: () => Slip | null;
  readonly keepSlip: (slip: Slip) => void;
  readonly dropSlip: () => void;
  readonly slipKey: string;
  /** The wall's code, until it has become a pass; the pass, until its owner is in. */
  readonly hall: () => string | null;
  readonly keepHall: (hall: string | null) => void;
  readonly pass: () => string | null;
  readonly keepPass: (pass: string | null) => void;
  readonly claim: () => Claim | null;
  readonly keepClaim: (claim: Claim | null) => void;
  readonly group: () => GroupId | null;
  readonly keepGroup: (group: GroupId) => void;
  /** The event key as first seen by this phone. */
  readonly eventKey: () => string | null;
  readonly keepEventKey: (key: string) => void;
  /** The meeting as last seen and believed: what is shown when the page is opened without a network. */
  readonly event: () => EventView | null;
  readonly keepEvent: (event: EventView) => void;
  readonly right: (poll: PollId) => Right | null;
  readonly keepRight: (poll: PollId, right: Right) => void;
  readonly rightKey: (poll: PollId) => string;
  readonly draft: (poll: PollId) => string | null;
  readonly keepDraft: (poll: PollId, draft: string) => void;
  readonly dropDraft: (poll: PollId) => void;
  /** Forgets a meeting in which nothing was obtained. False, and nothing done, when there is a right to vote. */
  readonly forget: () => boolean;
}

/** Everything of one meeting begins with this. */
export const walletPrefix = (event: EventId): string => `gonglun/${event}/`;

export function openWallet(store: Store, event: EventId): Wallet {
  const at = (name: string): string => walletPrefix(event) + name;
  const rightKey = (poll: PollId): string => at(`right/${poll}`);
  const keep = (name: string, value: string | null): void =>
    value === null ? store.remove(at(name)) : store.set(at(name), value);
  return {
    durable: store.durable,
    slip: () => parse<Slip>(store.get(at('slip'))),
    keepSlip: (slip) => store.set(at('slip'), JSON.stringify(slip)),
    dropSlip: () => store.remove(at('slip')),
    slipKey: at('slip'),
    hall: () => store.get(at('hall')),
    keepHall: (hall) => keep('hall', hall),
    pass: () => store.get(at('pass')),
    keepPass: (pass) => keep('pass', pass),
    claim: () => parse<Claim>(store.get(at('claim'))),
    keepClaim: (claim) => keep('claim', claim && JSON.stringify(claim)),
    group: () => store.get(at('group')) as GroupId | null,
    keepGroup: (group) => store.set(at('group'), group),
    eventKey: () => store.get(at('event-key')),
    keepEventKey: (key) => store.set(at('event-key'), key),
    event: () => parse<EventView>(store.get(at('event'))),
    keepEvent: (seen) => store.set(at('event'), JSON.stringify(seen)),
    right: (poll) => parseRight(store.get(rightKey(poll))),
    keepRight: (poll, right) => store.set(rightKey(poll), JSON.stringify(right)),
    rightKey,
    draft: (poll) => store.get(at(`draft/${poll}`)),
    keepDraft: (poll, draft) => store.set(at(`draft/${poll}`), draft),
    dropDraft: (poll) => store.remove(at(`draft/${poll}`)),
    forget: () => {
      const keys = store.keys(walletPrefix(event));
      const rights = keys.filter((key) => key.startsWith(at('right/'))).map((key) => parseRight(store.get(key)));
      if (rights.some((right) => right !== null && right.step !== 'asked')) return false;
      keys.forEach((key) => store.remove(key));
      return true;
    },
  };
}

export const parseRight = (text: string | null): Right | null => parse<Right>(text);

/** What we wrote ourselves. Anything else that is found there is as good as nothing. */
function parse<T>(text: string | null): T | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
