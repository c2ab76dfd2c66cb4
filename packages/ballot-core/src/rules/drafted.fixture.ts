/**
 * Definitions as a stranger might write them: any paper under any rule, with figures and a past, each drawn at random.
 *
 * They need not be right. What they must do is reach every kind of paper, test, score and cut, and get most of a draft
 * right, so that a reader's refusal is about one place.
 */
import fc from 'fast-check';
import type { Paper } from '../paper/paper.ts';
import { optionsOf } from '../paper/questions.ts';

type Json = Readonly<Record<string, unknown>>;

const few = <T>(from: fc.Arbitrary<T>, least = 1, most = 3) => fc.array(from, { minLength: least, maxLength: most });
const some = <T>(from: fc.Arbitrary<T>) => fc.option(from, { nil: undefined, freq: 2 });
/** Without the keys that are not set. */
const record = (shape: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Json> =>
  fc.record(shape).map((value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)));
const words = { zh: fc.constant('词'), en: fc.constant('word') };

const items = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.constantFrom('甲类', '乙类', undefined), { minLength: 4, maxLength: 4 }),
  )
  .map(([size, tags]) =>
    ['a', 'b', 'c', 'd'].slice(0, size).map((id, at) => {
      const tag = tags[at];
      return { id, name: `人选${id}`, ...(tag !== undefined && { tag }) };
    }),
  );
const dimensions = fc.constantFrom(
  [{ id: 'de', name: '德' }],
  [
    { id: 'de', name: '德' },
    { id: 'neng', name: '能' },
  ],
);
const SCALE = [
  { id: 'good', name: '好', counted: true },
  { id: 'poor', name: '差', counted: true },
  { id: 'unknown', name: '不了解', counted: false },
];
const blank = fc.constantFrom('refuse', 'allow', { as: 'poor' }, { as: 'unknown' });

const plain: fc.Arbitrary<Json> = fc.oneof(
  record({ kind: fc.constant('grades'), subjects: items, dimensions, scale: fc.constant(SCALE), blank }),
  record({
    kind: fc.constant('score'),
    subjects: items,
    dimensions,
    from: fc.constant(0),
    to: fc.constant(100),
    step: fc.constant(25),
    per: fc.constantFrom(1, 10),
    blank: fc.constantFrom('refuse', 'allow'),
  }),
  record({
    kind: fc.constant('pick'),
    candidates: items,
    min: fc.constant(0),
    max: fc.constant(1),
    seats: fc.constantFrom(null, 1, 2),
    writeIns: fc.constantFrom(0, 1),
  }),
  record({
    kind: fc.constant('motion'),
    matters: items,
    blank: some(fc.constantFrom('refuse', 'allow', { as: 'abstain' })),
  }),
  record({
    kind: fc.constant('choice'),
    questions: items.map((all) => all.map((item) => ({ ...item, options: SCALE }))),
    blank: fc.constantFrom('refuse', 'allow'),
  }),
  record({ kind: fc.constant('text'), prompts: items, lengthMax: fc.constant(20) }),
);
const paper: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: plain },
  {
    weight: 1,
    arbitrary: few(plain, 1, 3).map((parts) => ({
      kind: 'form',
      sections: parts.map((part, at) => ({
        id: `s${at}`,
        name: `第${at}部分`,
        paper: 'writeIns' in part ? { ...part, writeIns: 0 } : part,
      })),
    })),
  },
);

const BASES = ['due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats'];
const base = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('due', 'valid', 'validItem') },
  fc.constantFrom(...BASES),
);
const figure = fc.constantFrom('exam', 'exam', 'years', 'headcount');
/** Ids of tests and scores: the first, those before it, now and then one that isn't there. */
const named = (letter: string, size: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.nat(Math.max(0, size - 1)).map((at) => `${letter}${at}`) },
    fc.nat(3).map((at) => `${letter}${at}`),
  );
const weights = (ids: readonly string[]) =>
  fc
    .subarray([...ids], { minLength: 1 })
    .map((own) => Object.fromEntries(own.map((id, at) => [id, at === 0 ? 100 - 30 * (own.length - 1) : 30])));
