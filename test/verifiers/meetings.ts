/**
 * Sealed meetings in memory for two verifiers to agree on: every kind of paper, every template of the rulebook, groups that
 * may be named and groups that may not, written names, a tie and the second round that comes from it.
 *
 * Answers are drawn from a seed; keys and nonces are not, because nobody can draw an RSA key from one.
 */
import {
  checkMarks,
  PRESETS,
  questions,
  recordHash,
  type Annex,
  type Answers,
  type Bundle,
  type Definition,
  type GroupId,
  type Paper,
  type PlainPaper,
  type PollRecord,
  type PresetPoll,
  type Rule,
  type SealedPoll,
} from 'ballot-core';
import { KINDS, TEXT } from '../../packages/ballot-core/src/paper/kinds.fixture.ts';
import {
  bundleOf,
  castBallot,
  correct,
  newDefinition,
  newIssuer,
  sealWithAnnex,
  type Issuer,
} from '../../packages/ballot-core/src/record/meeting.fixture.ts';
import { groupView } from '../../packages/ballot-core/src/record/groups.ts';
import { publicFindings } from '../../packages/ballot-core/src/record/verify-annex.ts';

export interface Meeting {
  readonly name: string;
  readonly bundle: Bundle;
  readonly annexes: readonly Annex[];
}

/** From 0 up to below `end`. */
export type Draw = (end: number) => number;

/** Mulberry32: small, the same everywhere, and good enough to pick what is damaged. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/** Groups have a key each; several bundles may share them, one bundle may not. */
export const newIssuers = (): Promise<readonly Issuer[]> => Promise.all(Array.from({ length: 12 }, () => newIssuer()));

/** Answers that this paper allows, some left blank where it allows that. */
function answersTo(paper: Paper, draw: Draw, written: readonly string[] = []): Answers {
  for (let tries = 0; tries < 2000; tries += 1) {
    const choices: Record<string, string> = {};
    for (const { id, choices: offered, text } of questions(paper)) {
      const mark = draw(8) === 0 ? undefined : offered[draw(offered.length)];
      if (mark !== undefined) choices[id] = text === null ? mark : `意见 ${draw(1000)}`;
    }
    const answers = { choices, writeIns: paper.kind === 'pick' && paper.writeIns > 0 ? written : [] };
    if (checkMarks(paper, thinned(paper, answers, draw)).ok) return thinned(paper, answers, drawFrom(0));
  }
  throw new Error('no ballot that this paper allows was found');
}

/** Fewer marks on lists from which only some may be chosen. */
function thinned(paper: Paper, answers: Answers, draw: Draw): Answers {
  const parts: readonly (readonly [prefix: string, part: PlainPaper])[] =
    paper.kind === 'form' ? paper.sections.map(({ id, paper: part }) => [`${id}.`, part]) : [['', paper]];
  const choices: Record<string, string> = { ...answers.choices };
  for (const [prefix, part] of parts) {
    if (part.kind !== 'pick') continue;
    const picked = part.candidates.map(({ id }) => `${prefix}${id}`).filter((id) => choices[id] !== undefined);
    while (picked.length + answers.writeIns.length > part.max && picked.length > 0) {
      const [gone = ''] = picked.splice(draw(picked.length), 1);
      delete choices[gone];
    }
  }
  return { ...answers, choices };
}

type Voters = Readonly<Record<string, number>>;

function held(
  definition: Definition,
  voters: Voters,
  issuers: readonly Issuer[],
  draw: Draw,
  {
    written = [],
    agreed = [],
    change,
  }: {
    readonly written?: readonly string[];
    /** Groups of one mind. */
    readonly agreed?: readonly string[];
    readonly change?: (record: PollRecord) => PollRecord;
  } = {},
) {
  const keys = new Map(definition.groups.map(({ id }, i) => [id as string, issuers[i] ?? fail('too few issuers')]));
  const ballots = Object.entries(voters).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, i) =>
      castBallot(
        definition,
        keys.get(group) ?? fail('no such group'),
        group,
        answersTo(definition.paper, agreed.includes(group) ? drawFrom(group.length) : draw, written.slice(i % 2)),
      ),
    ),
  );
  return sealWithAnnex(definition, keys, ballots, change);
}

