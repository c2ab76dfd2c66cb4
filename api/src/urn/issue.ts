/**
 * Signing in and issuing (报到、发票): a slip is admitted once, and signed for once in each poll.
 *
 * The roll remembers the hash of each blinded message: the same message is signed again (the signature is
 * deterministic, so a lost answer costs nothing), another one never. Only the roll is touched here.
 */
import { createHash } from 'node:crypto';
import { fromBase64url, no, ok, readSlip, slipHash, type EventId, type GroupId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { admitSlip, findSlip, issueOnce, type Holder } from '../db/roll.ts';
import { statesOf } from '../db/states.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Hub } from '../live/hub.ts';
import type { Admission, Credentials, CredentialsBody } from '../views.ts';
import type { FindFrozen, Issuer } from './frozen.ts';
import type { Sign } from './signer.ts';

interface Wanted {
  readonly poll: CredentialsBody['requests'][number]['poll'];
  readonly blinded: Uint8Array;
  readonly issuer: Issuer;
}

export function createIssue({
  sql,
  frozen,
  sign,
  hub,
}: {
  readonly sql: postgres.Sql;
  readonly frozen: FindFrozen;
  readonly sign: Sign;
  readonly hub: Hub;
}) {
  /** By the slip's secret, while a request of it is being answered. */
  const turns = new Map<string, Promise<unknown>>();

  async function admit(event: EventId, slip: string): Promise<Result<Admission, Refusal>> {
    const found = await find(event, slip);
    return found.ok ? enter(event, found.value) : found;
  }

  /** One slip's requests are answered one after the other: whoever repeats one without end waits for himself only. */
  async function issue(event: EventId, body: CredentialsBody): Promise<Result<Credentials, Refusal>> {
    const secret = readSlip(body.slip);
    if (!secret.ok) return no({ code: 'unknown_slip' });
    const name = Buffer.from(secret.value).toString('hex');
    const before = turns.get(name) ?? Promise.resolve();
    const mine = before.then(() => issueNow(event, body));
    const turn = mine.catch(() => undefined);
    turns.set(name, turn);
    try {
      return await mine;
    } finally {
      if (turns.get(name) === turn) turns.delete(name);
    }
  }

  async function issueNow(event: EventId, { slip, requests }: CredentialsBody): Promise<Result<Credentials, Refusal>> {
    const found = await find(event, slip);
    if (!found.ok) return found;
    const { group, hash } = found.value;
    const wanted = await check(event, group, requests);
    if (!wanted.ok) return wanted;
    const admitted = await enter(event, found.value);
    if (!admitted.ok) return admitted;

    const asked = wanted.value.map(({ poll, blinded }) => ({ poll, blindedHash: sha256(blinded) }));
    const outcome = await issueOnce(sql, found.value, hash, asked);
    if (outcome !== 'issued') return no({ code: outcome });
    hub.tell(event, 'count');
    const signatures = await Promise.all(
      wanted.value.map(async ({ poll, blinded, issuer }) => ({
        poll,
        signature: Buffer.from(await sign(issuer.privateKey(), blinded)).toString('base64url'),
      })),
    );
    return ok({ group, signatures });
  }

  async function find(event: EventId, slip: string) {
    const secret = readSlip(slip);
    if (!secret.ok) return no({ code: 'unknown_slip' } as const);
    const hash = slipHash(secret.value);
    const row = await findSlip(sql, event, hash);
    return row === null ? no({ code: 'unknown_slip' } as const) : ok({ hash, ...row });
  }

  async function enter(
    event: EventId,
    slip: Pick<Holder, 'group' | 'admitted'> & { readonly hash: Uint8Array },
  ): Promise<Result<Admission, Refusal>> {
    if (slip.admitted) return ok({ group: slip.group });
    const outcome = await admitSlip(sql, event, slip.group, slip.hash);
    if (outcome !== 'admitted') return no({ code: outcome });
    hub.tell(event, 'count');
    return ok({ group: slip.group });
  }

  /** Everything that can be wrong with the requests, before anything is remembered of them. */
  async function check(
    event: EventId,
    group: GroupId,
    requests: CredentialsBody['requests'],
  ): Promise<Result<readonly Wanted[], Refusal>> {
    if (new Set(requests.map(({ poll }) => poll)).size < requests.length) {
      return no({ code: 'body_malformed', at: 'requests' });
    }
    const states = await statesOf(
      sql,
      requests.map(({ poll }) => poll),
    );
    const wanted: Wanted[] = [];
    for (const { poll, blinded } of requests) {
      const found = await frozen(poll);
      if (!found.ok) return no({ code: found.error, at: poll });
      if (found.value.event !== event) return no({ code: 'unknown_poll', at: poll });
      const state = states.get(poll);
      if (state !== 'frozen' && state !== 'open') return no({ code: 'poll_closed', at: poll });
      const issuer = found.value.issuers.get(group);
      if (issuer === undefined) return no({ code: 'credential_invalid', at: poll });
      const message = fromBase64url(blinded);
      if (message?.length !== issuer.modulus.length || Buffer.compare(message, issuer.modulus) >= 0) {
        return no({ code: 'body_malformed', at: `requests.${wanted.length}.blinded` });
      }
      wanted.push({ poll, blinded: message, issuer });
    }
    return ok(wanted);
  }

  return { admit, issue };
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
