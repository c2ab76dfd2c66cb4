/**
 * A sealed record for tests of what is shown: marks as they are given, findings as the core computes them.
 */
import { addCounts, emptyCount, evaluateAll, slots } from 'ballot-core';
import type {
  Accounts,
  Definition,
  EventId,
  Group,
  GroupCount,
  GroupId,
  Paper,
  PollId,
  PollRecord,
  Rule,
} from 'ballot-core';

/** line → choice → votes. */
export type Marks = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Meeting {
  readonly paper: Paper;
  readonly rules: readonly Rule[];
  readonly marks: Marks;
  readonly ballots: number;
  readonly accounts?: Partial<Accounts>;
  readonly groups?: readonly Group[];
  readonly groupCounts?: readonly GroupCount[];
  readonly writeIns?: PollRecord['writeIns'];
  readonly given?: Definition['given'];
}

export function sealedRecord(meeting: Meeting): PollRecord {
  const { paper, rules, marks, ballots, writeIns = [], groupCounts = [], given } = meeting;
  const accounts: Accounts = {
    due: ballots + 2,
    present: ballots,
    issued: ballots,
    returned: ballots,
    valid: ballots,
    invalid: 0,
    ...meeting.accounts,
  };
  const groups = meeting.groups ?? [{ id: 'g1' as GroupId, name: '全体', due: accounts.due }];
  const definition: Definition = {
    format: 'gonglun-poll/1',
    event: 'e1' as EventId,
    poll: 'p1' as PollId,
    title: '民主测评',
    paper,
    groups,
    rules,
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
    ...(given === undefined ? {} : { given }),
  };
  const counts = slots(paper).map(({ question, choice }) => marks[question]?.[choice] ?? 0);
  const count = addCounts(emptyCount(paper), { ballots, counts });
  const known = { writeIns, ...(groupCounts.length === 0 ? {} : { groupCounts }) };
  return {
    format: 'gonglun-record/1',
    event: { id: definition.event, title: '年度测评会', place: '礼堂' },
    paperHash: '0'.repeat(64),
    definition,
    keys: [],
    accounts,
    groupAccounts: groups.map((group) => ({ group: group.id, ...accounts, due: group.due })),
    count,
    groupCounts,
    annex: null,
    writeIns,
    findings: evaluateAll(definition, count, accounts, 0, known),
    openings: { size: 0, root: '' },
    credentials: { size: 0, root: '' },
    openedAt: '2026-11-22T01:00:00Z',
    closedAt: '2026-11-22T01:10:00Z',
    sealedAt: '2026-11-22T01:11:00Z',
    openedBy: 'huiwu',
    closedBy: 'huiwu',
    sealedBy: 'jianpiao',
    transport: 'http',
    software: { version: '0.1.0', commit: null },
    corrects: null,
    correction: null,
  };
}

/** A rule with nothing in it but what a test changes. */
export const ruleOf = (change: Partial<Rule>): Rule => ({
  id: 'r1',
  zh: '测试规则',
  en: 'Rule under test',
  citations: [],
  scope: 'poll',
  tests: [],
  branches: [],
  otherwise: { id: 'none', zh: '无', en: 'None', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 10,
  sensitivity: [],
  ...change,
});
