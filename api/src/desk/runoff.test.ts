import type { Cut, PickPaper, Paper, PollId, PollRecord, RankedRow, Rule } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { runoffOf } from './runoff.ts';

const TAKEN = { id: 'in', zh: '入围', en: 'in', weight: 'outcome' } as const;
const cutRule = (cut: Omit<Cut, 'by' | 'direction' | 'ties' | 'taken'>, only?: Rule['only']): Rule => ({
  id: 'cut',
  zh: '取前',
  en: 'top',
  citations: [],
  scope: 'poll',
  ...(only === undefined ? {} : { only }),
  tests: [],
  branches: [],
  otherwise: { ...TAKEN, id: 'none' },
  cut: { by: { votes: ['picked'] }, direction: 'top', ties: 'runoff', taken: TAKEN, ...cut },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 1,
  sensitivity: [],
});
const row = (id: string, state: RankedRow['state']): RankedRow => ({ id, rank: 1, value: [1, 1], state, win: null });

/** Only what a runoff reads of a record. */
const record = (paper: Paper, rules: readonly Rule[], ranking: readonly RankedRow[], question = ''): PollRecord =>
  ({
    definition: {
      poll: 'p1' as PollId,
      title: '推荐',
      paper,
      rules,
      release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
      given: { [question === '' ? 'a' : `${question}.a`]: { figures: { exam: 90 } }, other: { figures: { exam: 1 } } },
    },
    findings: [{ question, rule: 'cut', ranking }],
  }) as unknown as PollRecord;

const pick: PickPaper = {
  kind: 'pick',
  candidates: [
    { id: 'a', name: '甲', tag: '机关' },
    { id: 'b', name: '乙', tag: '机关' },
    { id: 'c', name: '丙', tag: '乡镇' },
    { id: 'd', name: '丁', tag: '乡镇' },
    { id: 'e', name: '戊', tag: '乡镇' },
  ],
  min: 2,
  max: 4,
  seats: null,
  writeIns: 2,
};

describe('another round', () => {
  test('has the open places of each category, and only the categories where somebody is tied', () => {
    const ranking = [row('a', 'taken'), row('b', 'left'), row('c', 'taken'), row('d', 'tied'), row('e', 'tied')];
    const places = { 机关: 1, 乡镇: 2 };
    const made = runoffOf(record(pick, [cutRule({ places, per: 'tag' })], ranking), 'cut');
    expect(made).toMatchObject({
      ok: true,
      value: {
        paper: { candidates: [{ id: 'd' }, { id: 'e' }], min: 1, max: 1, seats: null, writeIns: 0 },
        rules: [{ cut: { places: { 乡镇: 1 }, per: 'tag' } }],
        source: { poll: 'p1', rule: 'cut', take: 'tied' },
      },
    });
  });

  test('takes written-in names that are tied onto its list', () => {
    const ranking = [row('a', 'taken'), row('+己', 'tied'), row('b', 'tied')];
    const made = runoffOf(record(pick, [cutRule({ places: 2, per: 'poll' })], ranking), 'cut');
    expect(made.ok && made.value.paper).toMatchObject({
      candidates: [{ id: 'b', name: '乙', tag: '机关' }, { name: '己' }],
      max: 1,
    });
    expect(made.ok && made.value.rules[0]?.cut?.places).toBe(1);
  });

  test('of one part of a form is a paper of its own, with the rules and figures of that part', () => {
    const part: Paper = { ...pick, writeIns: 0 };
    const form: Paper = {
      kind: 'form',
      sections: [
        { id: 'one', name: '第一部分', paper: { kind: 'motion', matters: [{ id: 'm', name: '事项' }] } },
        { id: 'two', name: '第二部分', paper: part },
      ],
    };
    const rules = [
      cutRule({ places: 1, per: 'poll' }, { section: 'two' }),
      { ...cutRule({ places: 1, per: 'poll' }), id: 'one', only: { section: 'one' } },
    ];
    const made = runoffOf(record(form, rules, [row('two.a', 'tied'), row('two.b', 'tied')], 'two'), 'cut');
    expect(made.ok && made.value.paper).toMatchObject({ kind: 'pick', candidates: [{ id: 'a' }, { id: 'b' }], max: 1 });
    expect(made.ok && made.value.rules.map(({ id, only }) => [id, only])).toEqual([['cut', undefined]]);
    expect(made.ok && made.value.given).toEqual({ a: { figures: { exam: 90 } } });
  });

  test('is not made where nobody is tied, or by a rule that ranks nobody', () => {
    const calm = record(pick, [cutRule({ places: 2, per: 'poll' })], [row('a', 'taken'), row('b', 'taken')]);
    expect(runoffOf(calm, 'cut')).toMatchObject({ ok: false, error: { code: 'body_malformed', at: 'rule' } });
    expect(runoffOf(calm, 'other')).toMatchObject({ ok: false, error: { at: 'rule' } });
  });

  test('gives no receipts where the round before gave none', () => {
    const before = record(pick, [cutRule({ places: 2, per: 'poll' })], [row('a', 'tied'), row('b', 'tied')]);
    expect(runoffOf(before, 'cut')).not.toMatchObject({ value: { receipts: expect.anything() } });
    const silent = { ...before, definition: { ...before.definition, receipts: 'off' as const } };
    expect(runoffOf(silent, 'cut')).toMatchObject({ value: { receipts: 'off' } });
  });

  test('counts the names again: 候选人数 of the list before is no longer true', () => {
    const before = record(pick, [cutRule({ places: 2, per: 'poll' })], [row('a', 'tied'), row('b', 'tied')]);
    const given = { '': { figures: { candidates: 5, posts: 2 } } };
    const made = runoffOf({ ...before, definition: { ...before.definition, given } }, 'cut');
    expect(made).toMatchObject({ value: { given: { '': { figures: { candidates: 2, posts: 2 } } } } });
  });
});
