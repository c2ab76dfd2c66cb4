/**
 * A paper with another list: its candidates, persons or matters replaced by those of an earlier round.
 *
 * Numbers that no longer fit the shorter list are clipped (多选 to as many as there are), so that a plan written before
 * the first round can be frozen after it; everything else stays as the organizer wrote it.
 */
import { no, ok, type Item, type Paper, type PickPaper, type Quota, type Result } from 'ballot-core';

/** The error is a sentence: not every kind has one list that could come from elsewhere. */
export function withList(paper: Paper, items: readonly Item[]): Result<Paper, string> {
  switch (paper.kind) {
    case 'pick':
      return ok(clipped(paper, items));
    case 'motion':
      return ok({ ...paper, matters: items });
    case 'grades':
    case 'score': {
      const { quotas, ...rest } = paper;
      const kept = (quotas ?? []).flatMap((quota) => clippedQuota(quota, items.length));
      return ok({ ...rest, subjects: items, ...(kept.length === 0 ? {} : { quotas: kept }) } as Paper);
    }
    case 'choice':
    case 'text':
    case 'form':
      return no(`a ${paper.kind} paper has no list that could come from another poll`);
  }
}

function clipped(paper: PickPaper, candidates: readonly Item[]): PickPaper {
  const { tagMins, ...rest } = paper;
  const most = candidates.length + paper.writeIns;
  const seats = paper.seats === null ? null : Math.min(paper.seats, most);
  const max = Math.min(paper.max, most, seats ?? most);
  const kept = (tagMins ?? []).flatMap(({ tag, min }) => {
    const tagged = candidates.filter((candidate) => candidate.tag === tag).length;
    return tagged === 0 ? [] : [{ tag, min: Math.min(min, tagged, max) }];
  });
  return {
    ...rest,
    candidates,
    seats,
    max,
    min: Math.min(paper.min, max),
    writeIns: Math.min(paper.writeIns, max),
    ...(kept.length === 0 ? {} : { tagMins: kept }),
  };
}

/** A quota that every mark on the shorter list keeps says nothing and is left out. */
function clippedQuota(quota: Quota, rows: number): readonly Quota[] {
  const max = Math.min(quota.max, rows);
  const min = Math.min(quota.min, max);
  return min === 0 && max === rows ? [] : [{ ...quota, min, max }];
}
