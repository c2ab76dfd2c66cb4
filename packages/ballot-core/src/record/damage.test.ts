/**
 * The bundle of a meeting that uses everything: a form with free words, a weighted result with an annex, an election, and
 * a second round whose list comes from it. Whatever is changed in it, and in the annex, is found.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FormPaper, GradesPaper, PickPaper } from '../paper/paper.ts';
import type { Label, Rule } from '../rules/rule.ts';
import { utf8 } from './bytes.ts';
import { recordHash } from './hashes.ts';
import { bundleOf, castBallot, newDefinition, newIssuer, sealWithAnnex, signJws } from './meeting.fixture.ts';
import type { Annex, Bundle, Definition, PollRecord } from './record.ts';
import { verifyAnnex } from './verify-annex.ts';
import { verifyBundle } from './verify-bundle.ts';

const item = (id: string, name = id) => ({ id, name });
const label = (id: string, weight: Label['weight']): Label => ({ id, zh: id, en: id, weight });
const SCALE = ['good', 'fair', 'poor'].map((id) => ({ ...item(id), counted: true }));
const GRADES: GradesPaper = {
  kind: 'grades',
  subjects: [item('zhang', '张三')],
  dimensions: [item('all', '总体')],
  scale: SCALE,
  blank: 'refuse',
};
const FORM: FormPaper = {
  kind: 'form',
  sections: [
    { ...item('work', '工作'), paper: GRADES },
    { ...item('words', '意见'), paper: { kind: 'text', prompts: [item('t', '意见和建议')], lengthMax: 50 } },
  ],
};
const PICK: PickPaper = {
  kind: 'pick',
  candidates: ['a', 'b', 'c'].map((id) => item(id)),
  min: 0,
  max: 2,
  seats: 2,
  writeIns: 0,
};
const plain = { citations: [], tests: [], branches: [], gates: [], consequence: null, precedence: 0, sensitivity: [] };
const WEIGHTED: Rule = {
  ...plain,
  id: 'weighted',
  zh: '加权',
  en: 'weighted',
  scope: 'item',
  strength: 'flag',
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, fair: 60, poor: 0 } },
    { id: 'total', kind: 'groups', of: 'index', weights: { staff: 50, chief: 30, deputies: 20 }, empty: 'error' },
  ],
  otherwise: label('fine', 'clear'),
};
const ELECTED: Rule = {
  ...plain,
  id: 'elected',
  zh: '当选',
  en: 'elected',
  scope: 'poll',
  strength: 'auto',
  cut: {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 'seats',
    per: 'poll',
    ties: 'runoff',
    taken: label('elected', 'outcome'),
  },
  otherwise: label('nobody', 'clear'),
};

let bundle: Bundle;
let record: PollRecord;
let annex: Annex;

beforeAll(async () => {
  const held = async (
    definition: Definition,
    voters: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>,
  ) => {
    const issuers = new Map(
      await Promise.all(definition.groups.map(async ({ id }) => [id as string, await newIssuer()] as const)),
    );
    const ballots = Object.entries(voters).flatMap(([group, list]) =>
      list.map((choices) =>
        castBallot(definition, issuers.get(group) ?? expect.fail(), group, { choices, writeIns: [] }),
      ),
    );
    return sealWithAnnex(definition, issuers, ballots);
  };
  const form = await held(newDefinition('p-form', FORM, [], ['all']), {
    all: [{ 'work.zhang/all': 'good', 'words.t': '多下基层' }, { 'work.zhang/all': 'fair' }],
  });
  const weighted = await held(
    { ...newDefinition('p-weighted', GRADES, [], ['staff', 'chief', 'deputies']), rules: [WEIGHTED] },
    {
      staff: Array.from({ length: 5 }, () => ({ 'zhang/all': 'good' })),
      chief: [{ 'zhang/all': 'poor' }],
      deputies: [{ 'zhang/all': 'fair' }, { 'zhang/all': 'good' }],
    },
  );
  const picked = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 'picked']));
  const first = await held(
    { ...newDefinition('p-first', PICK, [], ['all']), rules: [ELECTED] },
    {
      all: [picked('a', 'b'), picked('a', 'c'), picked('a')],
    },
  );
  const source = { poll: 'p-first' as Definition['poll'], record: recordHash(first.sealed.record), rule: 'elected' };
  const list = { ...PICK, candidates: PICK.candidates.slice(1), max: 1, seats: 1 };
  const second = await held(
    {
      ...newDefinition('p-second', list, [], ['all']),
      source: { ...source, take: 'tied' },
      at: '2026',
      given: { b: { figures: { exam: 80 } } },
    },
    { all: [picked('b')] },
  );
  bundle = bundleOf([form, weighted, first, second].map(({ sealed }) => sealed));
  record = weighted.sealed.record;
  annex = weighted.annex ?? expect.fail();
});

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
};

/** Nearly a list of findings, or anything. */
const nonsense = fc.oneof(
  fc.jsonValue(),
  fc.array(
    fc.oneof(
      fc.jsonValue(),
      fc.record({
        question: fc.constantFrom('zhang', ''),
        label: fc.constant(WEIGHTED.otherwise),
        rule: fc.constantFrom('weighted', 'elected'),
        scores: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
        ranking: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), fc.record({ scores: fc.jsonValue() })))),
        gates: fc.oneof(fc.constant([]), fc.jsonValue()),
      }),
    ),
  ),
);

