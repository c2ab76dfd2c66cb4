/**
 * Which voter groups may be named in public (组别), and what a weighted result then has to keep back.
 *
 * The count of all voters is public, so whatever is told of some groups can be subtracted from it, and a weighted total is
 * one more equation. Therefore it is all or nothing: as soon as one group that a rule weighs can't be named, no group of
 * the poll is, and the tellers' annex has the parts (监票人附卷).
 */
import type { GroupId } from '../brand.ts';
import { WRITE_IN } from '../paper/paper.ts';
import type { Paper } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { slots } from '../count/slots.ts';
import type { Count } from '../count/count.ts';
import { needsGroups } from '../rules/applies.ts';
import type { Rule, ScoreFinding } from '../rules/rule.ts';
import { canonicalize } from './canonical.ts';
import type { Definition, GroupCount, Opening, QuestionFinding } from './record.ts';

/** Fewest ballots of a group (or of the pool) that may be published with its name: 5, as for any breakdown. */
export const GROUP_MIN = 5;

/** Ballots by group. */
export type GroupSizes = Readonly<Record<string, number>>;

export interface GroupView {
  /** Groups that openings and group counts may name. */
  readonly named: ReadonlySet<GroupId>;
  /**
   * What public findings leave out where a rule weighs groups. `parts`: what each group gave. `values`: the total too,
   * because so few groups voted that the total and the count of all would give the parts back.
   */
  readonly withheld: 'nothing' | 'parts' | 'values';
}

/** `sizes`: ballots by group, as the spent credentials tell everybody. */
export function groupView({ groups, rules }: Pick<Definition, 'groups' | 'rules'>, sizes: GroupSizes): GroupView {
  const selves = new Set(groups.flatMap(({ id, relation }) => (relation === 'self' ? [id] : [])));
  const named = publicGroups(sizes, GROUP_MIN, selves);
  const weights = rules.flatMap(groupScores).map((score) => score.weights);
  const voting = groups.filter(({ id }) => (sizes[id] ?? 0) > 0);
  const weighed = voting.filter(({ id }) => weights.some((each) => Object.hasOwn(each, id)));
  if (weighed.every(({ id }) => named.has(id))) return { named, withheld: 'nothing' };
  // One equation from the count of all, one from each set of weights: fewer unknowns than that are no secret.
  const equations = 1 + new Set(weights.map(canonicalize)).size;
  return { named: new Set(), withheld: voting.length > equations ? 'parts' : 'values' };
}

/**
 * The groups that may be named, by their number of ballots. The others are pooled; a pool below `min` takes in the next
 * smallest group, or else subtraction from the total would show the small ones. `never` are groups that are not named
 * however large they are (本人); they are not left alone in the pool either.
 */
export function publicGroups(
  sizes: GroupSizes,
  min = GROUP_MIN,
  never: ReadonlySet<string> = new Set(),
): ReadonlySet<GroupId> {
  const groups = Object.entries(sizes)
    .filter(([, size]) => size > 0)
    .sort(([a, less], [b, more]) => {
      return Number(never.has(b)) - Number(never.has(a)) || less - more || (a < b ? -1 : 1);
    });
  let pool = 0;
  let pooled = 0;
  for (const [group, size] of groups) {
    const hidden = pool === 0 || (pool >= min && !(pooled === 1 && never.size > 0));
    if (size >= min && hidden && !never.has(group)) break;
    pool += size;
    pooled += 1;
  }
  return new Set(groups.slice(pooled).map(([group]) => group as GroupId));
}

/** The scores of a rule that are made of voter groups. */
export const groupScores = (rule: Rule) =>
  (rule.scores ?? []).flatMap((score) => (score.kind === 'groups' ? [score] : []));

/** A rule of which nothing can be computed without the counts of voter groups. */
export const weighsGroups = (rule: Rule): boolean => needsGroups([rule]);

/**
 * The counts that stand in the record: of every group that may be named or has no ballot, in the paper's order; [] where
 * no rule weighs groups, or where one can't be named. `counted` has the counts of all groups that may be named.
 */
export function publicCounts(
  definition: Definition,
  { named, withheld }: GroupView,
  sizes: GroupSizes,
  counted: ReadonlyMap<string, readonly number[]>,
): readonly GroupCount[] {
  if (withheld !== 'nothing' || !definition.rules.some(weighsGroups)) return [];
  const none = slots(definition.paper).map(() => 0);
  return definition.groups.flatMap(({ id }) => {
    const ballots = sizes[id] ?? 0;
    return named.has(id) || ballots === 0 ? [{ group: id, ballots, counts: counted.get(id) ?? none }] : [];
  });
}

/** The marks of each group that is named in a list of openings. Free words name no group and are not counted by group. */
export function countGroups(paper: Paper, openings: Iterable<Opening>): ReadonlyMap<string, readonly number[]> {
  const order = slots(paper);
  const place = new Map(order.map(({ question, choice }, slot) => [`${question} ${choice}`, slot]));
  const counts = new Map<string, number[]>();
  for (const { group, question, choice } of openings) {
    if (group === null) continue;
    const own = counts.get(group) ?? order.map(() => 0);
    counts.set(group, own);
    if (question === WRITE_IN && choice === '') continue;
    const slot = question === WRITE_IN ? order.length - 1 : place.get(`${question} ${choice}`);
    if (slot === undefined) throw new RangeError(`no such choice on this paper: ${question} ${choice}`);
    own[slot] = (own[slot] ?? 0) + 1;
  }
  return counts;
}

/** A count without its free words: how many of a group wrote something is nobody's business. */
export function withoutTexts(paper: Paper, { ballots, counts }: Count): Count {
  const texts = textQuestions(paper);
  if (texts.size === 0) return { ballots, counts };
  const order = slots(paper);
  return { ballots, counts: counts.map((count, slot) => (texts.has(order[slot]?.question ?? '') ? 0 : count)) };
}

export const textQuestions = (paper: Paper): ReadonlySet<string> =>
  new Set(questions(paper).flatMap(({ id, text }) => (text === null ? [] : [id])));

/** A finding as the public may see it. `rule` is the one that it is of. */
export function publicFinding(finding: QuestionFinding, rule: Rule, withheld: GroupView['withheld']): QuestionFinding {
  if (withheld === 'nothing' || !weighsGroups(rule)) return finding;
  const { scores: _scores, ranking, ...rest } = finding;
  if (withheld === 'values') {
    const order = ranking?.map(({ id, rank, state }) => ({ id, rank, state, value: null, win: null }));
    return { ...rest, tests: [], ...(order && { ranking: order }) };
  }
  const ofGroups = new Set(groupScores(rule).map(({ id }) => id));
  const whole = <T extends { readonly scores?: readonly ScoreFinding[] }>({ scores, ...row }: T) => ({
    ...row,
    ...(scores && { scores: scores.map((score) => (ofGroups.has(score.id) ? withoutParts(score) : score)) }),
  });
  return whole({ ...finding, ...(ranking && { ranking: ranking.map(whole) }) });
}

const withoutParts = ({ parts: _parts, ...score }: ScoreFinding): ScoreFinding => score;
