/**
 * Which voter groups are named in a record (组别), and what a weighted result then has to keep back.
 *
 * The count of all voters is public, so whatever is told of some groups can be subtracted from it (`public-groups`), and a
 * weighted total is one more equation. Therefore it is all or nothing there: as soon as one group that a rule weighs can't
 * be named, no group of the poll is, and the tellers' annex has the parts (监票人附卷).
 */
import type { GroupId } from '../brand.ts';
import { WRITE_IN } from '../paper/paper.ts';
import type { Paper } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { hasWriteIns, slots } from '../count/slots.ts';
import { agreedLine } from '../count/agreed.ts';
import type { Count } from '../count/count.ts';
import { addCounts, emptyCount } from '../count/counter.ts';
import { needsGroups } from '../rules/applies.ts';
import type { Rule, ScoreFinding } from '../rules/rule.ts';
import { canonicalize } from './canonical.ts';
import { GROUP_MIN, publicGroups, type GroupSizes } from './public-groups.ts';
import type { Definition, GroupCount, Opening, QuestionFinding } from './record.ts';

export interface GroupView {
  /** Groups that openings and group counts may name. */
  readonly named: ReadonlySet<GroupId>;
  /**
   * What public findings leave out where a rule weighs groups. `parts`: what each group gave. `values`: the total too,
   * because so few groups voted that the total and the count of all would give the parts back.
   */
  readonly withheld: 'nothing' | 'parts' | 'values';
}

/** What a poll and its groups decide about their names. */
type Weighing = Pick<Definition, 'groups' | 'rules'>;

/** `groupCounts`: of every group that has ballots, with or without its free words and written-in names. */
export function groupView(
  { paper, ...definition }: Weighing & Pick<Definition, 'paper'>,
  groupCounts: readonly GroupCount[],
): GroupView {
  const sizes = Object.fromEntries(groupCounts.map(({ group, ballots }) => [group, ballots]));
  const countOf = new Map<string, Count>(groupCounts.map((own) => [own.group, own]));
  const none = emptyCount(paper);
  const sum = (groups: readonly string[]) =>
    groups.reduce<Count>((total, group) => addCounts(total, countOf.get(group) ?? none), none);
  const whole = sum([...countOf.keys()]);
  const agree = (groups: readonly string[]) => agreedLine(paper, sum(groups), whole) !== null;
  const named = publicGroups(sizes, GROUP_MIN, { never: selves(definition), agree });
  const withheld = withheldOf(definition, sizes, named);
  return { named: withheld === 'nothing' ? named : new Set(), withheld };
}

/** What is withheld when these groups may be named. `sizes` and `named` are public, so anybody can tell. */
export function withheldOf(definition: Weighing, sizes: GroupSizes, named: ReadonlySet<string>): GroupView['withheld'] {
  const weighed = weighedGroups(definition, sizes);
  if (weighed.every((group) => named.has(group))) return 'nothing';
  // That a large group was of one mind keeps its parts back, never a total that the meeting must hear.
  const large = publicGroups(sizes, GROUP_MIN, { never: selves(definition) });
  return weighed.every((group) => large.has(group)) || !totalsGiveParts(definition, sizes) ? 'parts' : 'values';
}

/** The groups that size alone allows to name. */
export function namedBySize(definition: Weighing, sizes: GroupSizes): ReadonlySet<GroupId> {
  const large = publicGroups(sizes, GROUP_MIN, { never: selves(definition) });
  return weighedGroups(definition, sizes).every((group) => large.has(group)) ? large : new Set();
}

/** Do the weighted totals and the count of all, as equations, give back what each group gave? */
export function totalsGiveParts({ groups, rules }: Weighing, sizes: GroupSizes): boolean {
  const sets = rules.flatMap(groupScores).map(({ weights }) => canonicalize(weights));
  // One equation from the count of all, one from each set of weights: fewer unknowns than that are no secret.
  return groups.filter(({ id }) => (sizes[id] ?? 0) > 0).length <= 1 + new Set(sets).size;
}

/** Groups that a rule weighs and that have voted. */
function weighedGroups({ groups, rules }: Weighing, sizes: GroupSizes): readonly GroupId[] {
  const weights = rules.flatMap(groupScores).map((score) => score.weights);
  return groups.flatMap(({ id }) =>
    (sizes[id] ?? 0) > 0 && weights.some((each) => Object.hasOwn(each, id)) ? [id] : [],
  );
}

/** 本人: not named however many they are. */
const selves = ({ groups }: Pick<Definition, 'groups'>): ReadonlySet<string> =>
  new Set(groups.flatMap(({ id, relation }) => (relation === 'self' ? [id] : [])));

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

/** The marks of each group that is named in a list of openings. */
export function countGroups(paper: Paper, openings: Iterable<Opening>): ReadonlyMap<string, readonly number[]> {
  const order = slots(paper);
  const place = new Map(order.map(({ question, choice }, slot) => [`${question} ${choice}`, slot]));
  const counts = new Map<string, number[]>();
  for (const { group, question, choice } of openings) {
    if (group === null) continue;
    const slot = place.get(`${question} ${choice}`);
    if (slot === undefined) throw new RangeError(`no such choice on this paper: ${question} ${choice}`);
    const own = counts.get(group) ?? order.map(() => 0);
    counts.set(group, own);
    own[slot] = (own[slot] ?? 0) + 1;
  }
  return counts;
}

/**
 * A count as it may stand beside a group: without free words and without names written in. Both are found by who wrote
 * them, so how many of a group wrote something is nobody's business.
 */
export function withoutTexts(paper: Paper, { ballots, counts }: Count): Count {
  const unnamed = unnamedQuestions(paper);
  if (unnamed.size === 0) return { ballots, counts };
  const order = slots(paper);
  return { ballots, counts: counts.map((count, slot) => (unnamed.has(order[slot]?.question ?? '') ? 0 : count)) };
}

/** Questions whose openings never name a group. */
export const unnamedQuestions = (paper: Paper): ReadonlySet<string> =>
  new Set([...textQuestions(paper), ...(hasWriteIns(paper) ? [WRITE_IN] : [])]);

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
