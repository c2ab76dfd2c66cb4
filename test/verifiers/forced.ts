/**
 * Damage that no seed decides about: each field of the acts around a poll, and what two honest readers of the format might
 * take differently (pairs that are rounded, rows whose values are withheld, counts in the annex, numbers beyond a double).
 */
import { checkDefinition, type Rule } from 'ballot-core';
import { sealedUnder } from './changed-rules.ts';
import type { Damaged } from './damage.ts';
import type { Meeting } from './meetings.ts';
import { signed, tryAnnexHash, tryHash } from './sign-again.ts';
import type { Members, Target } from './target.ts';

export interface Forced extends Damaged {
  /** The first claim that does not hold, without its poll; null where all hold. */
  readonly claim: string | null;
}

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

function forced(what: string, claim: string | null, meeting: Meeting, damage: (target: Target) => void): Forced {
  const bundle = structuredClone(meeting.bundle) as unknown as Members;
  const annexes = structuredClone(meeting.annexes) as unknown as Members[];
  const [sealed] = bundle.polls as [Members];
  damage({ bundle, annexes, sealed, record: sealed.record as Members });
  return { what: `${meeting.name}: ${what}`, claim, bundle: bytesOf(bundle), annexes: annexes.map(bytesOf) };
}

const named = (meetings: readonly Meeting[], name: string): Meeting => {
  const meeting = meetings.find((each) => each.name === name);
  if (meeting === undefined) throw new Error(`no meeting is called ${name}`);
  return meeting;
};

/** Each of the acts around a poll, told otherwise by whoever has the event key. */
export function liesAboutActs(meetings: readonly Meeting[]): readonly Forced[] {
  const motion = named(meetings, 'motion');
  const corrected = named(meetings, 'corrected twice');
  const refrozen = (record: Members) => {
    record.paperHash = tryHash(record.definition) ?? '';
  };
  return [
    ...['openedBy', 'closedBy', 'sealedBy'].map((field) =>
      forced(field, 'trail_record', motion, ({ sealed, record }) => {
        record[field] = 'qita';
        signed(sealed, field);
      }),
    ),
    forced('corrects', 'corrections', motion, ({ sealed, record }) => {
      record.corrects = '0'.repeat(64);
      signed(sealed, 'corrects');
    }),
    forced('correction', 'corrections', motion, ({ sealed, record }) => {
      record.correction = { reason: '更正', by: 'huiwu', at: '2026-12-01T00:00:00Z' };
      signed(sealed, 'correction');
    }),
    forced('corrected', 'corrections', corrected, ({ sealed }) => {
      delete sealed.corrected;
    }),
    forced('receipts', 'trail_record', motion, ({ sealed, record }) => {
      (record.definition as Members).receipts = 'off';
      refrozen(record);
      signed(sealed, 'receipts');
    }),
    forced('rehearsal', 'trail_record', motion, ({ sealed, record }) => {
      (record.definition as Members).rehearsal = true;
      refrozen(record);
      signed(sealed, 'rehearsal');
    }),
  ];
}

/** The counts of a group in an annex, with a mark more or less. */
function give(group: Members, slot: number, marks: number): void {
  const counts = group.counts as number[];
  counts[slot] = (counts[slot] ?? 0) + marks;
}

export function annexCases(meetings: readonly Meeting[]): readonly Forced[] {
  const meeting = named(meetings, 'weighted, parts');
  return [
    forced('a mark moved from one group to another in the annex', 'annex_counts', meeting, (target) => {
      const { annexes, sealed, record } = target;
      const [annex] = annexes as [Members];
      const [first, second] = (annex.groupCounts as Members[]).filter(({ ballots }) => Number(ballots) > 0) as [
        Members,
        Members,
      ];
      const slot = (first.counts as number[]).findIndex((count) => count > 0);
      give(first, slot, -1);
      give(second, slot, 1);
      record.annex = tryAnnexHash(annex);
      signed(sealed, 'annex');
    }),
    forced('set aside where nothing was', 'annex_findings', meeting, ({ sealed, record }) => {
      for (const finding of record.findings as Members[]) finding.overridden = true;
      signed(sealed, 'overridden');
    }),
    forced('a score that is no object', 'findings', meeting, ({ sealed, record }) => {
      for (const finding of record.findings as Members[]) finding.scores = [1];
      signed(sealed, 'scores');
    }),
    forced('no object at all', 'annex_format', meeting, ({ annexes }) => {
      annexes.splice(0, 1, [] as unknown as Members);
    }),
  ];
}

