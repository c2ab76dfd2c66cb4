import { describe, expect, test } from 'vitest';
import { Counter } from '../count/counter.ts';
import type { Definition } from '../record/record.ts';
import { checkDefinition } from './check-definition.ts';
import { evaluateAll } from './evaluate-all.ts';
import { COMPETENCE_SCALE } from './presets/scales.ts';
import { presetRules } from './presets.ts';

function annual(): Definition {
  const read = checkDefinition({
    format: 'gonglun-poll/1',
    event: 'e1',
    poll: 'p1',
    title: '年度民主测评',
    paper: {
      kind: 'grades',
      subjects: ['w', 'x', 'y', 'z'].map((id) => ({ id, name: id })),
      dimensions: [{ id: 'overall', name: '总体' }],
      scale: COMPETENCE_SCALE,
      blank: 'refuse',
    },
    groups: [{ id: 'all', name: '全体', due: 90 }],
    rules: presetRules('P01'),
    release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
  });
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
}

/** Ninety ballots: w at 60/90 competent, x at 59/90, y with 30 incompetent, z with 31. */
function ninety(definition: Definition, ballots = 90) {
  const counter = new Counter(definition.paper);
  for (let voter = 0; voter < ballots; voter += 1) {
    counter.add({
      choices: {
        'w/overall': voter < 60 ? 'competent' : 'basic',
        'x/overall': voter < 59 ? 'excellent' : 'basic',
        'y/overall': voter < 30 ? 'incompetent' : 'excellent',
        'z/overall': voter < 31 ? 'incompetent' : 'excellent',
      },
      writeIns: [],
    });
  }
  return counter.count;
}

const accounts = { due: 90, present: 90, issued: 90, returned: 90, valid: 90, invalid: 0 };

describe('the findings of a poll', () => {
  const definition = annual();
  const findings = evaluateAll(definition, ninety(definition), accounts, 0);

  test('tell 60 from 59 and 31 from 30, of 90', () => {
    const fired = findings
      .filter(({ label }) => label.weight === 'flag')
      .map(({ question, label }) => [question, label.id]);
    expect(fired).toEqual([
      ['x/overall', 'review_adjust'],
      ['z/overall', 'review_dismiss'],
      ['z/overall', 'review_adjust'],
    ]);
  });

  test('come in the paper’s order, severest rule first, one for each rule and question', () => {
    expect(findings).toHaveLength(8);
    expect(findings.slice(0, 2).map(({ question, rule }) => [question, rule])).toEqual([
      ['w/overall', 'p29b'],
      ['w/overall', 'p29a'],
    ]);
  });

  test('are final once nothing is outstanding', () => {
    expect(findings.every(({ decided }) => decided)).toBe(true);
  });

  test('on an older, released count are not decided by ballots that nobody has seen yet', () => {
    const released = ninety(definition, 30);
    const all = evaluateAll(definition, released, accounts, 0);
    expect(all.find(({ question, rule }) => question === 'y/overall' && rule === 'p29b')?.decided).toBe(false);
  });

  test('take the gates of their own question and rule', () => {
    const gated = evaluateAll(definition, ninety(definition), accounts, 0, {
      gatesOf: (question, rule) => (question === 'z/overall' && rule === 'p29b' ? { org_inspection: 'confirmed' } : {}),
    });
    expect(gated.filter(({ consequence }) => consequence).map(({ question, rule }) => [question, rule])).toEqual([
      ['z/overall', 'p29b'],
    ]);
  });
});
