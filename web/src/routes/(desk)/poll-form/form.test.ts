import { checkDefinition, checkPaper, presetRules } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { refusedField, wrongEventFields, wrongPollFields, type EventForm } from './errors.ts';
import { addGrade, changeTemplate, draftOf, formOf, freshForm, OFFERED, type PollForm, type Template } from './form.ts';

const WORDS = {
  title: { assessment: '民主测评', recommendation: '民主推荐', motion: '常委会票决' },
  overall: '总体评价',
  five: ['德', '能', '勤', '绩', '廉'],
  grades: ['优秀', '称职', '基本称职', '不称职'],
} as const;
const EVENT: EventForm = { title: '年度测评会', place: '礼堂', groups: [{ id: 'g1', name: '全体', due: 90 }] };
const TEMPLATES: readonly Template[] = ['assessment', 'recommendation', 'motion'];

const filled = (template: Template, change: Partial<PollForm> = {}): PollForm => ({
  ...freshForm(template, WORDS),
  names: Array.from({ length: 30 }, (_, i) => `人员${i + 1}\t第${i + 1}科`).join('\n'),
  ...change,
});
const wrong = (form: PollForm) => wrongPollFields(form, draftOf(form, WORDS), EVENT);

describe('a template', () => {
  test.each(
    TEMPLATES.flatMap((template) => [...OFFERED[template], 'none' as const].map((rules) => ({ template, rules }))),
  )('$template with rules $rules is a definition that may be frozen', ({ template, rules }) => {
    const draft = draftOf(filled(template, { rules }), WORDS);
    expect(checkPaper(draft.paper)).toMatchObject({ ok: true });
    const definition = {
      format: 'gonglun-poll/1',
      event: 'e1',
      poll: 'p1',
      groups: [{ id: 'g1', name: '全体', due: 90 }],
    };
    expect(checkDefinition({ ...definition, ...draft })).toMatchObject({ ok: true });
    expect(wrong(filled(template, { rules }))).toEqual([]);
  });

  test('for an assessment asks 德能勤绩廉 in four grades and may be shown live; the others show turnout only', () => {
    const { paper, release } = draftOf(filled('assessment'), WORDS);
    expect(paper.kind === 'grades' && paper.dimensions.map((d) => d.name)).toEqual(['德', '能', '勤', '绩', '廉']);
    expect(paper.kind === 'grades' && paper.scale).toHaveLength(4);
    expect(release.mode).toBe('batches');
    expect(draftOf(filled('recommendation'), WORDS).release.mode).toBe('turnout');
    expect(draftOf(filled('motion'), WORDS).release.mode).toBe('turnout');
  });

  test('with an added 不了解 keeps its rules, because it is outside the base', () => {
    const form = filled('assessment');
    form.scale = addGrade(form.scale, '不了解', false);
    expect(wrong(form)).toEqual([]);
  });

  test('with a grade of the rule taken away points at the rule', () => {
    const form = filled('assessment');
    form.scale = form.scale.filter((grade) => grade.id !== 'incompetent');
    expect(wrong(form)).toEqual(['rules']);
    expect(wrong({ ...form, rules: 'none' })).toEqual([]);
  });

  test('changed for another keeps the names and an own title', () => {
    const typed = { ...filled('assessment'), title: '中层干部测评' };
    expect(changeTemplate(typed, 'motion', WORDS)).toMatchObject({
      title: '中层干部测评',
      names: typed.names,
      rules: 'P08',
    });
    expect(changeTemplate(filled('assessment'), 'motion', WORDS).title).toBe('常委会票决');
  });
});

describe('a kept draft', () => {
  test.each(TEMPLATES)('of %s comes back into the form and goes out the same', (template) => {
    const draft = draftOf(filled(template, { seats: 3, writeIns: 1, dimensions: 'overall' }), WORDS);
    expect(draftOf(formOf(draft, WORDS), WORDS)).toEqual(draft);
  });

  test('is recognised by its rules even when the store has reordered their keys', () => {
    const draft = draftOf(filled('assessment'), WORDS);
    const stored = { ...draft, rules: presetRules('P01').map((rule) => Object.fromEntries(Object.entries(rule).reverse())) };
    expect(formOf(stored as unknown as typeof draft, WORDS).rules).toBe('P01');
  });

  test('keeps rules that are in no preset', () => {
    const draft = { ...draftOf(filled('assessment'), WORDS), rules: presetRules('P01').slice(0, 1) };
    expect(draftOf(formOf(draft, WORDS), WORDS).rules).toEqual(draft.rules);
  });
});

describe('what is missing', () => {
  test('in a fresh form is the names', () => {
    for (const template of TEMPLATES) expect(wrong(freshForm(template, WORDS))).toEqual(['names']);
  });

  test('in a meeting is named field by field', () => {
    const groups = [
      { id: 'g1', name: '', due: 0 },
      { id: 'g2', name: '代表', due: 4.5 },
      { id: 'g3', name: '代表', due: 3 },
    ];
    expect(wrongEventFields({ title: ' ', place: '', groups })).toEqual([
      'title',
      'place',
      'group-name-0',
      'group-due-0',
      'group-due-1',
      'group-name-2',
    ]);
  });

  test('in the numbers of a recommendation is shown beside the number', () => {
    expect(wrong(filled('recommendation', { max: 31 }))).toEqual(['max']);
    expect(wrong(filled('recommendation', { seats: 2, max: 3 }))).toEqual(['max']);
    expect(wrong(filled('recommendation', { min: 5, max: 3 }))).toEqual(['min']);
    expect(wrong(filled('recommendation', { writeIns: 11, max: 1 }))).toContain('write-ins');
    expect(wrong(filled('recommendation', { k: 2 }))).toEqual(['k']);
  });

  test('according to the server is brought to its field', () => {
    expect(refusedField({ code: 'event_invalid', at: 'event.groups.0.due' })).toBe('group-due-0');
    expect(refusedField({ code: 'poll_invalid', at: 'paper.scale.1.name' })).toBe('scale');
    expect(refusedField({ code: 'busy' })).toBeNull();
    expect(refusedField('offline')).toBeNull();
  });
});
