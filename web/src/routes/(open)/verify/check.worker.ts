/** The check on a thread of its own: one file in, each claim as it holds, then the outcome. */
import { checkText, type Outcome } from './checking.ts';

export type Word =
  { readonly kind: 'claim'; readonly claim: string } | { readonly kind: 'outcome'; readonly outcome: Outcome };

const say = (word: Word): void => postMessage(word);

addEventListener('message', (event: MessageEvent<string>) => {
  say({ kind: 'outcome', outcome: checkText(event.data, (claim) => say({ kind: 'claim', claim })) });
});
