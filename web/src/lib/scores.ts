/**
 * Scores as they came out, ready to be shown: the one that counts, what it is made of, and the unweighted figure beside it.
 *
 * Groups too small to be named are not among the parts; that they are missing is said, never what they gave.
 */
import type { Finding, Fraction, Group, PlainPaper, QuestionFinding, Rule, Score, ScoreFinding } from 'ballot-core';
import { dimensionsOf } from './parts.ts';
import { exactText, scoreText, shareOf } from './share.ts';
import { scoreName } from './words.ts';

export interface ScorePart {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly value: Fraction | null;
}
export interface ScoreShown {
  readonly score: Score;
  readonly name: string;
  readonly value: Fraction | null;
  /** As written: `88.44`, a share with its percent sign. */
  readonly text: string;
  readonly parts: readonly ScorePart[];
  /** Weighted groups that are too small to be named. */
  readonly hidden: number;
  /** The same over all votes together; null where there is none. */
  readonly pooled: Fraction | null;
  readonly dropped: number;
  /** The exact fraction is too long to be written; what is shown is the nearest. */
  readonly rounded: boolean;
}
type Names = readonly Pick<Group, 'id' | 'name'>[];

/** Whoever has scores under a rule: what a finding is about, or each row of its ranking. */
export interface Scored {
  /** As `QuestionFinding.question`, or the id of a ranked row. */
  readonly id: string;
  readonly scores: readonly ScoreFinding[];
  readonly tests: Finding['tests'];
  /** Null for rows of a ranking, which have a state instead. */
  readonly finding: QuestionFinding | null;
}

export function scoredBy(rule: Rule, findings: readonly QuestionFinding[]): readonly Scored[] {
  return findings
    .filter((finding) => finding.rule === rule.id)
    .flatMap((finding): readonly Scored[] => {
      if (finding.ranking !== undefined) {
        return finding.ranking.flatMap(({ id, scores }) =>
          scores === undefined ? [] : [{ id, scores, tests: [], finding: null }],
        );
      }
      const { question, scores, tests } = finding;
      return scores === undefined ? [] : [{ id: question, scores, tests, finding }];
    });
}

/** The scores of somebody in the rule's order. */
export function scoresOf(
  rule: Rule,
  { scores }: Pick<Scored, 'scores'>,
  paper: PlainPaper | null,
  groups: Names,
): readonly ScoreShown[] {
  return (rule.scores ?? []).flatMap((score) => {
    const found = scores.find(({ id }) => id === score.id);
    return found === undefined ? [] : [shown(rule, score, found, paper, groups)];
  });
}

/** The score that a cut or a test of the rule goes by; where neither does, the last, which is made of the others. */
export function mainScore(rule: Rule): Score | null {
  const scores = rule.scores ?? [];
  const tested = rule.tests.flatMap(({ numerator }) => ('score' in numerator ? [numerator.score] : []));
  const wanted = rule.cut !== undefined && 'score' in rule.cut.by ? rule.cut.by.score : tested[0];
  return scores.find(({ id }) => id === wanted) ?? scores[scores.length - 1] ?? null;
}

/** The most that a score can be, in points: what the full length of its bar stands for. Null where no paper says so. */
export function mostOf(rule: Rule, score: Score, paper: PlainPaper | null): Fraction | null {
  switch (score.kind) {
    case 'index':
      return [Math.max(0, ...Object.values(score.points)), 1];
    case 'share':
      return [100, 1];
    case 'mean':
      return paper?.kind === 'score' ? [paper.to, paper.per] : null;
    case 'groups':
    case 'dimensions': {
      const inner = rule.scores?.find(({ id }) => id === score.of);
      return inner === undefined || inner === score ? null : mostOf(rule, inner, paper);
    }
    case 'figure':
      return [score.max, 1];
    case 'weighted':
    case 'sum':
    case 'brackets':
    case 'ranks':
    case 'bonus':
      return null;
  }
}

/** `88.44`; a share in points with its percent sign. */
export const valueText = (score: Score, value: Fraction | null): string =>
  score.kind === 'share' && value !== null ? `${scoreText(value)}%` : scoreText(value);

/** The exact fraction: of a share the votes over their base, of other scores the points; '' where two places say it all. */
export const exactOf = (score: Pick<Score, 'kind'>, value: Fraction): string =>
  score.kind === 'share' ? shareOf(value) : exactText(value);

function shown(rule: Rule, score: Score, found: ScoreFinding, paper: PlainPaper | null, groups: Names): ScoreShown {
  const parts = (found.parts ?? []).map((part): ScorePart => ({
    ...part,
    name: partName(rule, score, part.id, paper, groups),
  }));
  const weighted = score.kind === 'groups' ? Object.values(score.weights).filter((weight) => weight > 0).length : 0;
  const named = parts.filter(({ weight }) => weight > 0).length;
  return {
    score,
    name: scoreName(score, paper),
    value: found.value,
    text: valueText(score, found.value),
    parts,
    hidden: Math.max(0, weighted - named),
    pooled: found.pooled ?? null,
    dropped: found.dropped ?? 0,
    rounded: found.rounded === true,
  };
}

function partName(rule: Rule, score: Score, id: string, paper: PlainPaper | null, groups: Names): string {
  if (score.kind === 'groups') return groups.find((group) => group.id === id)?.name ?? id;
  if (score.kind === 'dimensions') {
    return (paper === null ? [] : dimensionsOf(paper)).find((dimension) => dimension.id === id)?.name ?? id;
  }
  const inner = rule.scores?.find((candidate) => candidate.id === id);
  return inner === undefined ? id : scoreName(inner, paper);
}
