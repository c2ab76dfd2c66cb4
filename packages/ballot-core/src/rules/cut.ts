/**
 * The cut through the rows of a poll: who is in, who is out, and who is level at the line.
 *
 * Equal numbers are tied, never two numbers that look equal when rounded; and a tie is never broken by the order of a
 * list. Where the rule has no answer the rows stay tied, for another poll or for the organizer.
 */
import { baseOf, votesOf, type Ground } from './ground.ts';
import { order, ratio, written, ZERO, type Rational } from './rational.ts';
import type { Cut, RankedRow, Row, ScoreFinding, TestFinding } from './rule.ts';

/** One row as it was measured by itself. */
export interface Contestant {
  readonly row: Row;
  readonly value: Rational | null;
  /** What `secondary` looks at. */
  readonly second: Rational | null;
  readonly win: TestFinding | null;
  readonly scores?: readonly ScoreFinding[];
}

export interface CutFinding {
  readonly ranking: readonly RankedRow[];
  readonly vacancies: number;
}

/** With `open` false nobody is taken: the meeting had no quorum, or the count is void. */
export function cutThrough(cut: Cut, ground: Ground, contestants: readonly Contestant[], open: boolean): CutFinding {
  const ranking: RankedRow[] = [];
  let vacancies = 0;
  for (const [tag, own] of categories(cut, contestants)) {
    const places = placesOf(cut, ground, tag);
    const levels = ranked(own, cut.direction);
    const { states, free } = open ? take(cut, levels, places) : { states: new Map<string, State>(), free: places };
    vacancies += free;
    let rank = 1;
    for (const level of levels) {
      ranking.push(...level.map((each) => rankedRow(each, rank, states.get(each.row.id) ?? 'left')));
      rank += level.length;
    }
    ranking.push(...own.filter(({ value }) => value === null).map((each) => rankedRow(each, null, 'left')));
  }
  return { ranking, vacancies };
}

/** What a row is ranked by. */
export function valueOf({ by }: Cut, ground: Ground, scoreValue: (id: string) => Rational | null): Rational | null {
  return 'votes' in by ? ratio(votesOf(ground, by.votes)) : scoreValue(by.score);
}

type State = RankedRow['state'];
type Level = readonly Contestant[];

/** In the order in which the paper first names them. Rows without a tag are a category of their own. */
function categories({ per }: Cut, contestants: readonly Contestant[]): ReadonlyMap<string, readonly Contestant[]> {
  const groups = new Map<string, Contestant[]>();
  for (const each of contestants) {
    const tag = per === 'tag' ? (each.row.tag ?? '') : '';
    groups.set(tag, [...(groups.get(tag) ?? []), each]);
  }
  return groups;
}

function placesOf({ places }: Cut, ground: Ground, tag: string): number {
  if (places === 'seats') return baseOf(ground, 'seats');
  if (typeof places === 'number') return places;
  return Object.hasOwn(places, tag) ? (places[tag] ?? 0) : 0;
}

/** Rows with a value, best (or worst) first, equal ones together in the paper's order. */
const ranked = (own: readonly Contestant[], direction: Cut['direction']): readonly Level[] =>
  levelsBy(own, ({ value }) => value, direction === 'top');

function levelsBy(
  rows: readonly Contestant[],
  key: (row: Contestant) => Rational | null,
  falling: boolean,
): readonly Level[] {
  const levels: { readonly value: Rational; readonly rows: Contestant[] }[] = [];
  for (const row of rows) {
    const value = key(row);
    if (value === null) continue;
    const level = levels.find((each) => order(each.value, value) === 0);
    if (level === undefined) levels.push({ value, rows: [row] });
    else level.rows.push(row);
  }
  return levels
    .sort((a, b) => (falling ? order(b.value, a.value) : order(a.value, b.value)))
    .map((level) => level.rows);
}

/** Places are given level by level, to those who pass the `win` test and were chosen at all. `free` are those that nobody has or waits for. */
function take(cut: Cut, levels: readonly Level[], places: number): { states: Map<string, State>; free: number } {
  const states = new Map<string, State>();
  const mark = (rows: Level, state: State) => rows.forEach(({ row }) => states.set(row.id, state));
  let free = places;
  for (const level of levels) {
    const able = level.filter(({ win, value }) => (win === null || win.holds) && !isUnchosen(cut, value));
    for (const group of able.length > free ? parted(cut, able) : [able]) {
      if (group.length === 0 || free === 0) continue;
      const fits = group.length <= free || cut.ties === 'include_all';
      mark(group, fits ? 'taken' : 'tied');
      free = fits ? Math.max(0, free - group.length) : 0;
    }
  }
  return { states, free };
}

/** 得零票者不列入: with two names chosen and three places, the third isn't everybody whom nobody chose. */
const isUnchosen = ({ by, direction }: Cut, value: Rational | null): boolean =>
  'votes' in by && direction === 'top' && value !== null && order(value, ZERO) === 0;

/** Equal rows at the last place, as the secondary score parts them. Higher goes first; no score goes last. */
function parted({ ties }: Cut, level: Level): readonly Level[] {
  if (ties !== 'secondary') return [level];
  return [...levelsBy(level, ({ second }) => second, true), level.filter(({ second }) => second === null)];
}

const rankedRow = ({ row, value, win, scores }: Contestant, rank: number | null, state: State): RankedRow => ({
  id: row.id,
  rank,
  value: value === null ? null : written(value).fraction,
  state,
  win,
  ...(scores !== undefined && { scores }),
});