const label = (id: string, weight: string) => ({ id, zh: '结论', en: 'finding', weight });
const exactly = <T>(make: readonly fc.Arbitrary<T>[]): fc.Arbitrary<readonly T[]> => fc.tuple(...make);

const conditionOf = (tests: number): fc.Arbitrary<unknown> => {
  const test = named('t', tests).map((id) => ({ test: id }));
  return fc.oneof(
    test,
    test.map((not) => ({ not })),
    fc.tuple(test, test).map((all) => ({ all })),
    fc.tuple(test, test).map(([one, not]) => ({ any: [one, { not }] })),
  );
};

function testOf(options: readonly string[], scores: number): fc.Arbitrary<Json> {
  const votes = fc.subarray([...options], { minLength: 1, maxLength: Math.min(2, options.length) });
  const plus = fc.constantFrom(undefined, undefined, ['absent'], ['invalid', 'absent']);
  const numerator = fc.oneof(
    { weight: 4, arbitrary: record({ options: votes, plus }) },
    record({ account: base }),
    record({ figure }),
    { weight: scores === 0 ? 0 : 2, arbitrary: record({ score: named('x', scores) }) },
    record({
      history: fc.constantFrom(
        { kind: 'run', mark: 'card', missing: 'breaks' },
        { kind: 'count', mark: 'card', within: 'year' },
      ),
    }),
  );
  return record({
    numerator,
    base: fc.oneof({ weight: 3, arbitrary: base }, fc.constant('one')),
    comparator: fc.constantFrom('lt', 'le', 'gt', 'ge'),
    fraction: fc.constantFrom([1, 2], [2, 3], [3, 10], [3, 10], [1, 1], [60, 1]),
    ...words,
  }).map((each) => {
    const counted = each.numerator as Json;
    return 'score' in counted || 'history' in counted ? { ...each, base: 'one' } : each;
  });
}

function scoreOf(options: readonly string[], tests: number, before: number): fc.Arbitrary<Json> {
  const votes = fc.subarray([...options], { minLength: 1, maxLength: Math.min(2, options.length) });
  const plain = [
    record({
      kind: fc.constant('index'),
      points: votes.map((own) => Object.fromEntries(own.map((id, at) => [id, 100 - 40 * at]))),
    }),
    record({ kind: fc.constant('share'), options: votes, base }),
    record({ kind: fc.constant('mean'), per: fc.constantFrom(1, 10), trim: some(fc.constant({ minRaters: 6 })) }),
    record({ kind: fc.constant('figure'), figure, max: fc.constant(200) }),
    record({ kind: fc.constant('ranks'), figure, top: fc.constant(200), stepPercent: fc.constant(2) }),
    record({ kind: fc.constant('bonus'), award: figure, points: fc.constant(3), validYears: fc.constant(1) }),
  ];
  const brackets = record({
    kind: fc.constant('brackets'),
    bands: few(record({ when: conditionOf(tests), points: fc.constant(90) }), 1, 2),
    otherwise: fc.constant(10),
  });
  const part = named('x', before);
  const empty = fc.constantFrom('error', 'renormalise');
  const made = [
    record({ kind: fc.constant('groups'), of: part, weights: weights(['g0', 'g1']), empty }),
    record({ kind: fc.constant('groups'), of: part, weights: weights(['g0', 'g2']), empty }),
    record({ kind: fc.constant('dimensions'), of: part, weights: weights(['de', 'neng']), empty }),
    record({ kind: fc.constant('weighted'), parts: part.map((score) => [{ score, weight: 40 }]) }),
    record({ kind: fc.constant('sum'), parts: part.map((own) => [own]) }),
  ];
  return fc.oneof(...plain, ...(tests === 0 ? [] : [brackets]), ...(before === 0 ? [] : made));
}

