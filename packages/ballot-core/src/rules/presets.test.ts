/**
 * The boundaries of the presets, at equality and one vote to either side.
 *
 * Figures are our own working of the clauses; each row is: votes, base, and whether the rule fires.
 */
import { describe, expect, test } from 'vitest';
import type { EventId, GroupId, PollId } from '../brand.ts';
import { ITEM_ID } from '../paper/paper.ts';
import type { Definition } from '../record/record.ts';
import { checkDefinition } from './check-definition.ts';
import { evaluate } from './evaluate.ts';
import type { Words } from './names.ts';
import type { Preset, PresetPoll } from './preset.ts';
import { presetRules, PRESETS } from './presets.ts';
import { ruleInWords } from './rule-words.ts';
import type { Rule, Tally } from './rule.ts';

const [P29A, P29B] = presetRules('P01') as readonly [Rule, Rule];
const [P03] = presetRules('P03') as readonly [Rule];
const [P04] = presetRules('P04') as readonly [Rule];
const [P05] = presetRules('P05') as readonly [Rule];
const [P08] = presetRules('P08') as readonly [Rule];

const everyone = (count: number) => ({ due: count, present: count, issued: count, returned: count, valid: count });

function grades(excellent: number, competent: number, basic: number, incompetent: number, abstain = 0): Tally {
  const marked = excellent + competent + basic + incompetent;
  return {
    bases: { ...everyone(marked + abstain), validItem: marked },
    options: { excellent, competent, basic, incompetent, abstain },
  };
}

describe('P29a 优秀+称职 < 2/3', () => {
  test.each([
    [60, 90, 'ok'],
    [59, 90, 'review_adjust'],
    [61, 91, 'ok'],
    [60, 91, 'review_adjust'],
    [67, 100, 'ok'],
    [66, 100, 'review_adjust'],
    [133, 200, 'review_adjust'],
    [13_334, 20_000, 'ok'],
    [13_333, 20_000, 'review_adjust'],
    [2, 3, 'ok'],
    [1, 3, 'review_adjust'],
    [0, 1, 'review_adjust'],
  ])('%i of %i: %s', (good, base, label) => {
    const excellent = Math.floor(good / 2);
    expect(evaluate(P29A, grades(excellent, good - excellent, base - good, 0)).label.id).toBe(label);
  });

  test('不了解 is no assessment: 60 of 90 passes though 100 ballots came in, and the other bases are shown', () => {
    const finding = evaluate(P29A, grades(40, 20, 20, 10, 10));
    expect(finding.label.id).toBe('ok');
    expect(finding.tests[0]?.sensitivity).toContainEqual({ base: 'valid', baseValue: 100, holds: true });
  });
});

describe('P29b 不称职 > 1/3', () => {
  test.each([
    [30, 90, 'ok'],
    [31, 90, 'review_dismiss'],
    [30, 91, 'ok'],
    [31, 91, 'review_dismiss'],
    [33, 100, 'ok'],
    [34, 100, 'review_dismiss'],
    [1, 3, 'ok'],
    [2, 3, 'review_dismiss'],
  ])('%i of %i: %s', (bad, base, label) => {
    expect(evaluate(P29B, grades(0, base - bad, 0, bad)).label.id).toBe(label);
  });

  test('both can fire, both are kept, and the severer one has the higher precedence', () => {
    const tally = grades(20, 20, 18, 32);
    expect([P29A, P29B].map((rule) => evaluate(rule, tally).label.id)).toEqual(['review_adjust', 'review_dismiss']);
    expect(P29B.precedence).toBeGreaterThan(P29A.precedence);
  });
});

const picked = (votes: number, valid: number): Tally => ({ bases: everyone(valid), options: { picked: votes } });