const fail = (reason: string): never => {
  throw new Error(reason);
};

const alone = (name: string, { sealed, annex }: ReturnType<typeof held>): Meeting => ({
  name,
  bundle: bundleOf([sealed]),
  annexes: annex === null ? [] : [annex],
});

/** One meeting for each kind of paper, without rules. */
export const kindMeetings = (issuers: readonly Issuer[], draw: Draw): readonly Meeting[] =>
  KINDS.map((paper) => {
    const definition = newDefinition(`p-${paper.kind}`, paper, [], ['all']);
    return alone(paper.kind, held(definition, { all: 4 }, issuers, draw));
  });

/** Every poll of every template; where a rule weighs groups, once with groups that may be named and once without. */
export function presetMeetings(issuers: readonly Issuer[], draw: Draw): readonly Meeting[] {
  return Object.values(PRESETS).flatMap(({ id, groups, polls }) =>
    polls.flatMap((poll, i) => {
      const { source: _source, ...plain } = poll;
      const definition = presetDefinition(`${id}-${i}`, plain, groups);
      const weighs = poll.rules.some(({ scores = [] }) => scores.some(({ kind }) => kind === 'groups'));
      const even = (count: number): Voters => Object.fromEntries(groups.map((group) => [group.id, count]));
      const uneven = Object.fromEntries(groups.map((group, at) => [group.id, at === 0 ? 4 : 1]));
      const variants: readonly Voters[] = weighs
        ? [even(groups.some(({ relation }) => relation === 'self') ? 2 : 5), uneven]
        : [uneven];
      return variants.map((voters, v) => alone(`${id}, poll ${i}, ${v}`, held(definition, voters, issuers, draw)));
    }),
  );
}

function presetDefinition(
  name: string,
  { zh, paper, rules, release, given }: PresetPoll,
  groups: (typeof PRESETS)['P01']['groups'],
): Definition {
  return {
    ...newDefinition(name, paper, [], []),
    title: zh,
    groups: groups.map(({ id, zh: own, relation }) => ({
      id: id as GroupId,
      name: own,
      due: 20,
      ...(relation !== undefined && { relation }),
    })),
    rules,
    release,
    at: '2026',
    ...(given !== undefined && { given }),
  };
}

