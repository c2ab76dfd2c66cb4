/**
 * A server that lies to one phone: the phone's own code (`web/…/voting`) against the real server, with a liar in between.
 *
 * Key tagging is the lie that matters: a voter whose right is signed with a key of his own could be told from all others
 * by his credential. Nothing on the wire shows it but the key itself, so the phone compares that with the printed slip
 * before it asks for anything, and with the sealed record afterwards.
 */
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ballotHash,
  canonicalize,
  credentialMessage,
  definitionHash,
  fromBase64url,
  judgeReceipt,
  keysFingerprint,
  no,
  ok,
  prepare,
  toBase64url,
  type Bundle,
  type CastBody,
  type Definition,
  type PollId,
} from 'ballot-core';
import type { Credentials, CredentialsBody, EventView, PollView, SealedView } from 'api';
import { keysOf } from '../../api/src/db/keys.ts';
import { findEvent } from '../../api/src/db/events.ts';
import { blindSign } from '../../api/src/issuer.ts';
import { openEventKey, openIssuerKey } from '../../api/src/keyring.ts';
import type { Running } from '../../api/src/serve.ts';
import { signText } from '../../api/src/urn/receipt.ts';
import { createSession, type Network, type Session } from '../../web/src/routes/(voter)/voting/session.ts';
import { openStore } from '../../web/src/routes/(voter)/voting/store.ts';
import { fingerprintOf } from '../../web/src/routes/(voter)/voting/trust.ts';
import { openWallet, type Wallet } from '../../web/src/routes/(voter)/voting/wallet.ts';
import type { Send } from '../load/http.ts';
import { eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { draft, group, meeting, must, nth, sendTo, type Meeting } from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterAll(() => api.close());

const ANSWERS = { choices: { m1: 'agree', m2: 'agree' }, writeIns: [] };

/** The phone's network, as it is when nobody lies; `asked` counts what the phone has given away. */
function honest({ event }: Meeting): { readonly network: Network; readonly asked: string[] } {
  const asked: string[] = [];
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: unknown) => {
    if (method === 'POST') asked.push(path);
    const answer = await send(method, path, body);
    return answer.status < 300 ? ok(answer.body as T) : no(answer.body as { readonly code: 'busy' });
  };
  const network: Network = {
    event: () => call('GET', `/api/events/${event}`),
    admit: (slip) => call('POST', `/api/events/${event}/admissions`, { slip }),
    issue: (body) => call('POST', `/api/events/${event}/credentials`, body),
    cast: (poll, ballot) => call('POST', `/api/polls/${poll}/ballots`, ballot),
    record: (poll) => call('GET', `/api/polls/${poll}/record`),
    openings: (poll) => call('GET', `/api/polls/${poll}/openings`),
  };
  return { network, asked };
}

interface Phone {
  readonly session: Session;
  readonly wallet: Wallet;
}

/** A phone in front of `network`, with a slip whose fingerprint was scanned (or typed: null). */
function phoneAt({ event, slips }: Meeting, network: Network, printed: string | null, slip = 0): Phone {
  const store = openStore(null);
  const wallet = openWallet(store, event);
  const wait = () => Promise.resolve();
  const session = createSession({ store, wallet, network, random, wait, changed: () => undefined });
  expect(session.giveSlip(nth(slips.a, slip), printed)).toBe(true);
  return { session, wallet };
}

const standings = ({ session }: Phone) => session.view().polls.map(({ standing }) => standing);

/** As the desk prints it on the slips. */
const fingerprint = (polls: readonly PollView[]) =>
  keysFingerprint(polls.flatMap(({ id, keys }) => keys.map(({ group: of, spki }) => ({ poll: id, group: of, spki }))));

const tag = generateKeyPairSync('rsa', { modulusLength: 2048 });
const tagSpki = tag.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');

/** Shows this phone, for these polls, a key of its own. */
const withKey = (view: EventView, polls: readonly PollId[], spki = tagSpki): EventView => ({
  ...view,
  polls: view.polls.map((poll) => ({
    ...poll,
    keys: polls.includes(poll.id) ? poll.keys.map((key) => ({ ...key, spki })) : poll.keys,
  })),
});

const ONE = Buffer.concat([Buffer.alloc(255), Buffer.of(1)]).toString('base64url');