describe('P03 得票率 < 1/3', () => {
  test.each([
    [30, 90, 'eligible'],
    [29, 90, 'not_shortlisted'],
    [34, 100, 'eligible'],
    [33, 100, 'not_shortlisted'],
    [122, 365, 'eligible'],
    [121, 365, 'not_shortlisted'],
  ])('%i of %i: %s', (votes, valid, label) => {
    expect(evaluate(P03, picked(votes, valid)).label.id).toBe(label);
  });

  test('is measured on valid ballots; the other bases that would turn it are shown', () => {
    const tally: Tally = {
      bases: { due: 110, present: 100, issued: 100, returned: 98, valid: 96 },
      options: { picked: 32 },
      invalid: 2,
    };
    const finding = evaluate(P03, tally);
    expect(finding.label.id).toBe('eligible');
    expect(finding.tests[0]?.sensitivity).toEqual([
      { base: 'present', baseValue: 100, holds: true },
      { base: 'issued', baseValue: 100, holds: true },
      { base: 'due', baseValue: 110, holds: true },
    ]);
  });
});

describe('P04 不过半 and P05 低于半数', () => {
  test.each([
    [45, 90, 'not_shortlisted', 'eligible'],
    [46, 90, 'eligible', 'eligible'],
    [44, 90, 'not_shortlisted', 'not_shortlisted'],
    [45, 91, 'not_shortlisted', 'not_shortlisted'],
    [46, 91, 'eligible', 'eligible'],
  ])('%i of %i: %s under P04, %s under P05', (votes, valid, half, below) => {
    expect(evaluate(P04, picked(votes, valid)).label.id).toBe(half);
    expect(evaluate(P05, picked(votes, valid)).label.id).toBe(below);
  });
});

describe('P08 committee ballot with deferral', () => {
  const committee = (
    due: number,
    present: number,
    agree: number,
    disagree: number,
    abstain: number,
    more = 0,
  ): Tally => ({
    bases: { due, present, issued: present, returned: present + more, valid: present + more },
    options: { agree, disagree, abstain },
  });

  test.each([
    [10, 10, 7, 2, 1, 'passed', 'three of ten is not over 30 %'],
    [10, 10, 6, 3, 1, 'deferred', 'four of ten is'],
    [11, 11, 8, 2, 1, 'passed', 'three of eleven'],
    [11, 11, 7, 3, 1, 'deferred', 'four of eleven'],
    [20, 20, 14, 6, 0, 'passed', 'six of twenty is exactly 30 %'],
    [20, 20, 13, 7, 0, 'deferred', 'a majority agrees and it is still deferred'],
    [12, 8, 7, 1, 0, 'passed', 'a quorum of exactly two thirds'],
    [13, 8, 7, 1, 0, 'quorum_failed', 'a quorum missed by one'],
    [13, 9, 8, 1, 0, 'passed', 'and met by one'],
    [20, 14, 12, 1, 1, 'passed', 'absent members sit in the denominator only'],
    [20, 14, 10, 2, 2, 'not_passed', 'exactly half of those due is not more than half'],
    [20, 14, 11, 2, 1, 'passed', 'one more is'],
    [20, 20, 10, 10, 0, 'deferred', 'neither a majority nor few against: 暂缓 comes first'],
  ])(
    'of %i due, %i present, %i for, %i against, %i abstain: %s (%s)',
    (due, present, agree, disagree, abstain, label) => {
      expect(evaluate(P08, committee(due, present, agree, disagree, abstain)).label.id).toBe(label);
    },
  );

  test('more ballots returned than issued void the whole count, before anything else is asked', () => {
    expect(evaluate(P08, committee(10, 10, 11, 0, 0, 1)).label.id).toBe('count_invalid');
    expect(evaluate(P08, committee(13, 8, 9, 0, 0, 1)).label.id).toBe('count_invalid');
  });

  test('when deferred without a majority, the failing pass test stays visible', () => {
    const finding = evaluate(P08, committee(20, 20, 10, 10, 0));
    expect(finding.label.id).toBe('deferred');
    expect(finding.tests.find(({ id }) => id === 'pass')).toMatchObject({
      holds: false,
      count: 10,
      line: 11,
      needed: 1,
    });
  });
});

