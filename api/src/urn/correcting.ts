/**
 * A correction (更正): another record of a sealed poll, beside the older ones, checked as a stranger would before it is kept.
 *
 * It takes up what the meeting is called now and what organs have said since (经组织考核), and nothing else: paper, keys,
 * accounts, counts, lists and moments stay to the letter. No database here, so that it can run beside the event loop.
 */
import type { KeyObject } from 'node:crypto';
import {
  canonicalize,
  groupView,
  no,
  ok,
  publicFindings,
  recordHash,
  verifyAnnex,
  verifyBundle,
  type Annex,
  type Bundle,
  type Correction,
  type GroupView,
  type Opening,
  type PollRecord,
  type Result,
  type SignedRecord,
  type SpentCredential,
} from 'ballot-core';
import type { RecordRow } from '../db/records.ts';
import type { GateDecision } from '../desk-views.ts';
import { signText } from './receipt.ts';
import { spokenBy } from './spoken.ts';

export interface CorrectionOrder {
  readonly eventKey: { readonly publicKey: string; readonly privateKey: KeyObject };
  /** Oldest first, at least the seal's own. */
  readonly records: readonly RecordRow[];
  readonly event: Pick<PollRecord['event'], 'title' | 'place'>;
  readonly gates: readonly GateDecision[];
  /** Canonical JSON of the tellers' annex, where the record commits to one. */
  readonly annex: string | null;
  readonly correction: Correction;
  readonly openings: readonly Opening[];
  readonly credentials: readonly SpentCredential[];
}

export interface Corrected extends RecordRow {
  /** Something is said otherwise than before, besides the reason. */
  readonly changes: boolean;
}

/** The error is a sentence for the operator. */
export async function correct(order: CorrectionOrder): Promise<Result<Corrected, string>> {
  const { eventKey, openings, credentials } = order;
  const corrected = order.records.map(({ record, signature }): SignedRecord => {
    return { record: JSON.parse(record) as PollRecord, signature };
  });
  const before = corrected.at(-1)?.record;
  if (before === undefined) return no('There is no record to correct.');
  const annex = order.annex === null ? null : (JSON.parse(order.annex) as Annex);
  const groupCounts = annex?.groupCounts ?? before.groupCounts;
  // Without an annex nothing was withheld: a seal makes one wherever something is.
  const all: GroupView = { named: new Set(), withheld: 'nothing' };
  const view = annex === null ? all : groupView(before.definition, annex.groupCounts);
  const record: PollRecord = {
    ...before,
    event: { ...before.event, title: order.event.title, place: order.event.place },
    findings: publicFindings(before, groupCounts, view, spokenBy(order.gates)),
    corrects: recordHash(before),
    correction: order.correction,
  };

  const text = canonicalize(record);
  const signature = await signText(eventKey.privateKey, text);
  const { id, title } = record.event;
  const bundle: Bundle = {
    format: 'gonglun-bundle/1',
    event: { id, title },
    eventKey: eventKey.publicKey,
    polls: [{ record: JSON.parse(text) as PollRecord, signature, corrected, openings, credentials }],
    trail: [],
    trailSignature: await signText(eventKey.privateKey, canonicalize({ event: id, trail: [] })),
  };
  const verified = verifyBundle(bundle);
  if (!verified.ok) return no(`The corrected record does not verify: ${verified.claim}: ${verified.reason}`);
  const annexed = annex === null ? null : verifyAnnex(record, annex);
  if (annexed?.ok === false) return no(`The annex does not fit the correction: ${annexed.claim}: ${annexed.reason}`);
  return ok({ record: text, signature, changes: said(record) !== said(before) });
}

/** What a correction may change. */
const said = ({ event, findings }: PollRecord): string => canonicalize({ event, findings });
