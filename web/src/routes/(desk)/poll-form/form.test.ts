import { checkDefinition, checkPaper, PRESETS, type EventId, type GroupId, type PollId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { groupsWith, pollsFrom } from '../templates/take.ts';
import { shelfOf, shelved } from '../templates/groups.ts';
import { definitionOf, refusedField, wrongPollFields } from './errors.ts';
import { dueOf, eventDraft, eventForm, newGroup, wrongEventFields, type EventForm } from './event-form.ts';
import { draftOf, formOf, freshForm, rowsOf, type PollForm } from './form.ts';
import { retyped } from './name-list.ts';
import { freshPlain, inUnits, KINDS, paperForm, type Kind, type PickForm } from './paper-form.ts';

const GROUPS = [{ id: 'members' as GroupId, name: '全体', due: 90 }];
const NAMES = Array.from({ length: 30 }, (_, i) => `人员${i + 1}\t第${i + 1}科`).join('\n');

/** A form of this kind with thirty rows, or three questions. */
function filled(kind: Kind): PollForm {
  const form = { ...freshForm(kind, 'p1'), title: '测评' };
  const list = retyped({ text: '', items: [] }, NAMES, 's');
  const { paper } = form;
  if (paper.kind === 'grades' || paper.kind === 'score') paper.subjects = list;
  if (paper.kind === 'pick') paper.candidates = list;
  if (paper.kind === 'motion') paper.matters = list;
  // Thirty answers of 200 characters would not fit a ballot.
  if (paper.kind === 'text') paper.prompts = { text: '', items: list.items.slice(0, 3) };
  if (paper.kind === 'choice') for (const question of paper.questions) question.name = '总体评价';
  if (paper.kind === 'form') {
    const choice = freshPlain('choice');
    if (choice.kind === 'choice') for (const question of choice.questions) question.name = '总体评价';
    paper.sections = [{ id: 'part1', name: '第一部分', note: '', paper: choice }];
  }
  return form;
}
const wrong = (form: PollForm) => wrongPollFields(form, draftOf(form), GROUPS).map(({ field }) => field);
const picked = (change: Partial<PickForm>): PollForm => {
  const form = filled('pick');
  if (form.paper.kind === 'pick') Object.assign(form.paper, change);
  return form;
};

describe('an empty start', () => {
  test.each(KINDS)('of kind %s is a definition that may be frozen once it has names', (kind) => {
    const form = filled(kind);
    expect(checkPaper(draftOf(form).paper)).toMatchObject({ ok: true });
    expect(wrong(form)).toEqual([]);
  });

  test.each(KINDS)('of kind %s says what is missing', (kind) => {
    expect(wrong(freshForm(kind, 'p1'))).toContain('poll-title');
    expect(wrong({ ...freshForm(kind, 'p1'), title: '测评' }).length).toBeGreaterThan(0);
  });

  test('shows an assessment live and everything else as turnout only', () => {
    expect(draftOf(filled('grades')).release.mode).toBe('batches');
    for (const kind of KINDS.filter((each) => each !== 'grades')) {
      expect(draftOf(filled(kind)).release.mode).toBe('turnout');
    }
  });
});

describe('a template', () => {
  test.each(Object.keys(PRESETS))('%s stands on a shelf and can be found by its number', (id) => {
    expect(shelfOf(id)).toBeDefined();
    expect(shelved(id).flatMap(({ templates }) => templates.map((preset) => preset.id))).toContain(id);
  });

  test.each(Object.values(PRESETS))('$id goes through the form unchanged and may be frozen', (preset) => {
    const groups = preset.groups.map((group) => ({
      id: group.id as GroupId,
      name: group.zh,
      due: group.due,
      ...(group.relation === undefined ? {} : { relation: group.relation }),
    }));
    for (const [index, taken] of pollsFrom(preset, [], '2026-11-22').entries()) {
      const poll = preset.polls[index];
      if (poll === undefined) throw new Error('a poll of the template');
      expect(taken.given).toEqual({});
      const form = { ...taken, paper: paperForm(poll.paper), given: poll.given ?? {} };
      const draft = draftOf(form);
      expect(draft.paper).toEqual(poll.paper);
      expect(draft.rules).toEqual(poll.rules);
      expect(draft.given ?? {}).toEqual(poll.given ?? {});
      expect(draft.checklist?.length ?? 0).toBe(poll.checklist?.length ?? 0);
      expect(wrongPollFields(form, draft, groups)).toEqual([]);
      expect(checkDefinition(definitionOf(draft, groups))).toMatchObject({ ok: true });
    }
  });

  test('leaves its example names out, and keeps what it asks about', () => {
    const rows = (id: string) => {
      const preset = Object.values(PRESETS).find((each) => each.id === id);
      return preset === undefined ? [] : pollsFrom(preset, [], '2026-11-22').flatMap(({ paper }) => rowsOf(paper));
    };
    expect(rows('P01')).toEqual([]);
    expect(rows('P13')).toEqual([]);
    for (const preset of Object.values(PRESETS)) {
      for (const { source, paper } of pollsFrom(preset, [], '2026-11-22')) {
        if (source === null) expect(rowsOf(paper).filter(({ name }) => /某$|示例|^候选人/.test(name))).toEqual([]);
      }
    }
  });

  test('that tells people apart brings its groups, one for everybody joins them, and 应到 is left open', () => {
    const whole = Object.values(PRESETS).find(({ groups }) => groups.length === 1);
    if (whole === undefined) throw new Error('a template for everybody');
    const before = [newGroup('members', '全体')];
    expect(groupsWith(whole, before).every(({ listed }) => listed === null)).toBe(true);
    const apart = { ...whole, groups: [...whole.groups, { id: 'out', zh: '外单位', en: 'Others', due: 9 }] };
    expect(groupsWith(apart, before).map(({ id }) => id)).toEqual([...whole.groups.map(({ id }) => id), 'out']);
    expect(groupsWith(whole, groupsWith(apart, before))).toHaveLength(2);
  });

  test("brings none of its examples' facts, and what its rules compare is asked for by name", () => {
    const preset = Object.values(PRESETS).find(({ id }) => id === 'P32');
    const [form] = preset === undefined ? [] : pollsFrom(preset, [], '2026-11-22');
    if (preset === undefined || form?.paper.kind !== 'pick') throw new Error('the contest');
    form.paper.candidates = retyped(form.paper.candidates, NAMES, 'c');
    const groups = preset.groups.map(({ id, zh, due }) => ({ id: id as GroupId, name: zh, due }));
    expect(draftOf(form)).not.toHaveProperty('given');
    const [first] = wrongPollFields(form, draftOf(form), groups);
    expect(first).toMatchObject({ field: 'given', missing: { row: expect.stringMatching(/^人员/) } });
  });

  test('taken twice gives polls of different keys', () => {
    const [preset] = Object.values(PRESETS);
    if (preset === undefined) throw new Error('a template');
    const first = pollsFrom(preset, [], '2026-11-22');
    const keys = [...first, ...pollsFrom(preset, first, '2026-11-22')].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a kept draft', () => {
  test.each(KINDS)('of kind %s comes back into the form and goes out the same', (kind) => {
    const draft = draftOf(filled(kind));
    expect(draftOf(formOf(draft, 'p1'))).toEqual(draft);
  });

  test('keeps source, date, facts, checklist and receipts switched off', () => {
    const draft = {
      ...draftOf(filled('grades')),
      at: '2026',
      given: {
        s1: { figures: { exam: 82 }, history: [{ at: '2025', mark: 'yellow_card' }] },
        '': { figures: { posts: 2 } },
      },
      source: { poll: 'p9' as PollId, rule: 'r', take: 'tied' as const },
      checklist: [{ id: 'c1', text: '公布职位' }],
      receipts: 'off' as const,
    };
    expect(draftOf(formOf(draft, 'p1'))).toEqual(draft);
  });

  test('forgets facts about people who are no longer on the list', () => {
    const form = { ...filled('grades'), given: { s1: { figures: { exam: 1 } }, s31: { figures: { exam: 2 } } } };
    expect(Object.keys(draftOf(form).given ?? {})).toEqual(['s1']);
  });

  test('keeps an empty history: somebody has looked and found nothing', () => {
    const form = { ...filled('grades'), given: { s1: { history: [] } } };
    expect(draftOf(form).given).toEqual({ s1: { history: [] } });
  });
});

describe('points', () => {
  test('are kept as whole numbers of their unit', () => {
    expect([inUnits(9.5, 10), inUnits(0.29, 100), inUnits(1.005, 100)]).toEqual([95, 29, 100.49999999999999]);
  });

  test('of another fineness take the mean of their rules along', () => {
    const mean = { id: 'mean', kind: 'mean' as const, per: 1 };
    const [rule] = Object.values(PRESETS).flatMap(({ polls }) => polls.flatMap(({ rules }) => rules));
    if (rule === undefined) throw new Error('a rule');
    const form = { ...filled('score'), rules: [{ ...rule, scores: [mean] }] };
    if (form.paper.kind === 'score') form.paper.per = 10;
    expect(draftOf(form).rules[0]?.scores).toEqual([{ ...mean, per: 10 }]);
  });
});

describe('rows that facts are about', () => {
  test('stand behind their part in a form', () => {
    const form = filled('form');
    const grades = filled('grades').paper;
    if (form.paper.kind === 'form' && grades.kind === 'grades') {
      form.paper.sections.push({ id: 'team', name: '班子', note: '', paper: grades });
    }
    expect(rowsOf(form.paper)[0]).toEqual({ id: 'team.s1', name: '人员1' });
  });
});

describe('what is wrong', () => {
  test('in a meeting is named field by field', () => {
    const group = (change: object) => ({ ...newGroup('g', '代表'), listed: 9, ...change });
    const form: EventForm = {
      title: ' ',
      place: '',
      admission: 'slips',
      groups: [
        group({ id: 'g1', name: '', listed: 0 }),
        group({ id: 'g2', listed: 4.5 }),
        group({ id: 'g3', excluded: [{ count: 9, reason: '病', approvedBy: '甲' }] }),
        group({ id: 'g4', name: '其他', excluded: [{ count: 1, reason: '', approvedBy: '甲' }] }),
      ],
    };
    expect(wrongEventFields(form)).toEqual([
      'title',
      'place',
      'group-name-0',
      'group-due-0',
      'group-due-1',
      'group-name-2',
      'group-due-2',
      'group-excluded-3',
    ]);
  });

  test('in the numbers of a recommendation is shown beside the number', () => {
    expect(wrong(picked({ max: 31 }))).toEqual(['max']);
    expect(wrong(picked({ seats: 2, max: 3 }))).toEqual(['max']);
    expect(wrong(picked({ min: 5, max: 3 }))).toEqual(['min']);
    expect(wrong(picked({ writeIns: 11, max: 1 }))).toContain('write-ins');
    expect(wrong({ ...filled('pick'), k: 2 })).toEqual(['k']);
  });

  test('in a part of a form is shown in that part', () => {
    const form = filled('form');
    if (form.paper.kind === 'form') {
      form.paper.sections.push({ id: 'part2', name: '第二部分', note: '', paper: freshPlain('grades') });
    }
    expect(wrong(form)).toEqual(['s1.names']);
  });

  test('in a rule is shown beside that rule, with the reason', () => {
    const preset = PRESETS.P01;
    const [form] = pollsFrom(preset, [], '2026-11-22');
    if (form?.paper.kind !== 'grades') throw new Error('an assessment');
    form.paper.subjects = retyped(form.paper.subjects, NAMES, 's');
    form.paper.scale = form.paper.scale.filter(({ id }) => id !== 'incompetent');
    const [first] = wrongPollFields(form, draftOf(form), GROUPS);
    expect(first?.field).toMatch(/^rule-\d$/);
    expect(first?.reason).toContain('incompetent');
  });

  test('according to the server is brought to its field', () => {
    expect(refusedField({ code: 'event_invalid', at: 'event.groups.0.due' })).toBe('group-due-0');
    expect(refusedField({ code: 'poll_invalid', at: 'polls[1].paper.scale[1].name' })).toBe('p1.scale');
    expect(refusedField({ code: 'busy' })).toBeNull();
    expect(refusedField('offline')).toBeNull();
  });
});

test('应到 is what remains after exclusions, and comes back as it was written', () => {
  const group = {
    ...newGroup('members', '全体'),
    listed: 95,
    relation: 'member' as const,
    excluded: [{ count: 5, reason: '出国', approvedBy: '组织部' }],
  };
  expect(dueOf(group)).toBe(90);
  const form: EventForm = { title: '会', place: '堂', admission: 'roster', groups: [group] };
  expect(eventDraft(form).groups[0]).toMatchObject({ due: 90, excluded: [{ count: 5 }] });
  expect(eventForm({ ...eventDraft(form) })).toEqual(form);
});

test('a definition of a draft names no list that is still to come', () => {
  const form = { ...filled('pick'), source: { poll: 'p9', rule: 'r', take: 'taken' as const } };
  const definition = definitionOf(draftOf(form), GROUPS);
  expect(definition).not.toHaveProperty('source');
  expect(definition.event).toBe('event' as EventId);
});

test('how many names stand on the list is counted, not typed, and counted again when the list changes', () => {
  const [form] = pollsFrom(PRESETS.P13, [], '2026-11-22');
  if (form?.paper.kind !== 'pick') throw new Error('P13 elects');
  form.paper.candidates = retyped(form.paper.candidates, '甲\n乙\n丙\n丁', 'c');
  expect(draftOf(form).given).toEqual({ '': { figures: { candidates: 4 } } });
  expect(wrong(form)).toEqual([]);
  const again = formOf(draftOf(form), 'p1');
  if (again.paper.kind === 'pick') again.paper.candidates = retyped(again.paper.candidates, '甲\n乙\n丙\n丁\n戊', 'c');
  expect(draftOf(again).given).toEqual({ '': { figures: { candidates: 5 } } });
});