/** Every lie at once for these polls: shows the tag, signs with it, and puts the ballot in the urn under a right of the real key. */
function tagging(hall: Meeting, tagged: readonly PollId[], { network } = honest(hall)): Network {
  return {
    ...network,
    event: async () => {
      const answer = await network.event();
      return answer.ok ? ok(withKey(answer.value, tagged)) : answer;
    },
    issue: async (body) => {
      // The roll must count the voter, so something is asked for; what the voter blinded may not fit the real modulus.
      const own = (poll: PollId, blinded: string) => (tagged.includes(poll) ? ONE : blinded);
      const requests = body.requests.map(({ poll, blinded }) => ({ poll, blinded: own(poll, blinded) }));
      const answer = await network.issue({ ...body, requests });
      return answer.ok ? ok(signedWithTag(answer.value, body, tagged)) : answer;
    },
    cast: async (poll, ballot) => {
      const body = JSON.parse(ballot) as CastBody;
      const put = await network.cast(
        poll,
        JSON.stringify(tagged.includes(poll) ? await recertified(poll, body) : body),
      );
      return put.ok ? ok({ receipt: await forgedReceipt(hall, poll, body) }) : put;
    },
  };
}

function signedWithTag(
  { group: of, signatures }: Credentials,
  { requests }: CredentialsBody,
  tagged: readonly PollId[],
) {
  return {
    group: of,
    signatures: signatures.map(({ poll, signature }) => {
      const asked = requests.find((request) => request.poll === poll)?.blinded ?? '';
      const own = blindSign(tag.privateKey, Buffer.from(asked, 'base64url'));
      return { poll, signature: tagged.includes(poll) ? Buffer.from(own ?? []).toString('base64url') : signature };
    }),
  };
}

/** The voter's own key under a right that the operator makes for it: the urn can't tell. */
async function recertified(poll: PollId, body: CastBody): Promise<CastBody> {
  const { group: of, sealedPrivateKey } = nth(await keysOf(api.deps.db, poll), 0);
  const key = openIssuerKey(api.deps.vault, poll, of, sealedPrivateKey);
  const prepared = prepare(credentialMessage(poll, fromBase64url(body.publicKey) ?? new Uint8Array()), random);
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const signature = toBase64url(sign('sha384', prepared, pss));
  return { ...body, credential: { prefix: toBase64url(prepared.subarray(0, 32)), signature } };
}

/** The operator has the event key too, so a receipt for what the phone sent is no trouble. */
async function forgedReceipt({ event }: Meeting, poll: PollId, body: CastBody): Promise<string> {
  const row = await findEvent(api.deps.db, event);
  if (row === null) throw new Error('no event');
  const key = openEventKey(api.deps.vault, event, row.sealedPrivateKey);
  return signText(key, canonicalize({ ballot: ballotHash(poll, body), key: body.publicKey, poll }));
}

async function sealAll(hall: Meeting): Promise<void> {
  for (const poll of hall.polls) {
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
  }
}

/** Signs in, is issued, votes in every poll. */
async function votes({ session }: Phone): Promise<void> {
  await session.round();
  for (const { poll } of session.view().polls) await session.handIn(poll.id, ANSWERS);
}