function ruleOf(options: readonly string[]): fc.Arbitrary<Json> {
  return fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()).chain(([tests, scores, isCut]) => {
    const least = scores === 0 && !isCut ? 1 : 0;
    const size = Math.max(tests, least);
    const score = named('x', scores);
    const cut = fc
      .record({
        by:
          scores === 0
            ? record({ votes: fc.constant([options[0]]) })
            : fc.oneof(record({ votes: fc.constant([options[0]]) }), record({ score })),
        direction: fc.constantFrom('top', 'bottom'),
        places: fc.constantFrom<unknown>(1, 1, 'seats', { 甲类: 1 }),
        ties: fc.constantFrom('include_all', 'runoff', 'organizer', ...(scores === 0 ? [] : ['secondary'])),
        secondary: score,
        win: size === 0 ? fc.constant(undefined) : some(named('t', size)),
        perTag: fc.boolean(),
      })
      .map(({ secondary, win, perTag, ...own }) => ({
        ...own,
        per: perTag || typeof own.places === 'object' ? 'tag' : 'poll',
        ...(own.ties === 'secondary' && { secondary }),
        ...(win !== undefined && { win }),
        taken: label('taken', 'outcome'),
      }));
    const when = conditionOf(size);
    return fc
      .record({
        scope: fc.constantFrom('question', 'item', 'poll'),
        only: fc.constantFrom(
          undefined,
          undefined,
          undefined,
          { section: 's0' },
          { section: 's1' },
          { dimension: 'de' },
        ),
        tests: exactly(Array.from({ length: size }, () => testOf(options, scores))),
        scores: exactly(Array.from({ length: scores }, (_, at) => scoreOf(options, size, at))),
        cut,
        branches:
          size === 0
            ? fc.constant([])
            : fc.array(record({ when, label: fc.constant(label('fired', 'flag')) }), {
                minLength: least,
                maxLength: 2,
              }),
        sensitivity: fc.subarray(BASES),
        strength: fc.constantFrom('auto', 'flag', 'principle'),
      })
      .map(({ scores: own, cut: through, only, scope, tests: asked, ...more }) => ({
        zh: '规则',
        en: 'rule',
        citations: [],
        ...more,
        scope: isCut ? 'poll' : scope,
        tests: asked.map((each, at) => ({ id: `t${at}`, ...each })),
        ...(only !== undefined && { only }),
        ...(scores > 0 && { scores: own.map((each, at) => ({ id: `x${at}`, ...each })) }),
        ...(isCut && { cut: through }),
        otherwise: label('clear', 'clear'),
        gates: [{ id: 'inspection', zh: '组织考察', en: 'inspection' }],
        consequence: { zh: '处理', en: 'consequence' },
        precedence: 1,
      }));
  });
}

const GIVEN: Json = { exam: 60, years: [2025, 2020], headcount: 3 };
const figures = fc.constantFrom<Json>(
  GIVEN,
  GIVEN,
  { exam: 0, years: 2026, headcount: 0 },
  { exam: [1, 3], years: [], headcount: 3 },
  { headcount: [1, 2] },
);
const given = fc.record({ poll: figures, own: figures, history: fc.boolean() });
const moment = fc.constantFrom('2026', '2026-02-28', undefined);

/** A definition that is wrong as often as right, and seldom in more than one place. */
export const drafted = paper.chain((own) => {
  const options = optionsOf(own as unknown as Paper);
  return fc
    .record({ rule: ruleOf(options), given, at: moment })
    .map(({ rule, given: { poll, own: ofItem, history }, at }) => ({
      format: 'gonglun-poll/1',
      event: 'event-1',
      poll: 'p1',
      title: '表决',
      paper: own,
      groups: [
        { id: 'g0', name: '一组', due: 9 },
        { id: 'g1', name: '二组', due: 6 },
        { id: 'g2', name: '三组', due: 1, relation: 'self' },
      ],
      rules: [{ id: 'r0', ...rule }],
      release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
      ...(at !== undefined && { at }),
      given: {
        '': { figures: poll, ...(history && { history: [{ at: '2025', mark: 'card' }] }) },
        ...(own.kind !== 'form' && { a: { figures: ofItem, history: [{ at: '2025-12-31', mark: 'card' }] } }),
      },
    }));
});
