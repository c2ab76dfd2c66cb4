import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE, presetRules } from 'ballot-core';
import { sealedRecord } from '#lib/sealed.fixture.ts';
import { exportTables } from './export.ts';

const record = sealedRecord({
  paper: {
    kind: 'grades',
    subjects: [{ id: 's1', name: '甲' }],
    dimensions: [{ id: 'all', name: '总体' }],
    scale: COMPETENCE_SCALE,
    blank: 'allow',
  },
  rules: presetRules('P01'),
  marks: { 's1/all': { excellent: 5 } },
  ballots: 5,
});

describe('the spreadsheet of a rehearsal', () => {
  test('says on every sheet that nothing of it counts, and that of a meeting on none', () => {
    const rehearsed = exportTables({ ...record, definition: { ...record.definition, rehearsal: true } }, null);
    expect(rehearsed.length).toBeGreaterThan(2);
    for (const { title, notes } of rehearsed) {
      expect(title).toMatch(/^演练 /);
      expect(notes[notes.length - 1]).toContain('不是正式表决');
    }
    const real = exportTables(record, null);
    expect(real.map(({ title }) => `演练 ${title}`)).toEqual(rehearsed.map(({ title }) => title));
    expect(JSON.stringify(real)).not.toContain('演练');
  });
});
