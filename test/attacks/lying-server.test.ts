/**
 * A server that lies to one phone: the phone's own code (`web/…/voting`) against the real server, with a liar in between.
 *
 * Key tagging is the lie that matters: a voter whose right is signed with a key of his own could be told from all others
 * by his credential. Nothing on the wire shows it but the key itself, so the phone compares that with the printed slip
 * before it asks for anything, and with the sealed record afterwards.
 */
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import {
  credentialMessage,
  fromBase64url,
  keysFingerprint,
  ok,
  prepare,
  toBase64url,
  type CastBody,
  type PollId,
} from 'ballot-core';
import type { Credentials, CredentialsBody, EventView, PollView } from 'api';
import { keysOf } from '../../api/src/db/keys.ts';
import { blindSign } from '../../api/src/issuer.ts';
import { openIssuerKey } from '../../api/src/keyring.ts';
import type { Network } from '../../web/src/routes/(voter)/voting/session.ts';
import { fingerprintOf } from '../../web/src/routes/(voter)/voting/trust.ts';
import { eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { draft, group, meeting, nth, sendTo, type Meeting } from '../urn/meeting.ts';
import { ANSWERS, between, phoneAt, standings, votes } from './between.ts';

const api = await startApi(await freshDatabase());
afterAll(() => api.close());
const send = sendTo(api.url);
const { honest, forgedReceipt, sealAll } = between(api);

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
    expect(standings(phone)).toEqual([{ at: 'preparing', fault: 'signature', asked: true }]);
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
    expect(standings(phone)).toEqual([{ at: 'preparing', fault: 'signature', asked: false }]);
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
