/**
 * A server that lies to one phone about what is voted on, what was counted and what was sealed: another paper, a ballot
 * that is swallowed, a record or a list of its own. The phone finds each by itself, most of them only after the seal.
 */
import { afterAll, describe, expect, test } from 'vitest';
import {
  definitionHash,
  fromBase64url,
  judgeReceipt,
  ok,
  type Bundle,
  type CastBody,
  type Definition,
} from 'ballot-core';
import type { EventView, SealedView } from 'api';
import type { Network } from '../../web/src/routes/(voter)/voting/session.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { draft, group, meeting, nth, sendTo } from '../urn/meeting.ts';
import { between, phoneAt, standings, votes } from './between.ts';

const api = await startApi(await freshDatabase());
afterAll(() => api.close());
const send = sendTo(api.url);
const { honest, forgedReceipt, sealAll } = between(api);

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
