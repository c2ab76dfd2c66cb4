import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { findingInWords } from './finding-words.ts';
import { ruleInWords } from './rule-words.ts';
import type { Rule, Tally, Test } from './rule.ts';

const flag = { id: 'review', zh: '提请考核', en: 'for review', weight: 'flag' } as const;
const third: Test = {
  id: 'bad',
  numerator: { options: ['incompetent'] },
  base: 'validItem',
  comparator: 'gt',
  fraction: [1, 3],
  zh: '超过三分之一',
  en: 'more than a third',
};
const plain: Rule = {
  id: 'r',
  zh: '规则',
  en: 'rule',
  citations: [],
  scope: 'question',
  tests: [third],
  branches: [{ when: { test: 'bad' }, label: flag }],
  otherwise: { ...flag, id: 'ok', zh: '未触发', en: 'not triggered', weight: 'clear' },
  strength: 'flag',
  gates: [{ id: 'org', zh: '组织考核', en: 'inspection' }],
  consequence: null,
  precedence: 0,
  sensitivity: ['due'],
};
const tally = (incompetent: number): Tally => ({
  bases: { due: 100, validItem: 90, valid: 90 },
  options: { incompetent },
});

describe('a finding in words', () => {
  test('says the sum, the line, how far it is, and what another base would say', () => {
    expect(findingInWords(evaluate(plain, tally(30)), plain, 'zh')).toBe(
      '不称职票 30，有效评价票 90：30×3 = 90，1×90 = 90，不超过 1/3；界线 31 票起，再多 1 票即成立；按应到人数 100 计算结果相同。结论：未触发。',
    );
    expect(findingInWords(evaluate(plain, tally(33)), plain, 'zh')).toBe(
      '不称职票 33，有效评价票 90：33×3 = 99，1×90 = 90，超过 1/3；界线 31 票起，再少 3 票即不成立；按应到人数 100 计算结果相反。结论：提请考核（组织考核：尚未认定）。',
    );
    expect(findingInWords(evaluate(plain, tally(31)), plain, 'en')).toBe(
      '“incompetent” votes: 31; valid assessments: 90; 31×3 = 93, 1×90 = 90: more than 1/3; line: 31 or more; 1 fewer would turn it; on members due 100 it is the other way. Finding: for review (inspection pending).',
    );
  });

  test('moving by what it says turns it, and by one less does not', () => {
    for (let votes = 0; votes <= 90; votes += 1) {
      for (const comparator of ['gt', 'ge', 'lt', 'le'] as const) {
        const of = { ...plain, tests: [{ ...third, comparator }] };
        const finding = evaluate(of, tally(votes));
        const [, sign, away] = /再(多|少) (\d+) 票/.exec(findingInWords(finding, of, 'zh')) ?? [];
        const holds = (by: number) => evaluate(of, tally(votes + (sign === '多' ? by : -by))).tests[0]?.holds;
        expect(holds(Number(away))).toBe(!finding.tests[0]?.holds);
        expect(holds(Number(away) - 1)).toBe(finding.tests[0]?.holds);
      }
    }
  });
});

const weighted: Rule = {
  ...plain,
  scope: 'item',
  gates: [],
  sensitivity: [],
  tests: [{ ...third, id: 'pass', numerator: { score: 'total' }, base: 'one', comparator: 'ge', fraction: [80, 1] }],
  scores: [
    { id: 'index', kind: 'index', points: { excellent: 100, incompetent: 0 } },
    { id: 'exam', kind: 'figure', figure: 'exam', max: 100 },
    {
      id: 'total',
      kind: 'weighted',
      parts: [
        { score: 'index', weight: 60 },
        { score: 'exam', weight: 40 },
      ],
    },
  ],
  branches: [{ when: { test: 'pass' }, label: { ...flag, id: 'passed', zh: '合格', en: 'passed', weight: 'outcome' } }],
};

describe('a score in words', () => {
  test('is read with every weight', () => {
    expect(ruleInWords(weighted, 'zh')).toBe(
      '综合得分达到或超过 80；加权得分 = 优秀 100、不称职 0 按票平均（其余不计）；考试成绩 = 按提供的数据计入，满分 100；综合得分 = 加权得分 60、考试成绩 40 加权平均',
    );
    expect(ruleInWords(weighted, 'en')).not.toMatch(/\p{Script=Han}|undefined/u);
  });

  test('is found with its parts', () => {
    const finding = evaluate(
      weighted,
      { bases: {}, options: { excellent: 8, incompetent: 2 } },
      { given: { figures: { exam: 79 } } },
    );
    expect(findingInWords(finding, weighted, 'zh')).toBe(
      '综合得分 79.60，低于 80。加权得分 80.00。考试成绩 79.00。综合得分 79.60：加权得分 80.00（权重 60），考试成绩 79.00（权重 40）。结论：未触发。',
    );
  });
});

describe('a cut in words', () => {
  const elect: Rule = {
    ...plain,
    scope: 'poll',
    gates: [],
    sensitivity: [],
    tests: [{ ...third, id: 'win', numerator: { options: ['picked'] }, base: 'due', fraction: [1, 2] }],
    branches: [],
    cut: {
      by: { votes: ['picked'] },
      direction: 'top',
      places: 'seats',
      per: 'poll',
      ties: 'runoff',
      win: 'win',
      taken: { ...flag, id: 'elected', zh: '当选', en: 'elected', weight: 'outcome' },
    },
  };

  test('says by what, how many, and what happens at a tie', () => {
    expect(ruleInWords(elect, 'zh', 50)).toBe(
      '当选：按得票由高到低按职数取，且得票超过应到人数的 1/2（应到 50 人：26 票起），末位并列的另行投票；其余情形：未触发',
    );
    expect(ruleInWords(elect, 'en', 50)).not.toMatch(/\p{Script=Han}|undefined/u);
  });

  test('says who is in, who is level, what stays vacant', () => {
    const rows = Object.entries({ 甲: 40, 乙: 30, 丙: 30, 丁: 20 }).map(([id, picked]) => ({
      id,
      tally: { bases: { due: 50 }, options: { picked } },
    }));
    const said = (seats: number) =>
      findingInWords(evaluate(elect, { bases: { due: 50, seats, valid: 50 }, options: {}, rows }), elect, 'zh');
    expect(said(2)).toBe('当选：甲（40 票）；并列待定：乙（30 票）、丙（30 票）。结论：当选。');
    expect(said(4)).toBe('当选：甲（40 票）、乙（30 票）、丙（30 票）；空缺 1 名。结论：当选。');
  });
});
