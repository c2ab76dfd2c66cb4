/**
 * What anybody may have after the close: records with their corrections, openings, spent credentials, and the whole as one
 * bundle.
 *
 * Lists are given whole. A phone looks for its own openings by itself; nobody ever asks the server for one.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { canonicalize, type Bundle, type PollId, type PollRecord } from 'ballot-core';
import { findEvent, type EventRow } from '../db/events.ts';
import { findPoll, pollsOf } from '../db/polls.ts';
import { credentialsOf, openingsOf, recordsOf, timesCorrected, type RecordRow } from '../db/records.ts';
import { stateOf } from '../db/states.ts';
import { readTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import { refuse } from '../http/guards.ts';
import { jsonBytes, keepBytes, type Bytes } from '../http/kept.ts';
import { openEventKey } from '../keyring.ts';
import { signText } from '../urn/receipt.ts';

/** Several large meetings; more only means reading again. */
const KEPT_BYTES = 256 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export const records = (deps: Deps) => {
  const { sql, db, vault } = deps;
  const kept = keepBytes(KEPT_BYTES);

  /** SealedView. Null where nothing is sealed. A correction makes another one. */
  async function sealedView(poll: string): Promise<Bytes | null> {
    const corrections = (await timesCorrected(sql, [poll])).get(poll);
    if (corrections === undefined) return null;
    return await kept.get(`record/${poll}/${corrections}`, async () => {
      const signed = signedRecords((await recordsOf(db, poll)).slice(0, corrections + 1));
      const row = await findPoll(db, poll);
      const event = row === null ? null : await findEvent(db, row.eventId);
      if (signed === null || event === null) return null;
      return jsonBytes(`{${signed.json},"eventKey":"${Buffer.from(event.publicKey).toString('base64url')}"}`);
    });
  }

  /** `{openings, credentials}` of a sealed poll. No correction changes them. */
  const opened = (poll: string) =>
    kept.get(`openings/${poll}`, async () => {
      const [openings, credentials] = await Promise.all([openingsOf(sql, poll), credentialsOf(sql, poll)]);
      return jsonBytes(JSON.stringify({ openings, credentials }));
    });

  /** A Bundle in pieces: the sealed polls in their order, and the trail with a signature of its own. */
  async function bundle(event: EventRow): Promise<readonly Bytes[] | null> {
    const { sealed, trail } = await deskOf(deps, event);
    const polls: Bytes[] = [];
    let title = event.title;
    for (const [poll, records] of sealed) {
      const signed = signedRecords(records);
      const lists = signed === null ? null : await opened(poll);
      if (signed === null || lists === null) continue;
      // As it was sealed, or corrected: a title that was changed since would stand in the bundle without a signature.
      title = signed.newest.event.title;
      const before = polls.length === 0 ? '' : ',';
      polls.push(jsonBytes(`${before}{${signed.json},`), lists.subarray(1));
    }
    if (polls.length === 0) return null;
    const key = openEventKey(vault, event.id, event.sealedPrivateKey);
    const head: Pick<Bundle, 'format' | 'event' | 'eventKey'> = {
      format: 'gonglun-bundle/1',
      event: { id: event.id, title },
      eventKey: Buffer.from(event.publicKey).toString('base64url'),
    };
    const tail: Pick<Bundle, 'trail' | 'trailSignature'> = {
      trail,
      trailSignature: await signText(key, canonicalize({ event: event.id, trail })),
    };
    return [
      jsonBytes(`${JSON.stringify(head).slice(0, -1)},"polls":[`),
      ...polls,
      jsonBytes(`],${JSON.stringify(tail).slice(1)}`),
    ];
  }

  return new Hono()
    .get(
      '/polls/:poll/record',
      describeRoute({ summary: 'SealedView: the newest signed record, with those that it corrects.' }),
      async (c) => {
        const poll = c.req.param('poll');
        const view = await sealedView(poll);
        return view === null ? refuse(c, { code: await missing(deps, poll) }) : c.body(view, 200, JSON_TYPE);
      },
    )
    .get('/polls/:poll/openings', describeRoute({ summary: '`{openings, credentials}`, each sorted.' }), async (c) => {
      const poll = c.req.param('poll');
      // Kept for good, but a rehearsal may be taken away.
      const lists = (await stateOf(sql, poll)) === 'sealed' ? await opened(poll) : null;
      if (lists === null) return refuse(c, { code: await missing(deps, poll) });
      // It will never be another one.
      c.header('cache-control', 'public, max-age=31536000, immutable');
      return c.body(lists, 200, JSON_TYPE);
    })
    .get('/events/:event/bundle', describeRoute({ summary: 'Bundle: everything a verifier needs.' }), async (c) => {
      const event = await findEvent(db, c.req.param('event'));
      if (event === null) return refuse(c, { code: 'unknown_event' });
      const pieces = await bundle(event);
      if (pieces === null) return refuse(c, { code: 'not_sealed' });
      c.header('content-disposition', `attachment; filename="gonglun-${event.id}.json"`);
      c.header('cache-control', 'no-cache');
      return c.body(streamOf(pieces), 200, JSON_TYPE);
    });
};

/** Sealed polls with their records, and the trail: of one moment, because each names what the other has. */
const deskOf = ({ db }: Deps, { id }: EventRow) =>
  db.transaction(
    async (tx) => {
      const sealed: (readonly [poll: PollId, records: readonly RecordRow[]])[] = [];
      for (const { id: poll, state } of await pollsOf(tx, id)) {
        if (state === 'sealed') sealed.push([poll, await recordsOf(tx, poll)]);
      }
      return { sealed, trail: await readTrail(tx, id) };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );

/** The fields of a SealedPoll that are signed, in JSON without the braces. Records are kept as canonical text. */
function signedRecords(records: readonly RecordRow[]): { readonly json: string; readonly newest: PollRecord } | null {
  const last = records.at(-1);
  if (last === undefined) return null;
  const fields = ({ record, signature }: RecordRow) => `"record":${record},"signature":"${signature}"`;
  const older = records.slice(0, -1).map((row) => `{${fields(row)}}`);
  const corrected = older.length === 0 ? '' : `,"corrected":[${older.join(',')}]`;
  return { json: `${fields(last)}${corrected}`, newest: JSON.parse(last.record) as PollRecord };
}

const missing = async ({ sql }: Deps, poll: string) => {
  const state = await stateOf(sql, poll);
  return state === null || state === 'draft' ? 'unknown_poll' : 'not_sealed';
};

/** Piece by piece, as fast as the reader takes them: a hundred slow readers share the same bytes. */
function streamOf(pieces: readonly Bytes[]): ReadableStream<Bytes> {
  let next = 0;
  return new ReadableStream<Bytes>(
    {
      pull(controller) {
        const piece = pieces[next++];
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
}