/** A byte flipped, removed or doubled. */
const damage = (length: number) =>
  fc.record({
    at: fc.nat(length - 1),
    flip: fc.integer({ min: 1, max: 255 }),
    how: fc.constantFrom('flip', 'drop', 'double'),
  });
function damaged(original: Uint8Array, { at, flip, how }: { at: number; flip: number; how: string }): Uint8Array {
  if (how === 'flip') return original.map((byte, i) => (i === at ? byte ^ flip : byte));
  return new Uint8Array([
    ...original.subarray(0, how === 'double' ? at + 1 : at),
    ...original.subarray(how === 'double' ? at : at + 1),
  ]);
}

describe('a bundle with every kind of poll', () => {
  test('holds, and so does its annex', () => {
    expect(verifyBundle(parsed(utf8(JSON.stringify(bundle))))).toMatchObject({ ok: true });
    expect(verifyAnnex(record, parsed(utf8(JSON.stringify(annex))))).toMatchObject({ ok: true });
  });

  test('with any byte changed is found out', { timeout: 120_000 }, () => {
    const original = utf8(JSON.stringify(bundle));
    fc.assert(
      fc.property(damage(original.length), (how) => {
        expect(verifyBundle(parsed(damaged(original, how))).ok, JSON.stringify(how)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('with an annex in which any byte is changed is found out', { timeout: 120_000 }, () => {
    const original = utf8(JSON.stringify(annex));
    fc.assert(
      fc.property(damage(original.length), (how) => {
        expect(verifyAnnex(record, parsed(damaged(original, how))).ok, JSON.stringify(how)).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  test(
    'is refused without a throw whatever somebody with the key puts into its findings, counts and annex',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(fc.nat(3), fc.constantFrom('findings', 'groupCounts', 'annex'), nonsense, (poll, field, value) => {
          const changed = structuredClone(bundle) as unknown as {
            polls: { record: Record<string, unknown>; signature: string }[];
          };
          const sealed = changed.polls[poll] ?? expect.fail();
          const own = sealed.record;
          fc.pre(JSON.stringify(own[field]) !== JSON.stringify(value));
          own[field] = value;
          sealed.signature = signJws(own);
          // A weighted result may be a lie that only the annex shows.
          const weighted = changed.polls[1]?.record as unknown as PollRecord;
          expect(verifyBundle(changed).ok && verifyAnnex(weighted, annex).ok).toBe(false);
          expect(verifyAnnex(record, value).ok).toBe(false);
        }),
      );
    },
  );
});
