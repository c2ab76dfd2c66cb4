/**
 * From whole ballots to a sealed record: recount, compare, shred, evaluate, sign, and check the result as a stranger
 * would. No database here, so that it can run beside the event loop (`seal-process.ts`).
 *
 * Whatever does not fit stops the seal with a sentence for the operator. Nothing is dropped, corrected or left out.
 */
import { randomBytes, type KeyObject } from 'node:crypto';
import {
  addAccounts,
  addCounts,
  annexHash,
  canonicalize,
  checkAccounts,
  countWriteIns,
  Counter,
  drawNonces,
  emptyCount,
  groupView,
  merkleRoot,
  no,
  ok,
  publicCounts,
  publicFindings,
  readBallot,
  shred,
  toHex,
  verifyAnnex,
  verifyBundle,
  withoutTexts,
  type Annex,
  type Answers,
  type Bundle,
  type CastBody,
  type Definition,
  type EventId,
  type GroupId,
  type GroupView,
  type IssuerKey,
  type PollRecord,
  type Result,
} from 'ballot-core';
import type { GroupCount, StoredBallot } from '../db/urn.ts';
import type { GroupAccounts } from '../live/standing.ts';
import type { Software } from '../software.ts';
import type { GateDecision, MarkRow } from '../desk-views.ts';
import { sealedMarks } from './marks.ts';
import { checkProofs, importIssuer, type Certified } from './proofs.ts';
import { signText } from './receipt.ts';
import { spokenBy } from './spoken.ts';

/** Everything but the ballots. */
export interface SealOrder {
  readonly event: { readonly id: EventId; readonly title: string; readonly place: string };
  readonly eventKey: { readonly publicKey: string; readonly privateKey: KeyObject };
  readonly definition: Definition;
  readonly paperHash: string;
  readonly keys: readonly IssuerKey[];
  /** As the roll has them; 收回 is counted here. */
  readonly groupAccounts: readonly GroupAccounts[];
  readonly counters: readonly GroupCount[];
  /** What organs have said so far (经组织考核); gates without a word are pending. */
  readonly gates: readonly GateDecision[];
  readonly openedAt: string;
  readonly closedAt: string;
  readonly sealedAt: string;
  /** User names, as in the trail. */
  readonly openedBy: string;
  readonly closedBy: string;
  readonly sealedBy: string;
  readonly transport: PollRecord['transport'];
  readonly software: Software;
}

/** Ready to be written. Rows come as JSON arrays, a few thousand rows each, in the order of their leaves. */
export interface SealedRows {
  readonly record: string;
  readonly signature: string;
  readonly openings: readonly string[];
  readonly credentials: readonly string[];
  /** Free words, where there are enough ballots. */
  readonly texts: readonly string[];
  /** Canonical JSON of the Annex, where the record commits to one. */
  readonly annex: string | null;
  /** What is remembered of those who were assessed. */
  readonly marks: readonly MarkRow[];
}

/** Takes ballots as they come; `seal` says what became of them. */
export class Sealing {
  readonly #order: SealOrder;
  readonly #certified: Certified;
  readonly #bodies: CastBody[] = [];
  readonly #counters = new Map<GroupId, Counter>();
  /** What was wrong with ballots, by code. */
  readonly #faults = new Map<string, number>();

  private constructor(order: SealOrder, certified: Certified) {
    this.#order = order;
    this.#certified = certified;
    for (const { id } of order.definition.groups) this.#counters.set(id, new Counter(order.definition.paper));
  }

  static async begin(order: SealOrder): Promise<Sealing> {
    const issuers = await Promise.all(
      order.keys.map(async ({ group, spki }) => {
        return [group, { verifier: await importIssuer(Buffer.from(spki, 'base64url')) }] as const;
      }),
    );
    return new Sealing(order, { id: order.definition.poll, issuers: new Map(issuers) });
  }

