import { describe, expect, test } from 'vitest';
import type { Paper } from '../paper/paper.ts';
import { evaluate } from './evaluate.ts';
import { fractionInWords } from './fraction-words.ts';
import { optionName } from './names.ts';
import { presetRules, PRESETS } from './presets.ts';
import { testFindingInWords } from './finding-words.ts';
import { ruleInWords } from './rule-words.ts';
import type { Rule, Test } from './rule.ts';

const [P29A, P29B] = presetRules('P01') as readonly [Rule, Rule];
const [P04] = presetRules('P04') as readonly [Rule];
const [P08] = presetRules('P08') as readonly [Rule];

describe('a rule in words', () => {
  test('gives the boundary in votes for all of those due', () => {
    expect(ruleInWords(P29B, 'zh', 90)).toBe('不称职票超过有效评价票的 1/3（应到 90 人全部评价时：31 票起触发）');
    expect(ruleInWords(P29A, 'zh', 90)).toBe(
      '优秀、称职票合计低于有效评价票的 2/3（应到 90 人全部评价时：59 票及以下触发）',
    );
    expect(ruleInWords(P04, 'zh', 90)).toBe('得票不超过有效票的 1/2（应到 90 人全部投票且有效时：45 票及以下触发）');
    expect(ruleInWords(P29B, 'en', 90)).toBe(
      '“incompetent” votes are more than 1/3 of the valid assessments (if all 90 due assess: triggered by 31 votes or more)',
    );
  });

  test('says the share alone while nobody knows how many are due', () => {
    expect(ruleInWords(P29B, 'zh')).toBe('不称职票超过有效评价票的 1/3');
  });

  test('of a committee ballot goes through the questions in the order in which they are decided', () => {
    expect(ruleInWords(P08, 'zh', 11)).toBe(
      '本次投票无效：收回票超过发出票；' +
        '未达到法定到会人数：实到人数低于应到人数的 2/3（应到 11 人：7 人及以下）；' +
        '暂缓作出任用决定：不同意、弃权票合计超过应到人数的 3/10（应到 11 人：4 票起）；' +
        '通过：同意票超过应到人数的 1/2（应到 11 人：6 票起）；' +
        '其余情形：未通过',
    );
  });

  test('calls an option what the paper calls it', () => {
    const paper: Paper = {
      kind: 'grades',
      subjects: [{ id: 'a', name: '甲' }],
      dimensions: [{ id: 'overall', name: '总体' }],
      scale: [
        { id: 'good', name: '好', counted: true },
        { id: 'incompetent', name: '差', counted: true },
      ],
      blank: 'allow',
    };
    expect(ruleInWords(P29B, 'zh', 90, paper)).toMatch(/^差票超过/);
    expect(optionName('incompetent', 'en', paper)).toBe('差');
    expect(optionName('incompetent', 'en')).toBe('incompetent');
  });

  test('calls a voter group what the meeting calls it', () => {
    const [rule] = presetRules('P30');
    if (rule === undefined) throw new Error('P30 has a rule');
    const groups = [{ id: 'superior', name: '县级领导' }];
    expect(ruleInWords(rule, 'zh', undefined, undefined, groups)).toContain('县级领导 40%');
    expect(ruleInWords(rule, 'zh')).toContain('上级 40%');
  });

  test('never leaves a listener to negate: "not both" is said as one or the other', () => {
    const both = { not: { all: [{ test: 'defer' }, { test: 'pass' }] } };
    const label = { id: 'odd', zh: '其他', en: 'Odd', weight: 'outcome' } as const;
    expect(ruleInWords({ ...P08, branches: [{ when: both, label }] }, 'zh')).toBe(
      '其他：不同意、弃权票合计不超过应到人数的 3/10，或者同意票不超过应到人数的 1/2；其余情形：未通过',
    );
  });

  test('exists in both languages for every preset', () => {
    for (const rule of Object.values(PRESETS).flatMap(({ polls }) => polls.flatMap(({ rules }) => rules))) {
      expect(ruleInWords(rule, 'zh', 90)).toMatch(/\p{Script=Han}/u);
      // Categories are words of the paper, and papers are in Chinese.
      const tags = typeof rule.cut?.places === 'object' ? Object.keys(rule.cut.places) : [];
      const said = tags.reduce((words, tag) => words.replaceAll(tag, ''), ruleInWords(rule, 'en', 90));
      expect(said).not.toMatch(/\p{Script=Han}|undefined/u);
    }
  });
});

test('a finding in words gives the sum that anyone can redo, and says how it turned out', () => {
  const bases = { due: 90, present: 90, issued: 90, returned: 90, valid: 90, validItem: 90 };
  const said = (incompetent: number) => {
    const finding = evaluate(P29B, { bases, options: { incompetent } });
    return finding.tests.map((found) => testFindingInWords(P29B.tests[0] as Test, found, 'zh'));
  };
  expect(said(31)).toEqual(['不称职票 31，有效评价票 90：31×3 = 93，1×90 = 90，超过 1/3']);
  expect(said(30)).toEqual(['不称职票 30，有效评价票 90：30×3 = 90，1×90 = 90，不超过 1/3']);
});

test.each([
  [[2, 3], '三分之二', 'two thirds'],
  [[1, 3], '三分之一', 'one third'],
  [[1, 2], '二分之一', 'one half'],
  [[3, 10], '十分之三', 'three tenths'],
  [[4, 5], '五分之四', 'four fifths'],
  [[60, 100], '百分之六十', '60 per cent'],
  [[15, 100], '百分之十五', '15 per cent'],
  [[1, 1], '全部', 'all'],
  [[7, 12], '十二分之七', '7/12'],
] as const)('%j is %s, %s', (fraction, zh, en) => {
  expect(fractionInWords(fraction, 'zh')).toBe(zh);
  expect(fractionInWords(fraction, 'en')).toBe(en);
});
