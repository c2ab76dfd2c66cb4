/**
 * A whole meeting in memory, for tests: real keys, credentials issued blind, ballots signed, shredded and sealed.
 */
import type { EventId, GroupId, PollId } from '../brand.ts';
import { addBallot, emptyCount } from '../count/counter.ts';
import { countOpenings, countWriteIns } from '../count/openings.ts';
import { credentialMessage, newBallotKey, signBallot } from '../credential/ballot-key.ts';
import { blind, finalize, prepare, PREFIX_LENGTH } from '../credential/blind.ts';
import { publicKeyOf, signEd25519 } from '../credential/ed25519.ts';
import { power, toBytes, toInteger } from '../credential/integers.ts';
import type { Answers, CastBody } from '../paper/ballot.ts';
import type { Paper } from '../paper/paper.ts';
import { openingsPerBallot } from '../paper/read-ballot.ts';
import { presetRules, type PresetId } from '../rules/presets.ts';
import { fromBase64url, toBase64url, toHex, utf8 } from './bytes.ts';
import { canonicalize } from './canonical.ts';
import { correctionsOf } from './corrections.ts';
import { drawNonces } from './draw-nonces.ts';
import { annexHash, definitionHash, recordHash } from './hashes.ts';
import { JWS_HEADER } from './jws.ts';
import { merkleRoot } from './merkle.ts';
import { groupView, publicCounts, withoutTexts } from './groups.ts';
import type { Annex, Bundle, Definition, GroupCount, PollRecord, SealedPoll, TrailEntry } from './record.ts';
import { shred, sizesOf } from './shred.ts';
import { publicFindings, spokenIn } from './verify-annex.ts';

const EVENT = 'event-1' as EventId;
export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export interface Issuer {
  readonly spki: Uint8Array;
  readonly sign: (blinded: Uint8Array) => Uint8Array;
}

/** An RSA-2048 key made by the platform, signing in `BigInt`: an issuer that shares no code with the voter's side. */
export async function newIssuer(): Promise<Issuer> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', privateKey);
  const [n, d] = [jwk.n, jwk.d].map((part) => toInteger(fromBase64url(part ?? '') ?? new Uint8Array()));
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    sign: (blinded) => toBytes(power(toInteger(blinded), d ?? 0n, n ?? 1n), 256) ?? new Uint8Array(),
  };
}

export function newDefinition(
  poll: string,
  paper: Paper,
  presets: readonly PresetId[],
  groups: readonly string[],
  more: Pick<Definition, 'receipts' | 'rehearsal'> = {},
): Definition {
  return {
    format: 'gonglun-poll/1',
    event: EVENT,
    poll: poll as PollId,
    title: `表决 ${poll}`,
    paper,
    groups: groups.map((id) => ({ id: id as GroupId, name: `组 ${id}`, due: 20 })),
    rules: presets.flatMap((preset) => presetRules(preset)),
    release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
    ...more,
  };
}

/** One voter: a key, a credential for it, a signed ballot. */
export function castBallot(definition: Definition, issuer: Issuer, group: string, answers: Answers): CastBody {
  const { publicKey, secretKey } = newBallotKey(random);
  const prepared = prepare(credentialMessage(definition.poll, publicKey), random);
  const { blindedMessage, state } = blind(issuer.spki, prepared, { random });
  const signature = finalize(issuer.spki, prepared, issuer.sign(blindedMessage), state);
  const content = {
    ...answers,
    group: group as GroupId,
    paperHash: definitionHash(definition),
    nonces: definition.receipts === 'off' ? '' : toBase64url(random(16 * openingsPerBallot(definition.paper))),
  };
  return {
    ...content,
    publicKey: toBase64url(publicKey),
    credential: { prefix: toBase64url(prepared.subarray(0, PREFIX_LENGTH)), signature: toBase64url(signature) },
    signature: signBallot(secretKey, definition.poll, content),
  };
}

const EVENT_SECRET = new Uint8Array(32).fill(42);
export const EVENT_KEY = publicKeyOf(EVENT_SECRET);

export function signJws(content: unknown): string {
  const signed = `${toBase64url(utf8(JWS_HEADER))}.${toBase64url(utf8(canonicalize(content)))}`;
  return `${signed}.${toBase64url(signEd25519(EVENT_SECRET, utf8(signed)))}`;
}

type Change = (record: PollRecord) => PollRecord;

export const seal = (
  definition: Definition,
  issuers: ReadonlyMap<string, Issuer>,
  ballots: readonly CastBody[],
  change?: Change,
): SealedPoll => sealWithAnnex(definition, issuers, ballots, change).sealed;

