/**
 * Where the voter is. Each screen is an entry of the browser's history, so the phone's back button goes back one card
 * and a reload stays where it was.
 *
 * On a shared device there is one entry only, replaced each time: the browser's back leads nobody to the last voter's marks.
 */
import type { PollId } from 'ballot-core';

export type Screen =
  | { readonly at: 'home' }
  | { readonly at: 'card'; readonly poll: PollId; readonly index: number }
  | { readonly at: 'list' | 'review' | 'receipt'; readonly poll: PollId }
  | { readonly at: 'stored' };

export const HOME: Screen = { at: 'home' };

/** What `show` put there; HOME for an entry that is not ours. */
const remembered = (): Screen => (history.state as { readonly screen?: Screen } | null)?.screen ?? HOME;

let now = $state.raw(remembered());
let before: Screen = HOME;
let oneEntry = false;

window.addEventListener('popstate', () => (now = remembered()));
// Each screen is read from its top; the page does that itself.
history.scrollRestoration = 'manual';

export const screenNow = (): Screen => now;

/** From now on, on a shared device, the history is not added to. */
export const keepOneEntry = (one: boolean): void => void (oneEntry = one);

/** The address stays. `replace` where going back would make no sense. */
export function show(screen: Screen, replace = false): void {
  if (replace || oneEntry) history.replaceState({ screen }, '', location.pathname);
  else history.pushState({ screen }, '', location.pathname);
  if (!replace) before = now;
  now = screen;
}

/** Where the voter came from. */
export function back(): void {
  if (oneEntry) show(before, true);
  else history.back();
}
