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
  readSlip,
  shred,
  slipCode,
  slipHash,
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
import type { EventView, PollView, SealedView, SignInBody } from 'api/views';
import type { Network } from './session.ts';

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export const EVENT = 'event' as EventId;
export const POLL = 'poll' as PollId;
export const SECOND = 'second' as PollId;
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

const definitionOf = (paper: Paper, poll: PollId, receipts: boolean): Definition => ({
  format: 'gonglun-poll/1',
  event: EVENT,
  poll,
  title: 'Assessment',
  paper,
  groups: [{ id: GROUP, name: 'All', due: 10 }],
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  ...(receipts ? {} : { receipts: 'off' }),
});

/** What of a record a phone looks at. */
type Seen = Pick<SealedView['record'], 'definition' | 'paperHash' | 'keys' | 'openings'>;

/** What a shared device holds up instead of the wall's code, and the number at the door. */
export const DEVICE = 'device';
export const NUMBER = 417;

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly code: string;
  slip: string | null;
  waits: string | null;
  decided: boolean | null;
}

export const entry = (id: string, name: string, unit: string, code: string): Entry => ({
  id,
  name,
  unit,
  code,
  slip: null,
  waits: null,
  decided: null,
});

export interface Hall {
  readonly network: Network;
  readonly slip: string;
  readonly printed: string;
  readonly key: { readonly group: GroupId; readonly spki: string };
  /** Bodies of the requests that arrived, by verb. */
  readonly asked: { admit: number; issue: string[]; cast: string[]; pass: number; signIn: string[] };
  readonly ballots: Map<string, string>;
  signIn: 'open' | 'closed';
  poll: PollView['state'];
  /** Null while there is only one poll. */
  second: PollView['state'] | null;
  admission: 'slips' | 'roster';
  /** 名册, with who has signed in with which slip, and who waits under which number. */
  readonly entries: Entry[];
  /** What the wall shows now. */
  wall: string;
  /** Passes are no good any more. */
  late: boolean;
  /** `to`: requests are lost. `back`: they arrive, the answers are lost. */
  lost: 'to' | 'back' | null;
  /** Signs with a key other than the published one. */
  signsWrong: boolean;
  /** Leaves this ballot's lines out of the sealed list. */
  dropped: string | null;
}

export function openHall(paper: Paper = GRADES, receipts = true): Hall {
  const definition = definitionOf(paper, POLL, receipts);
  const other = definitionOf(paper, SECOND, receipts);
  const issued = new Map<string, { blinded: string; signature: string }>();
  const spki = toBase64url(rsa.publicKey.export({ format: 'der', type: 'spki' }));
  const key = { group: GROUP, spki };
  const hall: Hall = {
    network: {} as Network,
    slip: slipCode(newSlip(random).secret),
    printed: keysFingerprint([{ poll: POLL, ...key }]),
    key,
    asked: { admit: 0, issue: [], cast: [], pass: 0, signIn: [] },
    ballots: new Map(),
    signIn: 'open',
    poll: 'frozen',
    second: null,
    admission: 'slips',
    entries: [],
    wall: 'wall',
    late: false,
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
    admission: hall.admission,
    rehearsal: false,
    eventKey,
    polls: [
      { id: POLL, state: hall.poll, definition, paperHash: definitionHash(definition), keys: [key] },
      ...(hall.second === null
        ? []
        : [{ id: SECOND, state: hall.second, definition: other, paperHash: definitionHash(other), keys: [key] }]),
    ],
  });
  const stateOf = (poll: PollId): PollView['state'] | null => (poll === POLL ? hall.poll : hall.second);
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
      pass: over((wall: string, slip: string) => {
        hall.asked.pass += 1;
        if (wall !== hall.wall && wall !== DEVICE) return no({ code: 'hall_code_invalid' as const });
        return ok({ pass: `pass for ${slip}` });
      }),
      signIn: over((body: SignInBody) => {
        hall.asked.signIn.push(JSON.stringify(body));
        return signIn(hall, body);
      }),
      issue: over(({ slip, requests }: Parameters<Network['issue']>[0]) => {
        hall.asked.issue.push(JSON.stringify(requests));
        const known = hall.admission === 'slips' || hall.entries.some((one) => one.slip === slip);
        if (!known) return no({ code: 'unknown_slip' as const });
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
        if (before === undefined && stateOf(poll) !== 'open') {
          return no({ code: stateOf(poll) === 'frozen' ? ('poll_not_open' as const) : ('poll_closed' as const) });
        }
        hall.ballots.set(body.publicKey, text);
        const receipt = receipts ? jws({ poll, key: body.publicKey, ballot: ballotHash(poll, body) }) : null;
        return ok({ receipt });
      }),
      record: over(() => ok(sealed().view)),
      openings: over(() => ok({ openings: sealed().openings, credentials: [] })),
    } satisfies Network,
  });
}

/** As the server does: who is in or waits is answered without a pass. */
function signIn({ entries, late }: Hall, { slip, pass, entry: id, name, unit, code }: SignInBody) {
  if (entries.some((one) => one.slip === slip)) return ok({ group: GROUP });
  const waits = entries.find((one) => one.waits === slip);
  if (waits !== undefined && code === undefined) {
    if (waits.decided === null) return ok({ waiting: NUMBER });
    waits.waits = null;
    if (waits.decided) waits.slip = slip;
    return waits.decided ? ok({ group: GROUP }) : no({ code: 'door_refused' as const });
  }
  const secret = readSlip(slip);
  const hash = secret.ok ? toHex(slipHash(secret.value)) : '';
  if (late || pass !== `pass for ${hash}`) return no({ code: 'hall_code_invalid' as const });
  const fit = entries.filter((one) => (id === undefined ? one.name === name : one.id === id));
  const people = fit.filter((one) => unit === undefined || one.unit === unit);
  if (code === undefined) {
    const [one] = people;
    if (one === undefined) return no({ code: 'unknown_entry' as const });
    if (people.length > 1) return no({ code: 'name_ambiguous' as const });
    one.waits = slip;
    return ok({ waiting: NUMBER });
  }
  const one = people.find((person) => person.code === code);
  if (one === undefined) return no({ code: 'unknown_entry' as const });
  one.slip = slip;
  return ok({ group: GROUP });
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