export function sealWithAnnex(
  definition: Definition,
  issuers: ReadonlyMap<string, Issuer>,
  ballots: readonly CastBody[],
  change: Change = (record) => record,
): { readonly sealed: SealedPoll; readonly annex: Annex | null } {
  const all = definition.groups.map(({ id }): GroupCount => {
    const own = ballots.filter(({ group }) => group === id);
    const counted = own.reduce((sum, body) => addBallot(definition.paper, sum, body), emptyCount(definition.paper));
    return { group: id, ...withoutTexts(definition.paper, counted) };
  });
  const view = groupView(definition, all);
  const nonced = ballots.map((body) => drawNonces(definition, body, random));
  const { openings, openingLeaves, credentials, credentialLeaves } = shred(definition, nonced, view);
  const groupAccounts = definition.groups.map(({ id, due }) => {
    const returned = ballots.filter(({ group }) => group === id).length;
    return { group: id, due, present: returned + 2, issued: returned + 1, returned, valid: returned, invalid: 0 };
  });
  const sum = (name: 'due' | 'present' | 'issued' | 'returned') =>
    groupAccounts.reduce((total, own) => total + own[name], 0);
  const returned = sum('returned');
  const accounts = {
    due: sum('due'),
    present: sum('present'),
    issued: sum('issued'),
    returned,
    valid: returned,
    invalid: 0,
  };
  const count = countOpenings(definition.paper, openings);
  const writeIns = countWriteIns(openings);
  const sizes = sizesOf(ballots);
  const counts = new Map(all.map((own) => [own.group as string, own.counts]));
  const groupCounts = publicCounts(definition, view, sizes, counts);
  const annex: Annex | null =
    view.withheld === 'nothing'
      ? null
      : {
          format: 'gonglun-annex/1',
          poll: definition.poll,
          paperHash: definitionHash(definition),
          groupCounts: all,
          salt: toBase64url(random(32)),
        };
  const facts = { definition, count, accounts, writeIns };
  const record = change({
    format: 'gonglun-record/1',
    event: { id: EVENT, title: '年度考核大会', place: '三楼会议室' },
    paperHash: definitionHash(definition),
    definition,
    keys: definition.groups.map(({ id }) => ({
      group: id,
      spki: toBase64url(issuers.get(id)?.spki ?? new Uint8Array()),
    })),
    accounts,
    groupAccounts,
    count,
    groupCounts,
    annex: annex === null ? null : annexHash(annex),
    writeIns,
    findings: publicFindings(facts, annex?.groupCounts ?? groupCounts, view, spokenIn([])),
    openings: { size: openings.length, root: toHex(merkleRoot(openingLeaves)) },
    credentials: { size: credentials.length, root: toHex(merkleRoot(credentialLeaves)) },
    openedAt: '2026-11-22T01:00:00Z',
    closedAt: '2026-11-22T01:30:00.5Z',
    sealedAt: '2026-11-22T01:30:01.250Z',
    openedBy: 'huiwu',
    closedBy: 'huiwu',
    sealedBy: 'jianpiao',
    transport: 'http',
    software: { version: '0.1.0', commit: null },
    corrects: null,
    correction: null,
  });
  return { sealed: { record, signature: signJws(record), openings, credentials }, annex };
}

/** A further record of the poll, as an organizer makes it after the seal. */
export function correct(
  { record, signature, corrected = [], ...lists }: SealedPoll,
  change: Partial<PollRecord> = {},
): SealedPoll {
  const next: PollRecord = {
    ...record,
    corrects: recordHash(record),
    correction: { reason: '地点写错', by: 'huiwu', at: '2026-11-23T02:00:00Z' },
    ...change,
  };
  return { record: next, signature: signJws(next), corrected: [...corrected, { record, signature }], ...lists };
}

/** What organizers and tellers did about a poll, as the server writes it down. */
function trailOf(sealed: SealedPoll): readonly TrailEntry[] {
  const { definition, paperHash, openedBy, closedBy, sealedBy, openedAt, closedAt, sealedAt } = sealed.record;
  const entry = (at: string, actor: string, act: string, detail: TrailEntry['detail'] = {}): TrailEntry => {
    return { at, actor, act, poll: definition.poll, detail };
  };
  return [
    entry('2026-11-22T00:50:00Z', 'huiwu', 'poll_frozen', { paperHash }),
    entry(openedAt, openedBy, 'poll_opened'),
    entry(closedAt, closedBy, 'poll_closed'),
    entry(sealedAt, sealedBy, 'poll_sealed'),
    ...correctionsOf(sealed).map(({ at, by, reason, after }) =>
      entry(at, by, 'record_corrected', { reason, record: recordHash(after) }),
    ),
  ];
}

export function bundleOf(polls: readonly SealedPoll[]): Bundle {
  const trail = [
    { at: '2026-11-22T00:30:00Z', actor: 'huiwu', act: 'event_created', poll: null, detail: { due: 40 } },
    ...polls.flatMap(trailOf),
    {
      at: '2026-11-22T01:31:00Z',
      actor: 'system',
      act: 'keys_made',
      poll: null,
      detail: { note: '完成', late: false },
    },
  ];
  return {
    format: 'gonglun-bundle/1',
    event: { id: EVENT, title: polls.at(-1)?.record.event.title ?? '' },
    eventKey: toBase64url(EVENT_KEY),
    polls,
    trail,
    trailSignature: signJws({ event: EVENT, trail }),
  };
}
