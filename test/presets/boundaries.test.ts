/**
 * Each template answers its boundary cases, and no single figure in it can be changed without one of them noticing.
 */
import { PRESETS, presetRules, type PresetId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { boundariesOf, difference } from './boundaries.ts';
import { mutantsOf } from './mutants.ts';

const presets = (Object.keys(PRESETS) as PresetId[]).filter((id) => presetRules(id).length > 0);

describe('at its line, and one vote either side of it', () => {
  test.each(presets.map((id) => [id, PRESETS[id].zh] as const))('%s %s says what its document says', (id) => {
    const rules = new Map(presetRules(id).map((rule) => [rule.id, rule]));
    const cases = boundariesOf(id);
    for (const each of cases) {
      const rule = rules.get(each.rule);
      expect(rule, `no rule ${each.rule}`).toBeDefined();
      expect(rule && difference(rule, each), `${each.rule}: ${each.why}`).toBeNull();
    }
    const silent = [...rules.keys()].filter((rule) => !cases.some((each) => each.rule === rule));
    expect(silent, 'rules without a boundary case').toEqual([]);
  });
});

describe('a changed comparator, base, fraction, place, tie, weight or point', () => {
  test.each(presets.map((id) => [id, PRESETS[id].zh] as const))('in %s %s turns a case red', (id) => {
    const cases = boundariesOf(id);
    const survivors = presetRules(id).flatMap((rule) =>
      mutantsOf(rule)
        .filter(({ rule: mutant }) =>
          cases.filter((each) => each.rule === rule.id).every((each) => difference(mutant, each) === null),
        )
        .map(({ name }) => `${rule.id}.${name}`),
    );
    expect(survivors).toEqual([]);
  });
});
