/**
 * The rule author's guide says nothing that the rules don't do: its rules are whole, its mistakes are refused where it
 * says, its counts come out as stated, and the sentence it quotes is the one that is read aloud.
 */
import { readFileSync } from 'node:fs';
import { checkRule, evaluate, ruleInWords, type Fraction, type Rule, type Tally } from 'ballot-core';
import { describe, expect, test } from 'vitest';

const DUE = 90;
const LANGUAGES = [
  { file: 'zh-CN.md', language: 'zh' },
  { file: 'en.md', language: 'en' },
] as const;

interface Block {
  /** What the block is, after its language: `rule`, `refused`, `tallies`, `words`. */
  readonly kind: string;
  readonly text: string;
}
interface Stated {
  readonly tally: Tally;
  readonly expect: {
    readonly label: string;
    readonly holds: readonly string[];
    readonly score?: readonly [string, Fraction];
  };
}
interface Refused {
  /** One place of the rule and what is put there. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly at: string;
}

const blocksOf = (file: string): readonly Block[] =>
  [
    ...readFileSync(new URL(`../docs/rule-author-guide/${file}`, import.meta.url), 'utf8').matchAll(
      /^```(?:json|text) (\w+)\n([\s\S]*?)^```$/gm,
    ),
  ].map(([, kind = '', text = '']) => ({ kind, text: text.trim() }));

const lines = <T>({ text }: Block): readonly T[] => text.split('\n').map((line) => JSON.parse(line) as T);

/** Each rule of the guide with the blocks that come before the next one. */
function chapters(file: string): readonly { readonly rule: unknown; readonly blocks: readonly Block[] }[] {
  const made: { rule: unknown; blocks: Block[] }[] = [];
  for (const block of blocksOf(file)) {
    if (block.kind === 'rule') made.push({ rule: JSON.parse(block.text), blocks: [] });
    else made[made.length - 1]?.blocks.push(block);
  }
  return made;
}

const whole = (rule: unknown): Rule => {
  const checked = checkRule(rule);
  if (!checked.ok) throw new Error(`${checked.error.path}: ${checked.error.reason}`);
  return checked.value;
};

/** `tests[0].base` → the same rule with another base there. */
function changed(rule: unknown, place: string, value: unknown): unknown {
  const copy = structuredClone(rule) as Record<string, unknown>;
  const keys = place.replace(/\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  expect(Object.keys(parent)).toContain(last);
  parent[last] = value;
  return copy;
}

describe.each(LANGUAGES)("the rule author's guide in $file", ({ file, language }) => {
  test('has two whole rules, and the same data as in the other language', () => {
    const rules = chapters(file).map(({ rule }) => whole(rule));
    expect(rules).toHaveLength(2);
    const data = (name: string) => blocksOf(name).filter(({ kind }) => kind !== 'words');
    expect(data(file)).toEqual(data('en.md'));
  });

  test('names the places at which mistakes are refused', () => {
    const stated = chapters(file).flatMap(({ rule, blocks }) =>
      blocks
        .filter(({ kind }) => kind === 'refused')
        .flatMap((block) => lines<Refused>(block).map((each) => ({ rule, ...each }))),
    );
    expect(stated.length).toBeGreaterThan(3);
    for (const { rule, set, at } of stated) {
      const [[place, value] = ['', null]] = Object.entries(set);
      expect(checkRule(changed(rule, place, value)), place).toMatchObject({ ok: false, error: { path: at } });
    }
  });

  test('states what its counts come to, on the line and one vote off it', () => {
    const stated = chapters(file).flatMap(({ rule, blocks }) =>
      blocks
        .filter(({ kind }) => kind === 'tallies')
        .flatMap((block) => lines<Stated>(block).map((each) => ({ rule: whole(rule), ...each }))),
    );
    expect(stated.length).toBeGreaterThan(4);
    for (const { rule, tally, expect: said } of stated) {
      const finding = evaluate(rule, tally);
      expect(finding.label.id).toBe(said.label);
      expect(finding.tests.filter(({ holds }) => holds).map(({ id }) => id)).toEqual(said.holds);
      if (said.score === undefined) continue;
      const [id, value] = said.score;
      expect(finding.scores?.find((score) => score.id === id)?.value).toEqual(value);
    }
  });

  test('quotes the sentence that the room hears', () => {
    const [first] = chapters(file);
    const [words] = blocksOf(file).filter(({ kind }) => kind === 'words');
    expect(words?.text).toBe(ruleInWords(whole(first?.rule), language, DUE));
  });
});
