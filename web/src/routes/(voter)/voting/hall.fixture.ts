/**
 * A hall for tests: a server in memory that signs blind with real keys, counts by the ballot's own key, and seals.
 *
 * Its network can lose requests on the way and answers on the way back, which is what halls do.
 */
import { constants, createPrivateKey, generateKeyPairSync, privateEncrypt, randomBytes, sign } from 'node:crypto';
import {
  ballotHash,
  canonicalize,
  definitionHash,
  fromBase64url,
  keysFingerprint,
  merkleRoot,
  newSlip,
  no,
  ok,
  shred,
  slipCode,
  toBase64url,
  toHex,
  utf8,
  type CastBody,
  type Definition,
  type EventId,
  type GroupId,
  type Paper,
  type PollId,
} from 'ballot-core';
import type { EventView, PollView, SealedView } from 'api/views';
import type { Network } from './session.ts';

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export const EVENT = 'event' as EventId;
export const POLL = 'poll' as PollId;
const GROUP = 'all' as GroupId;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangerRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const eventKeys = generateKeyPairSync('ed25519');
const eventKey = eventKeys.publicKey.export({ format: 'jwk' }).x ?? '';

const GRADES: Paper = {
  kind: 'grades',
  subjects: [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ],
  dimensions: [{ id: 'all', name: 'All' }],
  scale: [
    { id: 'good', name: 'Good', counted: true },
    { id: 'poor', name: 'Poor', counted: true },
  ],
  blank: 'allow',
};

const definitionOf = (paper: Paper): Definition => ({
  format: 'gonglun-poll/1',
  event: EVENT,
  poll: POLL,
  title: 'Assessment',
  paper,
  groups: [{ id: GROUP, name: 'All', due: 10 }],
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
});

/** What of a record a phone looks at. */
type Seen = Pick<SealedView['record'], 'definition' | 'paperHash' | 'keys' | 'openings'>;

export interface Hall {
  readonly network: Network;
  readonly slip: string;
  readonly printed: string;
  readonly key: { readonly group: GroupId; readonly spki: string };
  /** Bodies of the requests that arrived, by verb. */
  readonly asked: { admit: number; issue: string[]; cast: string[] };
  readonly ballots: Map<string, string>;
  signIn: 'open' | 'closed';
  poll: PollView['state'];
  /** `to`: requests are lost. `back`: they arrive, the answers are lost. */
  lost: 'to' | 'back' | null;
  /** Signs with a key other than the published one. */
  signsWrong: boolean;
  /** Leaves this ballot's lines out of the sealed list. */
  dropped: string | null;
}

export function openHall(paper: Paper = GRADES): Hall {
  const definition = definitionOf(paper);
  const issued = new Map<string, { blinded: string; signature: string }>();
  const spki = toBase64url(rsa.publicKey.export({ format: 'der', type: 'spki' }));
  const key = { group: GROUP, spki };
  const hall: Hall = {
    network: {} as Network,
    slip: slipCode(newSlip(random).secret),
    printed: keysFingerprint([{ poll: POLL, ...key }]),
    key,
    asked: { admit: 0, issue: [], cast: [] },
    ballots: new Map(),
    signIn: 'open',
    poll: 'frozen',
    lost: null,
    signsWrong: false,
    dropped: null,
  };

  /** Wraps a verb in the hall's Wi-Fi. */
  const over = <A extends readonly unknown[], R>(verb: (...args: A) => R) => {
    return async (...args: A): Promise<R | ReturnType<typeof no<'offline'>>> => {
      if (hall.lost === 'to') return no('offline');
      const answer = verb(...args);
      return hall.lost === 'back' ? no('offline') : answer;
    };
  };

  const event = (): EventView => ({
    id: EVENT,
    title: 'Meeting',
    place: '',
    signIn: hall.signIn,
    eventKey,
    polls: [{ id: POLL, state: hall.poll, definition, paperHash: definitionHash(definition), keys: [key] }],
  });
  const sealed = (): { readonly view: SealedView; readonly openings: ReturnType<typeof shred>['openings'] } => {
    const bodies = [...hall.ballots.values()].filter((text) => text !== hall.dropped);
    const shreds = shred(
      definition,
      bodies.map((text) => JSON.parse(text) as CastBody),
    );
    const openings = { size: shreds.openings.length, root: toHex(merkleRoot(shreds.openingLeaves)) };
    const record: Seen = { definition, paperHash: definitionHash(definition), keys: [key], openings };
    return {
      view: { record: record as SealedView['record'], signature: jws(record), eventKey },
      openings: shreds.openings,
    };
  };

  return Object.assign(hall, {
    network: {
      event: over(() => ok(event())),
      admit: over((slip: string) => {
        hall.asked.admit += 1;
        if (slip !== hall.slip) return no({ code: 'unknown_slip' as const });
        return hall.signIn === 'open' ? ok({ group: GROUP }) : no({ code: 'sign_in_closed' as const });
      }),
      issue: over(({ slip, requests }: Parameters<Network['issue']>[0]) => {
        hall.asked.issue.push(JSON.stringify(requests));
        const signatures = [];
        for (const { poll, blinded } of requests) {
          const before = issued.get(slip + poll);
          if (before !== undefined && before.blinded !== blinded) return no({ code: 'slip_used' as const });
          const signature = before?.signature ?? signBlind(blinded, hall.signsWrong);
          issued.set(slip + poll, { blinded, signature });
          signatures.push({ poll, signature });
        }
        return ok({ group: GROUP, signatures });
      }),
      cast: over((poll: PollId, text: string) => {
        hall.asked.cast.push(text);
        const body = JSON.parse(text) as CastBody;
        const before = hall.ballots.get(body.publicKey);
        if (before !== undefined && before !== text) return no({ code: 'ballot_conflict' as const });
        if (before === undefined && hall.poll !== 'open') {
          return no({ code: hall.poll === 'frozen' ? ('poll_not_open' as const) : ('poll_closed' as const) });
        }
        hall.ballots.set(body.publicKey, text);
        return ok({ receipt: jws({ poll, key: body.publicKey, ballot: ballotHash(poll, body) }) });
      }),
      record: over(() => ok(sealed().view)),
      openings: over(() => ok({ openings: sealed().openings, credentials: [] })),
    } satisfies Network,
  });
}

function signBlind(blinded: string, wrongly: boolean): string {
  const key = createPrivateKey((wrongly ? strangerRsa : rsa).privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const bytes = Buffer.from(fromBase64url(blinded) ?? new Uint8Array());
  if (wrongly) bytes[0] = 0;
  return toBase64url(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, bytes));
}

function jws(payload: unknown): string {
  const signed = `${toBase64url(utf8('{"alg":"EdDSA"}'))}.${toBase64url(utf8(canonicalize(payload)))}`;
  return `${signed}.${toBase64url(sign(null, Buffer.from(signed), eventKeys.privateKey))}`;
}