const CANDIDATES = ['a', 'b', 'c'].map((id) => ({ id, name: `人选 ${id}` }));
const ELECTION: Paper = { kind: 'pick', candidates: CANDIDATES, min: 0, max: 3, seats: 3, writeIns: 2 };
const ELECTED: Rule = {
  id: 'elected',
  zh: '当选',
  en: 'Elected',
  citations: [],
  scope: 'poll',
  tests: [
    {
      id: 'half',
      numerator: { options: ['picked'], plus: ['absent', 'invalid'] },
      base: 'valid',
      comparator: 'gt',
      fraction: [1, 10],
      zh: '过一成',
      en: 'more than a tenth',
    },
  ],
  cut: {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 2,
    per: 'poll',
    ties: 'runoff',
    win: 'half',
    taken: { id: 'elected', zh: '当选', en: 'Elected', weight: 'outcome' },
  },
  branches: [],
  otherwise: { id: 'nobody', zh: '无人当选', en: 'Nobody', weight: 'clear' },
  strength: 'principle',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: ['due', 'present'],
};
const GRADES: Paper = {
  kind: 'grades',
  subjects: CANDIDATES.slice(0, 2),
  dimensions: ['de', 'neng'].map((id) => ({ id, name: id })),
  scale: ['excellent', 'competent', 'basic', 'incompetent'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const MATTERS: Paper = { kind: 'motion', matters: CANDIDATES.slice(0, 2), blank: { as: 'abstain' } };
/** Ids that some languages list before all others. */
const WEIGHTS = { '10': 40, '9': 30, leaders: 30 };
const WEIGHTED: Rule = {
  id: 'weighted',
  zh: '加权得分',
  en: 'Weighted',
  citations: [],
  scope: 'item',
  tests: [
    {
      id: 'low',
      numerator: { score: 'total' },
      base: 'one',
      comparator: 'lt',
      fraction: [60, 1],
      zh: '不足 60 分',
      en: 'below 60',
    },
  ],
  scores: [
    { id: 'index', kind: 'index', points: { excellent: 95, competent: 85, basic: 70, incompetent: 50 } },
    { id: 'total', kind: 'groups', of: 'index', weights: WEIGHTS, empty: 'renormalise' },
  ],
  branches: [{ when: { test: 'low' }, label: { id: 'low', zh: '偏低', en: 'Low', weight: 'flag' } }],
  otherwise: { id: 'fine', zh: '无', en: 'none', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 1,
  sensitivity: [],
};

/**
 * An election that ends level with written names among those tied, and the second round: from the record as it was sealed,
 * which may have been corrected since.
 */
function rounds(name: string, issuers: readonly Issuer[], draw: Draw, since = (first: SealedPoll) => first): Meeting {
  const first = held(
    { ...newDefinition('p-first', ELECTION, [], ['all']), rules: [ELECTED] },
    { all: 6 },
    issuers,
    draw,
    {
      written: ['李四', '𠮷田'],
    },
  ).sealed;
  const rows = first.record.findings.flatMap(({ ranking = [] }) => ranking);
  const take = rows.some(({ state }) => state === 'tied') ? ('tied' as const) : ('taken' as const);
  const list = rows
    .filter(({ state }) => state === take)
    .map(({ id }, i) => CANDIDATES.find((own) => own.id === id) ?? { id: `w${i}`, name: id.slice(1) });
  const paper: Paper = { kind: 'pick', candidates: list, min: 0, max: 1, seats: 1, writeIns: 0 };
  const source = { poll: first.record.definition.poll, record: recordHash(first.record), rule: 'elected', take };
  const second = held(
    { ...newDefinition('p-second', paper, [], ['all']), source },
    { all: 3 },
    issuers.slice(1),
    draw,
  ).sealed;
  return { name, bundle: bundleOf([second, since(first)]), annexes: [] };
}

/** What the rules give when organs have confirmed everything, or have set the principle aside. */
function confirmed(record: PollRecord): PollRecord['findings'] {
  const gates = record.definition.rules.flatMap((rule) => rule.gates);
  const states = Object.fromEntries(gates.map(({ id }) => [id, 'confirmed' as const]));
  const view = groupView(record.definition, [{ group: 'all' as GroupId, ...record.count }]);
  return publicFindings(record, record.groupCounts, view, { gatesOf: () => states, overriddenOf: () => true });
}

/** Gates that have spoken and principles set aside, at the seal or in a later record. */
function spoken(issuers: readonly Issuer[], draw: Draw): Meeting {
  const definition = newDefinition('p-spoken', GRADES, ['P01', 'P02'], ['all']);
  const change = (record: PollRecord): PollRecord => ({ ...record, findings: confirmed(record) });
  return alone('gates that have spoken', held(definition, { all: 5 }, issuers, draw, { change }));
}

function corrected(issuers: readonly Issuer[], draw: Draw): Meeting {
  const definition = newDefinition('p-corrected', GRADES, ['P01', 'P02'], ['all']);
  const { sealed } = held(definition, { all: 5 }, issuers, draw);
  const place = { ...sealed.record.event, place: '四楼会议室' };
  const title = { ...place, title: '年终考核大会' };
  const last = { reason: '组织认定后更正', by: 'jianpiao', at: '2026-11-24T02:00:00.5Z' };
  const changes: readonly Partial<PollRecord>[] = [
    { event: place },
    { event: title, findings: confirmed(sealed.record), correction: last },
  ];
  return { name: 'corrected twice', bundle: bundleOf([changes.reduce(correct, sealed)]), annexes: [] };
}

/** A weighted flag whose parts the annex has, pending at the seal, and in the record of its correction confirmed. */
function correctedWeighted(issuers: readonly Issuer[], draw: Draw): Meeting {
  const rule: Rule = {
    ...WEIGHTED,
    tests: WEIGHTED.tests.map((test) => ({ ...test, fraction: [95, 1] })),
    gates: [{ id: 'organ', zh: '经组织考核', en: 'Found by the organ' }],
    consequence: { zh: '免职', en: 'Removed' },
  };
  const definition = { ...newDefinition('p-gated', GRADES, [], Object.keys(WEIGHTS)), rules: [rule] };
  const meeting = alone('weighted, corrected', held(definition, { '9': 2, '10': 1, leaders: 2 }, issuers, draw));
  const polls = meeting.bundle.polls.map((sealed) => {
    const findings = sealed.record.findings.map((finding) => ({
      ...finding,
      gates: finding.gates.map((gate) => ({ ...gate, state: 'confirmed' as const })),
      consequence: finding.label.weight === 'flag',
    }));
    return correct(sealed, { findings });
  });
  return { ...meeting, bundle: bundleOf(polls) };
}

/** Two polls of a rehearsal, one of them without receipts, and a poll without receipts that counts. */
function rehearsed(issuers: readonly Issuer[], draw: Draw): Meeting {
  const polls = ([{ receipts: 'off' }, {}] as const).map((more, i) => {
    const definition = newDefinition(`p-rehearsed-${i}`, MATTERS, [], ['all'], { ...more, rehearsal: true });
    return held(definition, { all: 3 }, issuers.slice(i), draw).sealed;
  });
  return { name: 'a rehearsal', bundle: bundleOf(polls), annexes: [] };
}

const silent = (issuers: readonly Issuer[], draw: Draw): Meeting =>
  alone(
    'no receipts',
    held(newDefinition('p-silent', ELECTION, [], ['all'], { receipts: 'off' }), { all: 4 }, issuers, draw, {
      written: ['李四'],
    }),
  );

const weighted = (name: string, voters: Voters, issuers: readonly Issuer[], draw: Draw): Meeting =>
  alone(
    `weighted, ${name}`,
    held({ ...newDefinition(`p-${name}`, GRADES, [], Object.keys(WEIGHTS)), rules: [WEIGHTED] }, voters, issuers, draw),
  );

/** Groups without a rule that weighs them. */
function grouped(
  name: string,
  voters: Voters,
  agreed: readonly string[],
  issuers: readonly Issuer[],
  draw: Draw,
): Meeting {
  const definition = newDefinition('p-groups', MATTERS, [], Object.keys(voters));
  return alone(name, held(definition, voters, issuers, draw, { agreed }));
}

/** Two polls that one key serves: each of them sound, and the meeting not. */
export function sharedKey(issuers: readonly Issuer[], draw: Draw): Bundle {
  const polls = ['p-one', 'p-two'].map((poll) =>
    held(newDefinition(poll, MATTERS, [], ['all']), { all: 2 }, issuers, draw),
  );
  return bundleOf(polls.map(({ sealed }) => sealed));
}

/** Meetings that damage is done to: small, and between them with every field of the format. */
export function smallMeetings(issuers: readonly Issuer[], draw: Draw): readonly Meeting[] {
  const kinds = KINDS.filter(({ kind }) => ['score', 'form', 'motion', 'pick'].includes(kind));
  return [
    ...kinds.map((paper) =>
      alone(paper.kind, held(newDefinition(`p-${paper.kind}`, paper, [], ['all']), { all: 3 }, issuers, draw)),
    ),
    rounds('two rounds', issuers, draw),
    rounds('two rounds, the first corrected since', issuers, draw, correct),
    spoken(issuers, draw),
    corrected(issuers, draw),
    correctedWeighted(issuers, draw),
    rehearsed(issuers, draw),
    silent(issuers, draw),
    weighted('named', { '9': 5, '10': 5, leaders: 5 }, issuers, draw),
    weighted('parts', { '9': 2, '10': 1, leaders: 2 }, issuers, draw),
    weighted('values', { '9': 1, '10': 0, leaders: 3 }, issuers, draw),
    grouped('groups that may be named', { a: 6, bb: 7 }, [], issuers, draw),
    alone('words of two groups', held(newDefinition('p-words', TEXT, [], ['a', 'b']), { a: 5, b: 5 }, issuers, draw)),
    grouped('a group of one mind', { a: 5, bb: 5, ccc: 6 }, ['a'], issuers, draw),
    grouped('all groups of one mind', { a: 5, bb: 5 }, ['a', 'bb'], issuers, draw),
  ];
}