describe('a key made for one voter', () => {
  test('is noticed by a scanned slip before anything is asked for', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { polls } = await eventView(send, hall.event);
    const line = honest(hall);
    const phone = phoneAt(hall, tagging(hall, hall.polls, line), fingerprint(polls));
    await votes(phone);
    expect(phone.session.view().entry).toEqual({ at: 'stopped', why: 'keys' });
    expect(line.asked).toEqual([]);
    expect(phone.wallet.right(nth(hall.polls, 0))).toBeNull();
  });

  test('that comes only after an honest beginning is noticed too', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network } = honest(hall);
    let lies = false;
    const liar = tagging(hall, hall.polls);
    const turning = { ...network, event: () => (lies ? liar.event() : network.event()) };
    const phone = phoneAt(hall, turning, fingerprint((await eventView(send, hall.event)).polls));
    await phone.session.round();
    expect(standings(phone)).toMatchObject([{ at: 'open' }]);
    lies = true;
    await phone.session.round();
    expect(phone.session.view().entry).toEqual({ at: 'stopped', why: 'keys' });
  });

  test('is seen by whoever typed the slip and compares the fingerprint, as the page asks', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const view = await eventView(send, hall.event);
    const shown = fingerprintOf(withKey(view, hall.polls)).replaceAll(' ', '');
    expect(shown).toHaveLength(16);
    expect(shown).not.toBe(fingerprint(view.polls));
    expect(fingerprintOf(view).replaceAll(' ', '')).toBe(fingerprint(view.polls));
  });

  test.each([
    ['whose slip was typed and not compared', null],
    ['for a poll that came after the slips were printed', 1],
  ])('%s is noticed after the seal, whatever else the server forges', async (_name, printedPolls) => {
    const hall = await meeting(api, [group('a', 9)], [draft('甲'), draft('乙')]);
    const { polls } = await eventView(send, hall.event);
    const tagged = nth(hall.polls, 1);
    const printed = printedPolls === null ? null : fingerprint(polls.slice(0, printedPolls));
    const victim = phoneAt(hall, tagging(hall, [tagged]), printed);
    const other = phoneAt(hall, honest(hall).network, printed, 1);
    await votes(victim);
    await votes(other);
    // Up to here it can't know.
    expect(standings(victim)).toMatchObject([
      { at: 'counted', genuine: true },
      { at: 'counted', genuine: true },
    ]);
    await sealAll(hall);
    await victim.session.round();
    await other.session.round();
    expect(standings(victim)).toMatchObject([
      { at: 'checked', check: { found: 'all' } },
      { at: 'checked', check: { found: 'record_wrong', what: 'issuer' } },
    ]);
    expect(standings(other).map((one) => (one.at === 'checked' ? one.check.found : one.at))).toEqual(['all', 'all']);
  });

  test('that is shown right but signs with the tag never makes a phone ready', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network } = honest(hall);
    const liar = { ...tagging(hall, hall.polls), event: network.event };
    const phone = phoneAt(hall, liar, null);
    await phone.session.round();
    expect(standings(phone)).toEqual([{ at: 'preparing', fault: 'signature' }]);
    await phone.session.handIn(nth(hall.polls, 0), ANSWERS);
    expect(phone.wallet.right(nth(hall.polls, 0))?.step).toBe('asked');
  });

  test.each([
    ['with another exponent', generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 })],
    ['that is too short', generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['of another kind', generateKeyPairSync('ed25519')],
  ])('%s is not used at all', async (_name, { publicKey }) => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network, asked } = honest(hall);
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    const event: Network['event'] = async () => {
      const answer = await network.event();
      return answer.ok ? ok(withKey(answer.value, hall.polls, spki)) : answer;
    };
    const phone = phoneAt(hall, { ...network, event }, null);
    await phone.session.round();
    expect(standings(phone)).toEqual([{ at: 'preparing', fault: 'signature' }]);
    expect(asked.filter((path) => path.endsWith('/credentials'))).toEqual([]);
  });
});

describe('a group made for one voter', () => {
  test('is named on the phone, where the slip has another name printed; one group for all needs no name', async () => {
    const hall = await meeting(api, [group('a', 7), group('b', 7)], [draft('甲')]);
    const { network } = honest(hall);
    const admit: Network['admit'] = async (slip) => {
      const answer = await network.admit(slip);
      return answer.ok ? ok({ group: group('b', 0).id }) : answer;
    };
    const victim = phoneAt(hall, { ...network, admit }, null);
    const other = phoneAt(hall, network, null, 1);
    for (const { session } of [victim, other]) await session.round();
    expect([victim, other].map(({ session }) => session.view().group)).toEqual(['组 b', '组 a']);

    const plain = await meeting(api, [group('a', 7)], [draft('甲')]);
    const phone = phoneAt(plain, honest(plain).network, null);
    await phone.session.round();
    expect(phone.session.view()).toMatchObject({ entry: { at: 'in' }, group: null });
  });
});

