/**
 * The rulebook as data for a page: everything is taken from the presets and from the comparators that decide, so that
 * what is printed here and what is counted in the hall can't drift apart.
 */
import {
  BASE_NAMES,
  compare,
  line,
  PRESETS,
  ruleInWords,
  type BaseKey,
  type Citation,
  type Comparator,
  type Fraction,
  type Language,
  type Preset,
  type PresetPoll,
  type Rule,
  type Test,
} from 'ballot-core';

export const COMPARATORS = ['gt', 'ge', 'lt', 'le'] as const satisfies readonly Comparator[];
/** The shares that documents ask for most. */
export const SHARES = [
  [2, 3],
  [1, 2],
  [1, 3],
] as const satisfies readonly Fraction[];

export const SIGNS = { lt: '＜', le: '≤', gt: '＞', ge: '≥' } as const satisfies Record<Comparator, string>;

export const BASES = Object.keys(BASE_NAMES) as readonly (keyof typeof BASE_NAMES)[];

/** Whether a test with this comparator holds when the count stands exactly on the fraction: asked, not remembered. */
export const holdsAtEquality = (comparator: Comparator): boolean => compare(60, 90, comparator, [2, 3]);

/** Counts that are wanted (gt, ge) or feared (lt, le) and the edge in votes on this base; null where none can be. */
export function edge(base: number, comparator: Comparator, fraction: Fraction): number | null {
  const votes = line(base, comparator, fraction);
  return votes < 0 || (votes > base && fraction[0] <= fraction[1]) ? null : votes;
}

export const presets = (): readonly Preset[] => Object.values(PRESETS);

/** Every wording that the presets use for a comparator, each once, with the presets it stands in. */
export function wordings(
  comparator: Comparator,
  language: Language,
): readonly { readonly words: string; readonly presets: readonly string[] }[] {
  const found = new Map<string, string[]>();
  for (const preset of presets()) {
    for (const rule of rulesOf(preset)) {
      for (const test of rule.tests) {
        if (test.comparator !== comparator) continue;
        const before = found.get(test[language]) ?? [];
        if (!before.includes(preset.id)) found.set(test[language], [...before, preset.id]);
      }
    }
  }
  return [...found].map(([words, ids]) => ({ words, presets: ids }));
}

export const rulesOf = ({ polls }: Preset): readonly Rule[] => polls.flatMap(({ rules }) => rules);

/** Presets that hold a share against this base. */
export const usersOf = (base: BaseKey | 'one'): readonly string[] =>
  presets()
    .filter((preset) => rulesOf(preset).some(({ tests }) => tests.some((test) => test.base === base)))
    .map(({ id }) => id);

/** The same words of a document are cited once, however many rules rest on them. */
export function citationsOf(preset: Preset): readonly Citation[] {
  const once = new Map<string, Citation>();
  for (const { citations } of rulesOf(preset)) {
    for (const citation of citations) {
      once.set(JSON.stringify([citation.document, citation.clause, citation.wording]), citation);
    }
  }
  return [...once.values()];
}

export interface WorkedTest {
  readonly test: Test;
  /** The edge when everybody due is in the base; null where the number compared is no share of people. */
  readonly votes: number | null;
}

const OF_PEOPLE: readonly string[] = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'];

/** The tests of a rule with their edge for this many due, all of them attending and marking. */
export const worked = (rule: Rule, due: number): readonly WorkedTest[] =>
  rule.tests.map((test) => ({
    test,
    votes: OF_PEOPLE.includes(test.base) && due > 0 ? edge(due, test.comparator, test.fraction) : null,
  }));

/** What a search looks through: what the page shows of a preset, in the language it is read in, with the original words. */
export function textOf(preset: Preset, language: Language): string {
  const polls = preset.polls.flatMap((poll: PresetPoll) => [
    poll[language],
    ...poll.rules.flatMap((rule) => [
      rule[language],
      ruleInWords(rule, language, undefined, poll.paper),
      ...rule.tests.flatMap(({ zh, en }) => [zh, en]),
      ...rule.branches.map(({ label }) => label[language]),
      ...rule.gates.map((gate) => gate[language]),
    ]),
  ]);
  const cited = citationsOf(preset).flatMap(({ document, clause, wording }) => [document, clause, wording]);
  return [
    preset.id,
    preset.zh,
    preset.en,
    preset.about[language],
    ...preset.cautions.map((c) => c[language]),
    ...polls,
    ...cited,
  ]
    .join('\n')
    .toLowerCase();
}

/** Every word of the question has to be in the text, in any order. */
export const matches = (text: string, asked: string): boolean =>
  asked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));

/** 1 to 100,000 people, or null while what stands in the field is no number. */
export function readDue(typed: unknown): number | null {
  const due = Number(typed);
  return Number.isSafeInteger(due) && due >= 1 && due <= DUE_SHOWN_MAX ? due : null;
}
const DUE_SHOWN_MAX = 100_000;
