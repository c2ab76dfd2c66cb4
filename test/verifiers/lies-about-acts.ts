/**
 * What an operator, who has the event key, can say of the acts around a poll: who opened, closed and sealed it, what was
 * corrected since, what the trail has, whether it gives receipts, and whether it was only a rehearsal.
 */
import { change, omit, shuffle, surplus } from './edits.ts';
import { signed, tryHash, tryRecordHash, trySign } from './sign-again.ts';
import { pick, type Damage, type Json, type Members } from './target.ts';
import type { Draw } from './meetings.ts';

export const LIES_ABOUT_ACTS: Readonly<Record<string, Damage>> = {
  'another trail, signed': ({ bundle }, draw) =>
    traced(bundle, pick([change, shuffle, surplus], draw)({ trail: bundle.trail ?? null }, draw)),
  'another act or actor in the trail, signed': ({ bundle }, draw) => {
    const entry = pick(bundle.trail as Members[], draw);
    const key = pick(['act', 'actor', 'poll'], draw);
    const before = entry[key];
    entry[key] = pick(bundle.trail as Members[], draw)[key] ?? null;
    return traced(bundle, entry[key] === before ? null : `${key}: ${String(before)} → ${String(entry[key])}`);
  },
  'another paper frozen by the trail, signed': ({ bundle }, draw) => {
    const frozen = (bundle.trail as Members[]).filter(({ act }) => act === 'poll_frozen');
    return traced(bundle, change(pick(frozen, draw).detail as Members, draw));
  },
  'somebody else, signed': ({ sealed, record }, draw) => {
    const key = pick(['openedBy', 'closedBy', 'sealedBy'], draw);
    const before = record[key];
    record[key] = pick(['qita', 'huiwu', 'jianpiao', '', 'system', 1, null], draw);
    return record[key] === before ? null : signed(sealed, `${key} ${String(record[key])}`);
  },
  'a correction that is none': ({ sealed, record }, draw) => {
    const done = change({ correction: record.correction ?? null, corrects: record.corrects ?? null }, draw);
    const made = { reason: '更正', by: 'huiwu', at: '2026-12-01T00:00:00Z' };
    const key = pick(['correction', 'corrects'], draw);
    if (key === 'correction') record.correction = record.correction === null ? made : null;
    else record.corrects = record.corrects === null ? '0'.repeat(64) : null;
    return done === null ? null : signed(sealed, key);
  },
  'an older record, changed': ({ sealed }, draw) => {
    const older = olderOf(sealed, draw);
    return older === null ? null : change(older, draw);
  },
  'an older record, changed and signed': ({ sealed, record }, draw) => {
    const older = olderOf(sealed, draw);
    const own = older?.record as Members | undefined;
    if (older === null || own === undefined) return null;
    const how = draw(3) === 0 ? change(own, draw) : pick([change, omit, shuffle], draw)(lately(own), draw);
    const done = signed(older, how);
    // Whoever changes the one before goes on to make the newest fit it.
    if (done === null || draw(2) === 0 || (sealed.corrected as Json[]).at(-1) !== older) return done;
    record.corrects = tryRecordHash(own) ?? '';
    return signed(sealed, `corrects: ${done}`);
  },
  'a further correction, signed': ({ bundle, sealed, record }, draw) => {
    const older: Members = { record: structuredClone(record), signature: sealed.signature ?? null };
    sealed.corrected = [...((sealed.corrected as Json[] | undefined) ?? []), older];
    record.corrects = tryRecordHash(older.record) ?? '';
    const day = `2026-1${draw(3)}-0${1 + draw(9)}T00:00:00Z`;
    record.correction = { reason: '更正', by: pick(['huiwu', 'qita'], draw), at: day };
    const how = draw(4) === 0 ? 'nothing else' : change(draw(2) === 0 ? lately(record) : record, draw);
    if (draw(2) === 0) return signed(sealed, how === null ? null : `corrected: ${how}`);
    const { poll } = record.definition as Members;
    const detail = { record: draw(4) === 0 ? null : tryRecordHash(record) };
    const entry = { at: day, actor: 'huiwu', act: 'record_corrected', poll: poll ?? null, detail };
    return traced(bundle, signed(sealed, how === null ? null : `corrected, with a trail: ${how}`), [entry]);
  },
  'receipts on or off': ({ bundle, sealed, record }, draw) => {
    const definition = record.definition as Members;
    if (definition.receipts === undefined) definition.receipts = pick(['off', 'off', 'on', null, false], draw);
    else delete definition.receipts;
    return refrozen(bundle, sealed, `receipts ${String(definition.receipts)}`, draw);
  },
  'a rehearsal or none': ({ bundle, sealed, record }, draw) => {
    const definition = record.definition as Members;
    if (definition.rehearsal === undefined) definition.rehearsal = pick([true, true, true, false, 'true'], draw);
    else delete definition.rehearsal;
    return refrozen(bundle, sealed, `rehearsal ${String(definition.rehearsal)}`, draw);
  },
};

/** What a correction may change, with its own words. */
const lately = (record: Members): Members => ({
  event: record.event ?? null,
  findings: record.findings ?? null,
  correction: record.correction ?? null,
});

function olderOf({ corrected }: Members, draw: Draw): Members | null {
  return corrected === undefined ? null : pick(corrected as Members[], draw);
}

/** The record under the hash of its paper as it is now; half of the time the trail says so as well. */
function refrozen(bundle: Members, sealed: Members, done: string, draw: Draw): string | null {
  const { record } = sealed as { record: Members };
  const [definition, before] = [record.definition as Members, record.paperHash];
  record.paperHash = tryHash(definition) ?? '';
  if (draw(2) === 0) return signed(sealed, done);
  for (const { detail } of bundle.trail as Members[]) {
    const frozen = detail as Members;
    if (frozen.paperHash === before) frozen.paperHash = record.paperHash;
  }
  return traced(bundle, signed(sealed, `${done}, with a trail`));
}

/** The trail as it is now, with what is put at its end, signed. */
function traced(bundle: Members, done: string | null, more: readonly Json[] = []): string | null {
  if (done === null) return null;
  if (Array.isArray(bundle.trail)) bundle.trail.push(...more);
  bundle.trailSignature = trySign({ event: (bundle.event as Members).id ?? null, trail: bundle.trail ?? null }) ?? '';
  return done;
}