describe('another paper shown to one voter', () => {
  const other = (view: EventView, rehashed: boolean): EventView => ({
    ...view,
    polls: view.polls.map((poll) => {
      const text = JSON.stringify(poll.definition).replace('张三', '王五');
      const definition = JSON.parse(text) as Definition;
      return { ...poll, definition, paperHash: rehashed ? definitionHash(definition) : poll.paperHash };
    }),
  });
  const showing = (network: Network, rehashed: boolean): Network['event'] => {
    return async () => {
      const answer = await network.event();
      return answer.ok ? ok(other(answer.value, rehashed)) : answer;
    };
  };

  test('under the hash on the wall is noticed before anything is asked for', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network, asked } = honest(hall);
    const phone = phoneAt(hall, { ...network, event: showing(network, false) }, null);
    await phone.session.round();
    expect(phone.session.view().entry).toEqual({ at: 'stopped', why: 'paper' });
    expect(asked).toEqual([]);
  });

  test('under its own hash gets nothing into the urn, and is noticed after the seal', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network } = honest(hall);
    const refused: unknown[] = [];
    const cast: Network['cast'] = async (poll, ballot) => {
      // The real urn refuses it, so all that is left to the liar is to say that it was taken.
      refused.push(await network.cast(poll, ballot));
      return ok({ receipt: await forgedReceipt(hall, poll, JSON.parse(ballot) as CastBody) });
    };
    const phone = phoneAt(hall, { ...network, event: showing(network, true), cast }, null);
    await votes(phone);
    expect(refused).toMatchObject([{ ok: false, error: { code: 'wrong_paper' } }]);
    await sealAll(hall);
    await phone.session.round();
    expect(standings(phone)).toMatchObject([{ at: 'checked', check: { found: 'record_wrong', what: 'paper' } }]);
  });
});

describe('a ballot that is swallowed', () => {
  test('with a receipt of any other key is not believed', async () => {
    const hall = await meeting(api, [group('a', 7), group('b', 7)], [draft('甲')]);
    const elsewhere = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network } = honest(hall);
    const cast: Network['cast'] = async (poll, ballot) =>
      ok({ receipt: await forgedReceipt(elsewhere, poll, JSON.parse(ballot) as CastBody) });
    const phone = phoneAt(hall, { ...network, cast }, null);
    await votes(phone);
    expect(standings(phone)).toMatchObject([{ at: 'counted', genuine: false }]);
  });

  test('with a good receipt is missed after the seal, and the receipt convicts', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const { network } = honest(hall);
    const cast: Network['cast'] = async (poll, ballot) =>
      ok({ receipt: await forgedReceipt(hall, poll, JSON.parse(ballot) as CastBody) });
    const phone = phoneAt(hall, { ...network, cast }, null);
    await votes(phone);
    await sealAll(hall);
    await phone.session.round();
    expect(standings(phone)).toMatchObject([{ at: 'checked', check: { found: 'missing', lines: 2, absent: 2 } }]);
    const right = phone.wallet.right(nth(hall.polls, 0));
    const receipt = right?.step === 'counted' ? (right.receipt ?? '') : '';
    const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
    const eventKey = fromBase64url(bundle.eventKey) ?? new Uint8Array();
    expect(judgeReceipt(receipt, eventKey, bundle)).toEqual({ verdict: 'dropped' });
  });
});

describe('a sealed record made for one voter', () => {
  test('or a list that is not the signed one, is not taken for the answer', async () => {
    const hall = await meeting(api, [group('a', 9)], [draft('甲')]);
    const { network } = honest(hall);
    const lies: readonly (readonly [string, Partial<Network>])[] = [
      [
        'signature',
        { record: changed((view) => ({ ...view, record: { ...view.record, openedAt: '2020-01-01T00:00:00Z' } })) },
      ],
      [
        'key',
        {
          record: changed((view) => ({
            ...view,
            eventKey: view.eventKey.replace(/^./, (first) => (first === 'z' ? 'y' : 'z')),
          })),
        },
      ],
      [
        'tree',
        {
          openings: async (of) => {
            const answer = await network.openings(of);
            return answer.ok ? ok({ ...answer.value, openings: answer.value.openings.slice(1) }) : answer;
          },
        },
      ],
    ];
    const phones = lies.map(([, lie], i) => phoneAt(hall, { ...network, ...lie }, null, i));
    for (const phone of phones) await votes(phone);
    await sealAll(hall);
    for (const [i, phone] of phones.entries()) {
      await phone.session.round();
      const what = nth(lies, i)[0];
      expect(standings(phone)).toMatchObject([{ at: 'checked', check: { found: 'record_wrong', what } }]);
    }

    function changed(lie: (view: SealedView) => SealedView): Network['record'] {
      return async (of) => {
        const answer = await network.record(of);
        return answer.ok ? ok(lie(answer.value)) : answer;
      };
    }
  });
});
