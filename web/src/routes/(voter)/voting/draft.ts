/**
 * Answers in progress: what is marked so far, on this paper and no other.
 *
 * Only marks are kept; a blank is the absence of a mark, and where words are asked for the mark is the words. Every change
 * gives a new draft.
 */
import { questions, WRITE_IN_LENGTH_MAX, type Answers, type Paper, type PickPaper } from 'ballot-core';

/** Counts up when a draft of the version before could be misread. */
const SHAPE = 2;

export interface Draft extends Answers {
  readonly shape: typeof SHAPE;
  readonly paperHash: string;
  /** Cards that the voter has gone past: leaving out what may be left out is then no reason to come back to it. */
  readonly passed: number;
}

export const emptyDraft = (paperHash: string): Draft => ({
  shape: SHAPE,
  paperHash,
  choices: {},
  writeIns: [],
  passed: 0,
});

/** A draft of another paper, of an older page, or of nothing, is an empty one. */
export function readDraft(text: string | null, paperHash: string): Draft {
  if (text === null) return emptyDraft(paperHash);
  try {
    const draft = JSON.parse(text) as Draft | null;
    return draft?.shape === SHAPE && draft.paperHash === paperHash ? draft : emptyDraft(paperHash);
  } catch {
    return emptyDraft(paperHash);
  }
}

/** `choice` null takes the mark away. */
export function mark(draft: Draft, question: string, choice: string | null): Draft {
  const { [question]: _, ...others } = draft.choices;
  return { ...draft, choices: choice === null ? others : { ...others, [question]: choice } };
}

export const writeIn = (draft: Draft, names: readonly string[]): Draft => ({ ...draft, writeIns: names });

/** The card at `index` is left behind by going on. */
export const pass = (draft: Draft, index: number): Draft => ({ ...draft, passed: Math.max(draft.passed, index + 1) });

/** What is typed, as the server reads it: one line, nothing invisible, one spelling for one word, no spaces around it. */
export const tidy = (typed: string): string =>
  typed
    .replace(/\s/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/ +/g, ' ')
    .normalize('NFC')
    .trim();

/** Only what the paper asks: a mark left over from elsewhere must not make a ballot invalid. */
export function answersOf(paper: Paper, draft: Draft): Answers {
  const choices = Object.fromEntries(
    questions(paper).flatMap(({ id }) => {
      const choice = draft.choices[id];
      return choice === undefined ? [] : [[id, choice]];
    }),
  );
  return { choices, writeIns: paper.kind === 'pick' && paper.writeIns > 0 ? draft.writeIns : [] };
}

/** Why a name can't be written in; null when it can. The server refuses the same. */
export function nameFault(
  paper: PickPaper,
  names: readonly string[],
  typed: string,
): 'empty' | 'long' | 'listed' | 'twice' | null {
  const name = tidy(typed);
  if (name === '') return 'empty';
  if (name.length > WRITE_IN_LENGTH_MAX) return 'long';
  if (paper.candidates.some((candidate) => candidate.name === name)) return 'listed';
  return names.includes(name) ? 'twice' : null;
}
