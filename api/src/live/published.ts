/**
 * What of a sealed record may be announced (公布): totals, never a group's, never words, never below the minimum group.
 *
 * Fewer than `GROUP_MIN` ballots: a total comes close to naming people, so only what was found is shown. A committee
 * (票决, 选举) announces its result by rule, so there the figures that its rules were held against are shown as well,
 * always: leaving them out when all agreed would say just that. Where groups are weighed and one of them is small, or one
 * agrees on a line and too few groups have voted, the weighted result and the totals together would give that group's own
 * figure; then the totals stay back.
 */
import {
  GROUP_MIN,
  mergedWriteIns,
  totalsGiveParts,
  type NameMerge,
  type Paper,
  type PollRecord,
  type QuestionFinding,
  type Rule,
  type ScoreFinding,
} from 'ballot-core';
import type { PublishedResult } from '../views.ts';

export function publishedResult(record: PollRecord, merges: readonly NameMerge[]): PublishedResult {
  const { definition, accounts, count } = record;
  const shown = mayShow(record);
  return {
    poll: definition.poll,
    title: definition.title,
    sealedAt: record.sealedAt,
    accounts,
    paper: definition.paper,
    shown,
    count: shown === 'totals' ? count : null,
    writeIns: shown === 'totals' ? namedWriteIns(record, merges) : [],
    rules: definition.rules,
    findings: record.findings.map((finding) => publishedFinding(record, finding, shown)),
  };
}

function mayShow({ definition, accounts, groupAccounts, annex }: PollRecord): PublishedResult['shown'] {
  if (accounts.returned < GROUP_MIN) return isCommittee(definition.paper) ? 'tests' : 'labels';
  const small = groupAccounts.some(({ returned }) => returned > 0 && returned < GROUP_MIN);
  const sizes = Object.fromEntries(groupAccounts.map(({ group, returned }) => [group, returned]));
  const telling = small || (annex !== null && totalsGiveParts(definition, sizes));
  return telling && definition.rules.some(weighsGroups) ? 'labels' : 'totals';
}

/** A body that decides or elects: its result is announced on the spot, in votes. */
const isCommittee = (paper: Paper): boolean =>
  paper.kind === 'motion' || (paper.kind === 'pick' && paper.seats !== null);

const weighsGroups = (rule: Rule): boolean => (rule.scores ?? []).some(({ kind }) => kind === 'groups');

function publishedFinding(
  record: PollRecord,
  finding: QuestionFinding,
  shown: PublishedResult['shown'],
): QuestionFinding {
  const { scores, ranking, ...rest } = finding;
  // Few ballots: a score would be as telling as a total. A small weighted group: the weighted score is the result.
  const scored = shown !== 'labels' || record.accounts.returned >= GROUP_MIN;
  return {
    ...rest,
    tests: shown === 'labels' ? [] : finding.tests.map((test) => ({ ...test, sensitivity: [] })),
    ...(scores === undefined || !scored ? {} : { scores: scores.map(publishedScore) }),
    ...(ranking === undefined
      ? {}
      : {
          ranking: ranking
            // Of few ballots even the order of those who were not taken is a figure.
            .filter(({ id, state }) => state !== 'left' || (scored && !isUnnamed(record, id)))
            .map((row) => (shown === 'labels' ? { ...row, value: scored ? row.value : null, win: null } : row)),
        }),
  };
}

/** Parts may be groups, and the pooled figure beside a weighted one is half of an equation. */
const publishedScore = ({ id, value }: ScoreFinding): ScoreFinding => ({ id, value });

/** A row for a written-in name with too few votes to be named. */
const isUnnamed = ({ writeIns }: PollRecord, row: string): boolean =>
  row.startsWith('+') && (writeIns.find(({ name }) => `+${name}` === row)?.votes ?? 0) < GROUP_MIN;

/** What one or two people wrote about somebody is not announced under that name: such votes stand together under ''. */
function namedWriteIns(
  { definition, writeIns }: PollRecord,
  merges: readonly NameMerge[],
): PublishedResult['writeIns'] {
  const { paper } = definition;
  const candidates = paper.kind === 'pick' ? paper.candidates.map((item) => ({ ...item, votes: 0 })) : [];
  const rows = mergedWriteIns(writeIns, merges, candidates);
  const few = rows.filter(({ votes }) => votes < GROUP_MIN).reduce((sum, { votes }) => sum + votes, 0);
  return [
    ...rows.filter(({ votes }) => votes >= GROUP_MIN).map(({ name, votes }) => ({ name, votes })),
    ...(few === 0 ? [] : [{ name: '', votes: few }]),
  ];
}
