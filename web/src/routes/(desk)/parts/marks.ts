/**
 * What a mark of memory (黄牌, 不称职, 无故缺席) is called: the words of the label it came from.
 *
 * A mark is a label's id, so its words are in the rules; those that people enter by hand are here.
 */
import { PRESETS, type Label } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { said } from '#lib/said.ts';

const HOUSE: Readonly<Record<string, () => string>> = {
  none: m.desk_mark_none,
  absence: m.desk_mark_absence,
  incompetent: m.desk_grade_4,
  not_passed: m.desk_mark_not_passed,
  yellow_card: m.desk_mark_yellow_card,
};

const LABELS: ReadonlyMap<string, Label> = new Map(
  Object.values(PRESETS)
    .flatMap(({ polls }) => polls.flatMap(({ rules }) => rules))
    .flatMap((rule) => [
      rule.otherwise,
      ...rule.branches.map(({ label }) => label),
      ...(rule.cut === undefined ? [] : [rule.cut.taken]),
    ])
    .map((label) => [label.id, label]),
);

export function markName(mark: string): string {
  const own = HOUSE[mark];
  if (own !== undefined) return own();
  const label = LABELS.get(mark);
  return label === undefined ? mark : said(label);
}