  async add(ballot: StoredBallot): Promise<void> {
    const { definition, paperHash } = this.#order;
    const read = readBallot(definition, paperHash, bodyOf(ballot, paperHash));
    if (!read.ok) return this.#fault(read.error.code);
    const refusal = await checkProofs(this.#certified, read.value);
    if (refusal !== null) return this.#fault(refusal.code);
    this.#bodies.push(drawNonces(definition, read.value, random));
    this.#counters.get(read.value.group)?.add(read.value);
  }

  #fault(code: string): void {
    this.#faults.set(code, (this.#faults.get(code) ?? 0) + 1);
  }

  /** The error is a sentence for the operator; it names no ballot. */
  async seal(): Promise<Result<SealedRows, string>> {
    const { definition, paperHash, keys, event, eventKey, ...made } = this.#order;
    const { openedAt, closedAt, sealedAt, openedBy, closedBy, sealedBy, transport, software } = made;
    if (this.#faults.size > 0) {
      const faults = [...this.#faults].map(([code, times]) => `${code} × ${times}`).join(', ');
      return no(`Stored ballots do not pass the checks they passed when they were cast: ${faults}.`);
    }
    const recounted = definition.groups.map(({ id }) => ({ group: id, ...this.#count(id) }));
    const difference = differenceOf(this.#order.counters, recounted);
    if (difference !== null) return no(difference);

    const groupAccounts = this.#order.groupAccounts.map((accounts) => {
      const { ballots } = this.#count(accounts.group);
      return { ...accounts, returned: ballots, valid: ballots, invalid: 0 };
    });
    const accounts = addAccounts(groupAccounts);
    const broken = [accounts, ...groupAccounts].flatMap((each) => checkAccounts(each));
    if (broken.length > 0) return no(`The accounts do not add up: ${[...new Set(broken)].join(', ')}.`);

    const count = recounted.reduce((sum, group) => addCounts(sum, group), emptyCount(definition.paper));
    const view = groupView(definition, recounted);
    const shredded = shred(definition, this.#bodies, view);
    const { groupCounts, annex } = this.#byGroup(recounted, view);
    const writeIns = countWriteIns(shredded.openings);
    const facts = { definition, count, accounts, writeIns };
    const spoken = spokenBy(this.#order.gates);
    const record: PollRecord = {
      format: 'gonglun-record/1',
      event,
      paperHash,
      definition,
      keys,
      accounts,
      groupAccounts,
      count: { ballots: count.ballots, counts: count.counts },
      groupCounts,
      annex: annex === null ? null : annexHash(annex),
      writeIns,
      findings: publicFindings(facts, annex?.groupCounts ?? groupCounts, view, spoken),
      openings: { size: shredded.openings.length, root: toHex(merkleRoot(shredded.openingLeaves)) },
      credentials: { size: shredded.credentials.length, root: toHex(merkleRoot(shredded.credentialLeaves)) },
      openedAt,
      closedAt,
      sealedAt,
      openedBy,
      closedBy,
      sealedBy,
      transport,
      software,
      corrects: null,
      correction: null,
    };
    const text = canonicalize(record);
    const signature = await signText(eventKey.privateKey, text);
    const { openings, credentials } = shredded;
    const bundle: Bundle = {
      format: 'gonglun-bundle/1',
      event: { id: event.id, title: event.title },
      eventKey: eventKey.publicKey,
      polls: [{ record: JSON.parse(text) as PollRecord, signature, openings, credentials }],
      trail: [],
      trailSignature: await signText(eventKey.privateKey, canonicalize({ event: event.id, trail: [] })),
    };
    const verified = verifyBundle(bundle);
    if (!verified.ok) return no(`The sealed record does not verify: ${verified.claim}: ${verified.reason}`);
    const annexed = annex === null ? null : verifyAnnex(record, annex);
    if (annexed?.ok === false) return no(`The annex does not fit the record: ${annexed.claim}: ${annexed.reason}`);

    return ok({
      record: text,
      signature,
      openings: chunks(openings, ({ group, question, choice, nonce }, i) => ({
        leaf: leafHex(shredded.openingLeaves, i),
        group,
        question,
        choice,
        nonce: hex(nonce),
      })),
      credentials: chunks(credentials, ({ group, publicKey, prefix, signature: credential }, i) => ({
        leaf: leafHex(shredded.credentialLeaves, i),
        group,
        key: hex(publicKey),
        credential: hex(prefix) + hex(credential),
      })),
      texts: chunks(shredded.texts, ({ leaf, question, text: words }) => ({
        leaf: Buffer.from(leaf).toString('hex'),
        question,
        text: words,
      })),
      annex: annex === null ? null : canonicalize(annex),
      marks: sealedMarks(record),
    });
  }

  /** Counts of groups for everybody, or, where one can't be named, for the tellers only. */
  #byGroup(recounted: readonly GroupCount[], view: GroupView) {
    const { definition, paperHash } = this.#order;
    const sizes = Object.fromEntries(recounted.map(({ group, ballots }) => [group, ballots]));
    const all = recounted.map(({ group, ...own }) => ({ group, ...withoutTexts(definition.paper, own) }));
    const counts = new Map<string, readonly number[]>(all.map((own) => [own.group, own.counts]));
    const annex: Annex = {
      format: 'gonglun-annex/1',
      poll: definition.poll,
      paperHash,
      groupCounts: all,
      salt: randomBytes(SALT_BYTES).toString('base64url'),
    };
    return {
      groupCounts: publicCounts(definition, view, sizes, counts),
      annex: view.withheld === 'nothing' ? null : annex,
    };
  }

  #count(group: GroupId) {
    const counter = this.#counters.get(group);
    if (counter === undefined) throw new Error('a group that is not in the definition');
    return counter.count;
  }
}

/** So many that nobody guesses small counts from the annex's hash. */
const SALT_BYTES = 32;

/** What the phone sent, put together again; `readBallot` is the judge of it. */
function bodyOf(ballot: StoredBallot, paperHash: string): unknown {
  const { choices, writeIns } = JSON.parse(ballot.answers) as Answers;
  return {
    group: ballot.group,
    paperHash,
    publicKey: base64url(ballot.publicKey),
    credential: {
      prefix: base64url(ballot.credential.slice(0, PREFIX_HEX)),
      signature: base64url(ballot.credential.slice(PREFIX_HEX)),
    },
    choices,
    writeIns,
    nonces: base64url(ballot.nonces),
    signature: base64url(ballot.signature),
  };
}

/** Recount against counters, as a sentence; null when they are the same. */
function differenceOf(counters: readonly GroupCount[], recounted: readonly GroupCount[]): string | null {
  for (const counted of recounted) {
    const counter = counters.find(({ group }) => group === counted.group);
    if (counter === undefined) return `Group ${counted.group} has no counter.`;
    if (counter.ballots !== counted.ballots) {
      return `Group ${counted.group}: the counter says ${counter.ballots} ballots, the urn holds ${counted.ballots}.`;
    }
    if (counter.counts.length !== counted.counts.length || counter.counts.some((n, i) => n !== counted.counts[i])) {
      return `Group ${counted.group}: the counter's marks differ from those on the ballots.`;
    }
  }
  const strange = counters.find(({ group }) => !recounted.some((counted) => counted.group === group));
  return strange === undefined ? null : `There is a counter for group ${strange.group}, which is not on the paper.`;
}

/** RFC 9474: 32 bytes in front of the signature. */
const PREFIX_HEX = 64;
/** Rows in one statement; a row is about 150 characters. */
const ROWS = 5000;

function chunks<T>(values: readonly T[], row: (value: T, index: number) => unknown): readonly string[] {
  const rows: string[] = [];
  for (let i = 0; i < values.length; i += ROWS) {
    rows.push(JSON.stringify(values.slice(i, i + ROWS).map((value, at) => row(value, i + at))));
  }
  return rows;
}

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const leafHex = (leaves: readonly Uint8Array[], index: number) => Buffer.from(leaves[index] ?? []).toString('hex');
const hex = (text: string) => Buffer.from(text, 'base64url').toString('hex');
const base64url = (text: string) => Buffer.from(text, 'hex').toString('base64url');
