/**
 * Worked examples about one ballot: they are held to the very check that the phone and the server use.
 */
import { checkMarks, PICKED, type BallotRefusal, type PickPaper } from '../src/index.ts';
import { entriesOf, fieldsOf, textOf, wholeOf, type RuleCase } from './case.ts';
import type { Answer } from './rule-data.ts';

/** Marks on one row are a list of which one may be taken; names on a list are the same with more of them. */
export function ballot({ id, params, counts }: RuleCase): Answer {
  const picks = entriesOf(counts.picks, `${id}: picks`).map((pick) => textOf(pick, `${id}: pick`));
  const tags = counts.tags === undefined ? {} : fieldsOf(counts.tags, `${id}: tags`);
  const [min, max] = [wholeOf(params.minPick, `${id}: minPick`), wholeOf(params.maxPick, `${id}: maxPick`)];
  const least = params.minTag === undefined ? null : fieldsOf(params.minTag, `${id}: minTag`);
  const tagMin = least === null ? null : { tag: textOf(least.tag, `${id}: tag`), min: wholeOf(least.n, `${id}: n`) };
  const paper: PickPaper = {
    kind: 'pick',
    candidates: picks.map((name, index) => ({
      id: `c${index}`,
      name,
      ...(tags[name] !== undefined && { tag: textOf(tags[name], `${id}: tag of ${name}`) }),
    })),
    min,
    max,
    seats: null,
    writeIns: 0,
    ...(tagMin !== null && { tagMins: [tagMin] }),
  };
  const choices = Object.fromEntries(paper.candidates.map((candidate) => [candidate.id, PICKED]));
  const checked = checkMarks(paper, { choices, writeIns: [] });
  const tagged = paper.candidates.filter(({ tag }) => tag !== undefined && tag === tagMin?.tag).length;
  // What is asked last decides: of a kind, where there is a minimum of it, else how many.
  if (checked.ok) return { outcome: 'valid', share: tagMin === null ? [picks.length, max] : [tagged, tagMin.min] };
  const { code } = checked.error;
  const share = {
    invalid_overvote: [picks.length, max],
    invalid_undervote: [picks.length, min],
    invalid_tag_quota: [tagged, tagMin?.min ?? 0],
  } as const;
  const outcome = OUTCOMES.get(code);
  if (outcome === undefined) throw new RangeError(`${id}: the ballot is refused for ${code}`);
  return { outcome, share: share[outcome] };
}

const OUTCOMES: ReadonlyMap<BallotRefusal, 'invalid_overvote' | 'invalid_undervote' | 'invalid_tag_quota'> = new Map([
  ['too_many_picks', 'invalid_overvote'],
  ['too_few_picks', 'invalid_undervote'],
  ['too_few_tagged', 'invalid_tag_quota'],
]);
