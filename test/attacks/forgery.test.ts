/**
 * Rights to vote and signatures that nobody gave: made up, put together from good ones, or good ones in another spelling.
 *
 * Each is sent over HTTP both before and after the good ballot. Before, it must spend nothing; after, it must be neither a
 * second ballot nor "the same again" under other bytes.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  blind,
  credentialMessage,
  finalize,
  fromBase64url,
  fromHex,
  prepare,
  readPublicKey,
  toBase64url,
  type CastBody,
  type PollId,
} from 'ballot-core';
import type { Credentials } from 'api';
import { countersOf } from '../../api/src/db/urn.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { admit, ballotOf, random, type Held } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  group,
  meeting,
  motionBallot,
  nth,
  sendTo,
  voter,
  type Meeting,
  type Voter,
} from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let hall: Meeting;
let poll: PollId;
let person: Voter;
let other: Voter;
let good: CastBody;
let nextSlip = 0;

const someone = () => voter(send, hall.event, nth(hall.slips.a, nextSlip++));
const inUrn = async () => (await countersOf(api.deps.sql, poll)).reduce((sum, { ballots }) => sum + ballots, 0);

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  hall = await meeting(api, [group('a', 60)], [draft('甲')]);
  poll = nth(hall.polls, 0);
  [person, other] = [await someone(), await someone()];
  good = motionBallot(person, 'agree');
});
afterAll(() => api.close());

const bytes = (text: string) => fromBase64url(text) ?? expect.fail(`not base64url: ${text}`);
const integer = (text: string) => BigInt(`0x${Buffer.from(bytes(text)).toString('hex')}`);
const encoded = (value: bigint, length: number) =>
  Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex').toString('base64url');
const modulus = () => {
  const key = readPublicKey(bytes(nth(nth(person.view.polls, 0).keys, 0).spki));
  return key.ok ? key.value.n : expect.fail('no key');
};
const power = (base: bigint, exponent: number, n: bigint) => {
  let result = 1n;
  for (let i = 0; i < exponent; i++) result = (result * base) % n;
  return result;
};

/** The same number in `text` with a spare bit set, which a lenient decoder drops. */
function loosened(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const spelled = `${text.slice(0, -1)}${alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1)}`;
  // What a lenient decoder makes of both is the same; ours would not be needed otherwise.
  expect(Buffer.from(spelled, 'base64url')).toEqual(Buffer.from(text, 'base64url'));
  return spelled;
}

const spellings = (text: string): readonly string[] => [
  loosened(text),
  `${text}=`,
  `${text}==`,
  ` ${text}`,
  `${text}\n`,
  text.replaceAll('-', '+').replaceAll('_', '/').replace(/^./, '+'),
  `${text.slice(0, 10)}\n${text.slice(10)}`,
  Buffer.from(text, 'base64url').toString('hex'),
];

function forgedCredentials(): readonly (readonly [string, CastBody['credential']])[] {
  const { prefix, signature } = good.credential;
  const theirs = nth(other.held, 0).credential;
  const n = modulus();
  const [s, t] = [integer(signature), integer(theirs.signature)];
  const numbers: readonly (readonly [string, bigint])[] = [
    ['zero', 0n],
    ['one', 1n],
    ['n', n],
    ['n - 1', n - 1n],
    ['n + 1', n + 1n],
    ['the largest number of its length', 2n ** 2048n - 1n],
    ['the negative of the signature', n - s],
    ['the signature plus one', s + 1n],
    ['the signature with one bit less', s ^ 1n],
    ['its square', power(s, 2, n)],
    ['its cube: another exponent', power(s, 3, n)],
    ['what it is the signature of', power(s, 65537, n)],
    ['the product of two good ones', (s * t) % n],
  ];
  return [
    ...numbers.map(([name, value]) => [name, { prefix, signature: encoded(value, 256) }] as const),
    ['the signature plus n, in 257 bytes', { prefix, signature: encoded(s + n, 257) }],
    ['the signature with a zero in front', { prefix, signature: encoded(s, 257) }],
    ['the signature cut short', { prefix, signature: signature.slice(0, -4) }],
    ['another prefix', { prefix: toBase64url(random(32)), signature }],
    ['no prefix', { prefix: '', signature }],
    ["another voter's prefix", { prefix: theirs.prefix, signature }],
    ["another voter's signature", { prefix, signature: theirs.signature }],
    ["another voter's credential", theirs],
    ['prefix and signature exchanged', { prefix: signature, signature: prefix }],
    ...spellings(signature).map(
      (text) => [`the signature spelled ${text.length}`, { prefix, signature: text }] as const,
    ),
    ...spellings(prefix).map((text) => [`the prefix spelled ${text.length}`, { prefix: text, signature }] as const),
  ];
}

