/**
 * Where the voter is. Each screen is an entry of the browser's history, so the phone's back button goes back one card.
 */
import { goto } from '$app/navigation';
import type { PollId } from 'ballot-core';

export type Screen =
  | { readonly at: 'home' }
  | { readonly at: 'card'; readonly poll: PollId; readonly index: number }
  | { readonly at: 'picks' | 'list' | 'review' | 'receipt'; readonly poll: PollId }
  | { readonly at: 'stored' };

export const HOME: Screen = { at: 'home' };

/** The address stays; the state survives a reload. `replace` where going back would make no sense. */
export const show = (screen: Screen, replace = false): Promise<void> =>
  goto(window.location.pathname, { state: { screen }, shallow: true, persistState: true, replace });
