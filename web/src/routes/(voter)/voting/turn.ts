/**
 * Whose turn it is on a shared device, and what would be lost if the next one took over now.
 */
import type { PollView } from 'api/views';
import type { VoterView } from './session.ts';

export interface AtStake {
  /** A ballot is on its way. Nothing may be wiped before the server has answered. */
  readonly sending: boolean;
  /** Rights to vote that were taken here and not used: another device can't have them. */
  readonly unused: readonly PollView[];
}

export function atStake({ polls }: Pick<VoterView, 'polls'>): AtStake {
  return {
    sending: polls.some(({ standing }) => standing.at === 'sending'),
    unused: polls
      .filter(({ standing: { at, ...rest } }) => at === 'open' || at === 'ready' || ('asked' in rest && rest.asked))
      .map(({ poll }) => poll),
  };
}

/** Nothing would be lost. */
export function isDone(view: Pick<VoterView, 'polls'>): boolean {
  const { sending, unused } = atStake(view);
  return !sending && unused.length === 0;
}

/** Somebody stands before the door's eyes: the number must stay where it is. */
export const isWaiting = ({ entry }: Pick<VoterView, 'entry'>): boolean => entry.at === 'at_door';