/** The order of the base point (RFC 8032). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const littleEndian = (value: bigint) => Buffer.from(encoded(value, 32), 'base64url').reverse();

function forgedSignatures(): readonly (readonly [string, string])[] {
  const signature = Buffer.from(good.signature, 'base64url');
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const scalar = BigInt(`0x${Buffer.from(s).reverse().toString('hex')}`);
  const negated = Buffer.from(r);
  negated[31] = (negated[31] ?? 0) ^ 0x80;
  const unreduced = littleEndian(2n ** 255n - 19n + 1n); // y = 1 as p + 1
  const put = (...parts: readonly Buffer[]) => Buffer.concat(parts).toString('base64url');
  return [
    ['S + L', put(r, littleEndian(scalar + L))],
    ['S + 2L', put(r, littleEndian(scalar + 2n * L))],
    ['S negated', put(r, littleEndian(L - scalar))],
    ['R negated', put(negated, s)],
    ['R not reduced', put(unreduced, s)],
    ['R of small order', put(littleEndian(1n), s)],
    ['the identity, signing with nothing', put(littleEndian(1n), littleEndian(0n))],
    ['all ones', put(Buffer.alloc(64, 255))],
    ["another voter's signature", motionBallot(other, 'agree').signature],
    ...spellings(good.signature).map((text) => [`spelled ${text.length}`, text] as const),
  ];
}

/** Sends all of them; the codes with which they were refused. */
async function refusals(bodies: readonly (readonly [string, unknown])[]): Promise<void> {
  for (const [name, body] of bodies) {
    const answer = await castTo(send, poll, body);
    expect([400, 403, 409], `${name}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    expect(codeOf(answer), name).toMatch(/^(credential_invalid|signature_invalid|ballot_malformed|nonces_malformed)$/);
    expect(JSON.stringify(answer.body), name).not.toContain('receipt');
  }
}

const everyForgery = (): readonly (readonly [string, unknown])[] => [
  ...forgedCredentials().map(([name, credential]) => [name, { ...good, credential }] as const),
  ...forgedSignatures().map(([name, signature]) => [`ballot signature: ${name}`, { ...good, signature }] as const),
  ...spellings(good.publicKey).map((publicKey) => ['key in another spelling', { ...good, publicKey }] as const),
  ...spellings(good.nonces).map((nonces) => ['nonces in another spelling', { ...good, nonces }] as const),
];

describe('a forged or malleated right to vote, and a malleated signature', () => {
  test('spend nothing, and make no second ballot of the one that is in', async () => {
    const before = await inUrn();
    await refusals(everyForgery());
    expect(await inUrn()).toBe(before);
    const first = await castTo(send, poll, good);
    expect(first.status).toBe(201);
    await refusals(everyForgery());
    expect(await inUrn()).toBe(before + 1);
    expect(await castTo(send, poll, good)).toEqual({ status: 200, body: first.body });
  });

  test('signature + n is refused too where it still fits into 256 bytes', async () => {
    const n = modulus();
    for (let tries = 0; tries < 40; tries++) {
      const held = nth((await someone()).held, 0);
      const raised = integer(held.credential.signature) + n;
      // How often it fits is a property of the key: of some, never.
      if (raised >= 2n ** 2048n) continue;
      const credential = { ...held.credential, signature: encoded(raised, 256) };
      const ballot = ballotOf(nth(person.view.polls, 0), { ...held, credential }, { choices: ANSWERS, writeIns: [] });
      expect(codeOf(await castTo(send, poll, ballot))).toBe('credential_invalid');
      return;
    }
  });
});

const ANSWERS = { m1: 'agree', m2: 'agree' };

describe('a right to vote for a key that anybody can sign with', () => {
  const strange: readonly (readonly [string, string])[] = [
    ['of order 1', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['of order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['of order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['of order 4, negative', '0000000000000000000000000000000000000000000000000000000000000080'],
    ['of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['of order 8, the other', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['of order 8, negative', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
    ['of order 1, not reduced', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['of order 4, not reduced', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['of order 1 with a sign', '0100000000000000000000000000000000000000000000000000000000000080'],
    ['that is no point', '0200000000000000000000000000000000000000000000000000000000000000'],
  ];

  test.each(strange)('%s casts nothing, though the server has signed for it blind', async (_name, hex) => {
    const key = fromHex(hex) ?? expect.fail('not hex');
    const held = await issuedFor(key);
    const before = await inUrn();
    const unsigned = ballotOf(nth(person.view.polls, 0), held, { choices: ANSWERS, writeIns: [] });
    const publicKey = toBase64url(key);
    for (const signature of universal()) {
      const answer = await castTo(send, poll, { ...unsigned, publicKey, signature });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'signature_invalid']);
    }
    expect(await inUrn()).toBe(before);
  });

  /** Signatures that hold for a share of all messages under some key of small order. */
  const universal = (): readonly string[] =>
    [1n, 0n, 2n ** 255n - 20n].map((y) => Buffer.concat([littleEndian(y), littleEndian(0n)]).toString('base64url'));

  /** A right to vote for a key of the voter's choosing. */
  async function issuedFor(key: Uint8Array): Promise<Held> {
    const slip = nth(hall.slips.a, nextSlip++);
    const { group: of } = await admit(send, hall.event, slip);
    const spki = bytes(nth(nth(person.view.polls, 0).keys, 0).spki);
    const prepared = prepare(credentialMessage(poll, key), random);
    const { blindedMessage, state } = blind(spki, prepared, { random });
    const requests = [{ poll, blinded: toBase64url(blindedMessage) }];
    const answer = await send('POST', `/api/events/${hall.event}/credentials`, { slip, requests });
    const signed = nth((answer.body as Credentials).signatures, 0).signature;
    const signature = toBase64url(finalize(spki, prepared, bytes(signed), state));
    const credential = { prefix: toBase64url(prepared.subarray(0, 32)), signature };
    const secretKey = random(32);
    return { poll, group: of, key: { publicKey: key, secretKey }, credential };
  }
});