describe('the presets', () => {
  const presets = Object.values(PRESETS).map((preset) => [preset.id, preset] as const);
  const polls = presets.flatMap(([id, preset]) => preset.polls.map((poll) => [id, poll.zh, preset, poll] as const));
  const all = presets.flatMap(([id, { polls: own }]) =>
    own.flatMap(({ rules }) => rules.map((rule) => [id, rule.id, rule] as const)),
  );

  test('are the forty of the rulebook, in its order, each under its own number', () => {
    const numbers = Array.from({ length: 40 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`);
    expect(Object.keys(PRESETS)).toEqual(numbers);
    expect(presets.map(([id]) => id)).toEqual(numbers);
  });

  test.each(polls)('%s %s may be frozen as it stands, unchanged', (_id, _name, preset, poll) => {
    const draft = definitionOf(preset, poll);
    expect(checkDefinition(structuredClone(draft))).toEqual({ ok: true, value: draft });
  });

  test.each(presets)('%s says everything in both languages', (_id, preset) => {
    const said = wordsIn(preset);
    expect(said.length).toBeGreaterThan(5);
    for (const { zh, en } of said) {
      expect(zh, en).toMatch(/\p{Script=Han}/u);
      // A term of art may be quoted; the sentence around it is English.
      expect(en.replaceAll(/\p{Script=Han}/gu, '').length * 2, en).toBeGreaterThan(en.length);
      expect(en).toMatch(/[a-z]{2}/);
    }
  });

  test.each(presets)(
    '%s has a caution, groups and polls whose ids are its own',
    (_id, { cautions, groups, polls: own }) => {
      expect(cautions.length).toBeGreaterThan(0);
      for (const ids of [groups.map(({ id }) => id), own.flatMap(({ rules }) => rules.map(({ id }) => id))]) {
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeGreaterThan(0);
      }
      for (const { due } of groups) expect(due).toBeGreaterThanOrEqual(6);
    },
  );

  test.each(polls)('%s %s has boxes to tick that the desk can name', (_id, _name, _preset, { checklist = [] }) => {
    const ids = checklist.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(ITEM_ID);
  });

  test.each(polls.filter(([, , , { source }]) => source !== undefined))(
    '%s %s takes its list from an earlier poll whose rule makes one',
    (_id, _name, preset, { source }) => {
      const rules = source === undefined ? [] : (preset.polls[source.poll]?.rules ?? []);
      expect(rules.find(({ id }) => id === source?.rule)?.cut).toBeDefined();
    },
  );

  test('no two rules share an id, so that a finding names its template', () => {
    const ids = all.map(([, rule]) => rule);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each(all)(
    '%s %s names a document, a clause, its wording and how sure the source is',
    (_id, _rule, { citations }) => {
      expect(citations.length).toBeGreaterThan(0);
      for (const { document, clause, wording, confidence } of citations) {
        for (const part of [document, clause, wording, confidence]) expect(part).not.toBe('');
        expect(document + clause + wording).not.toMatch(/https?:|www\./);
      }
    },
  );

  test.each(all)('%s %s can be read aloud in both languages', (_id, _name, rule) => {
    for (const language of ['zh', 'en'] as const) expect(ruleInWords(rule, language, 90)).not.toMatch(/undefined|null/);
  });

  test('a principle never has a consequence before the organ has upheld it', () => {
    const tally = picked(29, 90);
    expect(evaluate(P03, tally).consequence).toBe(false);
    expect(evaluate(P03, tally, { gates: { org_decision: 'rejected' } }).consequence).toBe(false);
    expect(evaluate(P03, tally, { gates: { org_decision: 'confirmed' } }).consequence).toBe(true);
  });
});

/** As the desk would freeze it: the groups by their Chinese names, in the year of the examples. */
function definitionOf({ groups }: Preset, { zh, paper, rules, release, given }: PresetPoll): Definition {
  return {
    format: 'gonglun-poll/1',
    event: 'event' as EventId,
    poll: 'poll' as PollId,
    title: zh,
    paper,
    groups: groups.map(({ id, zh: name, due, relation }) => ({
      id: id as GroupId,
      name,
      due,
      ...(relation !== undefined && { relation }),
    })),
    rules,
    release,
    at: '2026',
    ...(given !== undefined && { given }),
  };
}

/** Every pair of words in a template, wherever it stands. */
function wordsIn(value: unknown): readonly Words[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'zh' in value && 'en' in value ? [value as Words] : [];
  return [...own, ...Object.values(value).flatMap(wordsIn)];
}