/** Of every meeting whose rows are ranked by what is withheld: rows that lack what a row has. */
export function withheldRows(meetings: readonly Meeting[]): readonly Forced[] {
  const ranked = meetings.filter(({ bundle }) =>
    bundle.polls.some(({ record }) => record.annex !== null && record.findings.some(({ ranking }) => ranking?.length)),
  );
  const rowsOf = ({ findings }: Members) =>
    (findings as Members[]).flatMap(({ ranking }) => (ranking ?? []) as Members[]);
  return ranked.flatMap((meeting) => [
    ...['id', 'rank', 'state'].map((field) =>
      forced(`rows without ${field}`, 'findings', meeting, ({ sealed, record }) => {
        for (const row of rowsOf(record)) delete row[field];
        signed(sealed, field);
      }),
    ),
    forced('rows with a number as id', 'findings', meeting, ({ sealed, record }) => {
      for (const row of rowsOf(record)) row.id = 5;
      signed(sealed, 'id');
    }),
  ]);
}

/** Numbers that no double holds: nothing where they are overwritten, and no value where they stand. */
export function numbersBeyond(meetings: readonly Meeting[]): readonly Forced[] {
  const motion = named(meetings, 'motion');
  const parts = named(meetings, 'weighted, parts');
  const text = JSON.stringify(motion.bundle);
  const within = (what: string, claim: string | null, bundle: string): Forced => {
    return { what: `${what}, 1e400`, claim, bundle: Buffer.from(bundle), annexes: [] };
  };
  return [
    within('twice the same member', null, text.replace('{"format":', '{"format":1e400,"format":')),
    within('a detail', 'bundle_format', text.replace('"detail":{', '"detail":{"x":1e400,')),
    {
      what: 'an annex, 1e400',
      claim: 'annex_format',
      bundle: bytesOf(parts.bundle),
      annexes: parts.annexes.map((each) =>
        Buffer.from(JSON.stringify(each).replace(/"ballots":\d+/, '"ballots":1e400')),
      ),
    },
  ];
}

const FACTORS = [9973, 9967, 9949, 9941, 9931, 9929];
/** A score whose exact pair is far beyond safe integers, a test on it, and one that has it as a part and is whole itself. */
const LONG: Rule = {
  id: 'long',
  zh: '长分数',
  en: 'A long fraction',
  citations: [],
  scope: 'item',
  tests: [
    {
      id: 'low',
      numerator: { score: `w${FACTORS.length}` },
      base: 'one',
      comparator: 'lt',
      fraction: [1, 1],
      zh: '低',
      en: 'low',
    },
  ],
  scores: [
    { id: 'w0', kind: 'figure', figure: 'given', max: 1000 },
    { id: 'zero', kind: 'figure', figure: 'zero', max: 1 },
    ...FACTORS.map((weight, i) => ({
      id: `w${i + 1}`,
      kind: 'weighted' as const,
      parts: [
        { score: `w${i}`, weight },
        { score: 'zero', weight: 1 },
      ],
    })),
    {
      id: 'whole',
      kind: 'weighted',
      parts: [
        { score: 'w0', weight: 1 },
        { score: `w${FACTORS.length}`, weight: 0 },
      ],
    },
  ],
  branches: [{ when: { test: 'low' }, label: { id: 'low', zh: '低', en: 'Low', weight: 'outcome' } }],
  otherwise: { id: 'fine', zh: '无', en: 'none', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
};

/** A poll under the rule above, once for each of twenty figures: some of the rounded pairs could be reduced. */
export function longFractions(meetings: readonly Meeting[]): readonly Meeting[] {
  const [sealed] = named(meetings, 'motion').bundle.polls;
  if (sealed === undefined) throw new Error('a meeting without a poll');
  return Array.from({ length: 20 }, (_, i) => {
    const given = { '': { figures: { given: i + 1, zero: 0 } } };
    const checked = checkDefinition(JSON.parse(JSON.stringify({ ...sealed.record.definition, rules: [LONG], given })));
    const meeting = checked.ok ? sealedUnder(`a long fraction of ${i + 1}`, sealed, checked.value) : null;
    if (meeting === null) throw new Error(`no such rule: ${JSON.stringify(checked)}`);
    return meeting;
  });
}
