/**
 * The last value that the format takes and the first that it refuses, field by field.
 *
 * Each is put into the unsigned definition or record of a good bundle, so what is told apart is the format alone.
 */
export interface Bound {
  /** From the poll's `record`. */
  readonly path: string;
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const of = (length: number, letter = '甲'): string => letter.repeat(length);
const items = (length: number) => Array.from({ length }, (_, i) => ({ id: `x${i}`, name: `名${i}` }));

export const BOUNDS: readonly Bound[] = [
  {
    path: 'definition.title',
    takes: [of(120), of(60, '𠮷'), 'a b'],
    refuses: [of(121), of(61, '𠮷'), '', ' a', 'a\u0085'],
  },
  {
    path: 'definition.title',
    takes: ['é', '（甲）', 'x\u3000x'],
    refuses: ['e\u0301', 'a\u200bb', 'a\nb', '\ufeffa', '\ue000\u2028'],
  },
  { path: 'definition.event', takes: [of(64, 'A'), '_-'], refuses: [of(65, 'A'), '', 'é', 'a b', 'a\n'] },
  {
    path: 'definition.at',
    takes: ['1000', '2026', '2024-02-29'],
    refuses: ['0999', '2026-02-29', '2026-13-01', '2026-1-1', 2026],
  },
  { path: 'definition.groups.0.due', takes: [1, 100_000], refuses: [0, 100_001, 1.5, '1', -1] },
  {
    path: 'definition.groups.0.id',
    takes: ['0', of(24, 'z'), 'a-'],
    refuses: [of(25, 'z'), '-a', 'A', 'constructor', ''],
  },
  { path: 'definition.groups.0.relation', takes: ['self', 'citizen'], refuses: ['Self', null, ''] },
  {
    path: 'definition.groups.0.excluded',
    takes: [[], [{ count: 1, reason: '病', approvedBy: '甲' }]],
    refuses: [{}, [{ count: 0, reason: '病', approvedBy: '甲' }], [{ count: 1 }]],
  },
  { path: 'definition.release.k', takes: [3, 1000], refuses: [2, 1001, 3.5, null] },
  {
    path: 'definition.release.minTurnout',
    takes: [
      [0, 1],
      [1, 1],
      [5, 10_000],
    ],
    refuses: [[2, 1], [0, 0], [1, 10_001], [1], [1, 2, 3]],
  },
  {
    path: 'definition.given',
    takes: [
      {},
      { '': {} },
      { '': { figures: { a_b: 0, c: [] } } },
      { '': { history: [{ at: '2020', mark: 'none' }] } },
    ],
    refuses: [
      [],
      { nobody: {} },
      { '': { figures: { A: 0 } } },
      { '': { figures: { a: -1 } } },
      { '': { figures: { a: 1_000_001 } } },
      { '': { history: [{ at: '20', mark: 'x' }] } },
    ],
  },
  {
    path: 'definition.source',
    takes: [{ poll: 'p', record: of(64, 'a'), rule: 'r', take: 'tied' }],
    refuses: [
      { poll: 'p', record: of(63, 'a'), rule: 'r', take: 'tied' },
      { poll: 'p', record: of(64, 'A'), rule: 'r', take: 'tied' },
      { poll: 'p-motion', record: of(64, 'a'), rule: 'r', take: 'tied' },
      { poll: 'p', record: of(64, 'a'), rule: 'r', take: 'left' },
    ],
  },
  {
    path: 'definition.paper',
    takes: [
      { kind: 'motion', matters: items(200) },
      { kind: 'text', prompts: items(20), lengthMax: 500 },
      { kind: 'pick', candidates: items(200), min: 0, max: 200, seats: 200, writeIns: 0 },
    ],
    refuses: [
      { kind: 'motion', matters: items(201) },
      { kind: 'motion', matters: [] },
      { kind: 'text', prompts: items(21), lengthMax: 500 },
      { kind: 'text', prompts: items(1), lengthMax: 501 },
      { kind: 'pick', candidates: items(3), min: 4, max: 3, seats: null, writeIns: 0 },
      { kind: 'pick', candidates: items(3), min: 0, max: 3, seats: 2, writeIns: 0 },
      { kind: 'pick', candidates: items(3), min: 0, max: 1, seats: null, writeIns: 2 },
      { kind: 'pick', candidates: items(3), min: 0, max: 1, seats: 1, writeIns: 0, purpose: 'tick' },
      { kind: ['motion'], matters: items(1) },
      { kind: 'letter' },
      null,
      [],
    ],
  },
  {
    path: 'definition.paper',
    takes: [
      score({ to: 200 }),
      score({ from: 1, to: 2 }),
      score({ blank: 'refuse' }),
      score({ quotas: [{ marks: { from: 0, to: 0 }, min: 1, max: 2, mode: 'warn' }] }),
    ],
    refuses: [
      score({ to: 201 }),
      score({ step: 3, to: 100 }),
      score({ per: true }),
      score({ per: 1000 }),
      score({ to: 0 }),
      score({ blank: { as: '0' } }),
      score({ quotas: [{ marks: { from: 0, to: 101 }, min: 1, max: 2, mode: 'warn' }] }),
      score({ quotas: [{ marks: { from: 0, to: 0 }, min: 0, max: 2, mode: 'warn' }] }),
      score({ quotas: [] }),
    ],
  },
  {
    path: 'definition.paper',
    takes: [
      { kind: 'score', subjects: items(200), dimensions: items(5), from: 0, to: 30, step: 1, per: 1, blank: 'allow' },
    ],
    refuses: [
      { kind: 'score', subjects: items(200), dimensions: items(11), from: 0, to: 1, step: 1, per: 1, blank: 'allow' },
      { kind: 'score', subjects: items(200), dimensions: items(10), from: 0, to: 30, step: 1, per: 1, blank: 'allow' },
      { kind: 'score', subjects: items(200), dimensions: items(5), from: 0, to: 200, step: 1, per: 1, blank: 'allow' },
    ],
  },
  {
    path: 'definition.paper',
    takes: [form({ kind: 'motion', matters: items(1) })],
    refuses: [
      form({ kind: 'form', sections: [] }),
      form({ kind: 'pick', candidates: items(2), min: 0, max: 2, seats: null, writeIns: 1 }),
      form(null),
      { kind: 'form', sections: [] },
    ],
  },
  {
    path: 'openedAt',
    takes: ['2026-99-99T99:99:99Z', '2026-11-22T01:00:00.123456789Z'],
    refuses: [
      '2026-11-22T01:00:00.1234567890Z',
      '2026-11-22T01:00:00',
      '2026-11-22T01:00:00.Z',
      '２０２６-11-22T01:00:00Z',
      '2026-11-22T01:00:00Z\n',
    ],
  },
  {
    path: 'event.place',
    takes: ['', of(2000), of(1000, '𠮷'), '\u0000'],
    refuses: [of(2001), of(1001, '𠮷'), '\ud800', null],
  },
  { path: 'accounts.due', takes: [0, 2 ** 31], refuses: [2 ** 31 + 1, -1, 0.5, '1', null, true] },
  { path: 'keys.0.spki', takes: ['', 'AA', 'AAA', 'AAAA'], refuses: ['A', 'AB', 'AA==', 'A+', 'AAB', 1] },
  { path: 'annex', takes: [null, of(64, '0')], refuses: [of(64, 'G'), '', 0, of(65, '0')] },
  { path: 'corrects', takes: [null, of(64, '0')], refuses: [of(64, 'F'), {}] },
  {
    path: 'correction',
    takes: [null, said({}), said({ reason: '', by: of(2000) })],
    refuses: [
      {},
      [],
      '更正',
      said({ at: '2026-11-23' }),
      said({ by: null }),
      said({ reason: of(2001) }),
      said({ to: '' }),
    ],
  },
  { path: 'openedBy', takes: ['', of(2000), '会务一'], refuses: [of(2001), null, 1, ['a']] },
  { path: 'closedBy', takes: ['system'], refuses: ['\ud800', null] },
  { path: 'sealedBy', takes: ['system'], refuses: [{}, false] },
  { path: 'definition.receipts', takes: ['off'], refuses: ['on', '', null, false, ['off']] },
  { path: 'definition.rehearsal', takes: [true], refuses: [false, 'true', 1, null, {}] },
  { path: 'software.commit', takes: [null, ''], refuses: [0, false] },
  {
    path: 'findings',
    takes: [[], [{}], [nested(11)], [{ '\u0000': 1e300 }]],
    refuses: [[[]], [null], [nested(12)], [{ '\ud800': 1 }], {}, [{ a: of(2001) }]],
  },
  {
    path: 'writeIns',
    takes: [[], [{ name: '', votes: 0 }]],
    refuses: [[{ name: '' }], [{ name: 1, votes: 0 }], [{ name: '', votes: 0, more: 0 }]],
  },
  {
    path: 'definition.rules',
    takes: [[], [rule({})], [rule({ precedence: 1000 })], [rule({ sensitivity: ['due', 'headcount'] })]],
    refuses: [
      [rule({ precedence: 1001 })],
      [rule({ only: {} })],
      [rule({ only: { section: 's' } })],
      [rule({ scope: 'form' })],
      [rule({ tests: [] })],
      [rule({ branches: [] })],
      [rule({}), rule({})],
      [rule({ consequence: { zh: '甲', en: 'a' } })],
      [rule({ sensitivity: ['due', 'due'] })],
      [rule({ sensitivity: ['one'] })],
    ],
  },
  {
    path: 'definition.rules',
    takes: [
      [rule({ tests: [ask({ comparator: 'ge', fraction: [1, 1] })] })],
      [rule({ tests: [ask({ base: 'one', fraction: [1_000_000, 1] })] })],
    ],
    refuses: [
      [rule({ tests: [ask({ fraction: [1, 1] })] })],
      [rule({ tests: [ask({ comparator: 'ge', fraction: [0, 1] })] })],
      [rule({ tests: [ask({ comparator: 'lt', fraction: [0, 1] })] })],
      [rule({ tests: [ask({ fraction: [3, 2] })] })],
      [rule({ tests: [ask({ numerator: { options: ['none'] } })] })],
      [rule({ tests: [ask({ numerator: { account: 'valid' } })] })],
      [rule({ tests: [ask({ numerator: { score: 'x' } })] })],
      [rule({ tests: [ask({ base: 'seats' })] })],
      [rule({ tests: [ask({ numerator: { figure: 'f' } })] })],
      [rule({ tests: [ask({ numerator: { options: ['agree'], plus: [] } })] })],
      [rule({ tests: [ask({ numerator: { options: ['agree'], account: 'due' } })] })],
    ],
  },
  {
    path: 'definition.rules',
    takes: [
      scored([{ id: 's', kind: 'index', points: { agree: 10_000 } }]),
      scored([
        { id: 's', kind: 'sum', parts: ['t'] },
        { id: 't', kind: 'index', points: { agree: 0 } },
      ]),
    ],
    refuses: [
      scored([]),
      scored([{ id: 's', kind: 'index', points: { agree: 10_001 } }]),
      scored([{ id: 's', kind: 'index', points: {} }]),
      scored([{ id: 's', kind: 'sum', parts: ['s'] }]),
      scored([{ id: 's', kind: 'mean', per: 1 }]),
      scored([{ id: 's', kind: 'figure', figure: 'f', max: 1 }]),
      scored([{ id: 's', kind: 'groups', of: 't', weights: { all: 100 }, empty: 'error' }]),
      scored([
        { id: 's', kind: 'index', points: { agree: 1 } },
        { id: 'g', kind: 'groups', of: 's', weights: { all: 99 }, empty: 'error' },
      ]),
      scored([{ id: 's', kind: 'share', options: ['agree'], base: 'seats' }]),
      scored([{ id: 's', kind: 'bonus', award: 'a', points: 1, validYears: 1 }]),
    ],
  },
  {
    path: 'definition.rules',
    takes: [[rule({ branches: [{ when: deep(7), label: LABEL() }] })]],
    refuses: [
      [rule({ branches: [{ when: deep(8), label: LABEL() }] })],
      [rule({ branches: [{ when: { all: [] }, label: LABEL() }] })],
      [rule({ branches: [{ when: { test: 'u' }, label: LABEL() }] })],
      [rule({ otherwise: { ...LABEL(), id: 'none' } })],
      [rule({ otherwise: { ...LABEL(), id: 'a-b' } })],
    ],
  },
  {
    path: 'definition.rules',
    takes: [cut({}), cut({ places: 2 }), cut({ direction: 'bottom', ties: 'include_all' })],
    refuses: [
      cut({ places: 3 }),
      cut({ places: 0 }),
      cut({ places: 'seats' }),
      cut({ places: { 甲: 1 } }),
      cut({ per: 'tag', places: { 甲: 1 } }),
      cut({ ties: 'secondary' }),
      cut({ secondary: 's' }),
      cut({ win: 'w' }),
      cut({ by: { votes: ['agree'], score: 's' } }),
      cut({ by: {} }),
      cut({ places: null }),
      cut({ places: true }),
    ],
  },
];

function score(change: object): unknown {
  const subjects = items(2);
  return {
    kind: 'score',
    subjects,
    dimensions: items(1),
    from: 0,
    to: 100,
    step: 1,
    per: 1,
    blank: 'allow',
    ...change,
  };
}
function said(change: object): unknown {
  return { reason: '名称写错', by: 'huiwu', at: '2026-11-23T00:00:00Z', ...change };
}
function form(paper: unknown): unknown {
  return { kind: 'form', sections: [{ id: 's', name: '部分', paper }] };
}
function nested(depth: number): unknown {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}
function LABEL() {
  return { id: 'said', zh: '甲', en: 'a', weight: 'clear' };
}
function deep(depth: number): unknown {
  return depth === 0 ? { test: 't' } : { not: deep(depth - 1) };
}
function ask(change: object): unknown {
  const numerator = { options: ['agree'] };
  return { id: 't', numerator, base: 'valid', comparator: 'gt', fraction: [1, 2], zh: '过半', en: 'half', ...change };
}
function rule(change: object): unknown {
  return {
    id: 'r',
    zh: '甲',
    en: 'a',
    citations: [],
    scope: 'question',
    tests: [ask({})],
    branches: [{ when: { test: 't' }, label: LABEL() }],
    otherwise: LABEL(),
    strength: 'flag',
    gates: [],
    consequence: null,
    precedence: 0,
    sensitivity: [],
    ...change,
  };
}
function scored(scores: unknown): unknown {
  return [rule({ tests: [], branches: [], scores })];
}
function cut(change: object): unknown {
  const own = { by: { votes: ['agree'] }, direction: 'top', places: 1, per: 'poll', ties: 'runoff', taken: LABEL() };
  return [rule({ scope: 'poll', tests: [], branches: [], cut: { ...own, ...change } })];
}
