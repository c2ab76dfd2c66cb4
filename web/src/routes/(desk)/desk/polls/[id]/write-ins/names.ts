/** What a written-in name of a sealed poll may be read as, and how the votes stand when it is. */
import { candidateLabels, mergedWriteIns, tallyOf, type Item, type MergedName } from 'ballot-core';
import type { DeskPoll } from 'api/desk-views';

export interface WrittenRow {
  readonly name: string;
  readonly votes: number;
  /** The merge that stands, if any. */
  readonly merge: DeskPoll['merges'][number] | null;
  /** Names it may be read as: candidates first, then what others wrote. */
  readonly targets: readonly string[];
  /** A target that differs in nothing but spaces and dots: offered first, never taken without a person. */
  readonly suggested: string | null;
}

const candidatesOf = ({ paper }: DeskPoll): readonly Item[] => (paper.kind === 'pick' ? paper.candidates : []);

export function writtenRows(poll: DeskPoll): readonly WrittenRow[] {
  const listed = [...candidateLabels(candidatesOf(poll)).values()];
  const merges = new Map(poll.merges.map((merge) => [merge.name, merge]));
  return poll.writeIns.map(({ name, votes }) => {
    const others = poll.writeIns.map((written) => written.name).filter((other) => other !== name && !merges.has(other));
    const targets = [...listed, ...others.filter((other) => !listed.includes(other))];
    const bare = plain(name);
    return {
      name,
      votes,
      merge: merges.get(name) ?? null,
      targets,
      suggested: targets.find((target) => plain(target) === bare) ?? null,
    };
  });
}

/** Without what people put between the characters of a name. */
const plain = (name: string): string => name.normalize('NFKC').replace(/[\s·•.,、，]/gu, '');

/** The merged totals, and what the record holds for comparison. */
export function totals(poll: DeskPoll): readonly MergedName[] {
  const { paper, released, accounts } = poll;
  const counted = candidatesOf(poll).map((candidate) => ({
    ...candidate,
    votes: released === null ? 0 : (tallyOf(paper, released, candidate.id, accounts).options.picked ?? 0),
  }));
  const merges = poll.merges.flatMap(({ name, into }) => (into === null ? [] : [{ name, into }]));
  return mergedWriteIns(poll.writeIns, merges, counted);
}
