/**
 * A template becomes polls and groups of a meeting: copies, which the organizer changes as they like.
 *
 * Several templates may go into one meeting. Each voter belongs to one group, so the groups of the template that tells
 * people apart stand, and a template for everybody joins them. Example names are left out: nobody may be voted on who
 * was only there to show a paper.
 */
import type { Preset } from 'ballot-core';
import { language } from '../parts/lang.ts';
import { listOf } from '../poll-form/name-list.ts';
import type { FormGroup } from '../poll-form/event-form.ts';
import { paperForm, partsOf, type PaperForm } from '../poll-form/paper-form.ts';
import type { PollForm } from '../poll-form/form.ts';

/** The polls of the template, keyed after those that are there already. */
export function pollsFrom(preset: Preset, before: readonly PollForm[], today: string): readonly PollForm[] {
  const lang = language();
  let number = before.length;
  const keys = preset.polls.map(() => {
    do number += 1;
    while (before.some(({ key }) => key === `p${number}`));
    return `p${number}`;
  });
  return preset.polls.map((poll, index): PollForm => {
    const [part, whole] = poll.release.minTurnout;
    const remembers = poll.rules.some(
      (rule) =>
        rule.tests.some(({ numerator }) => 'history' in numerator) ||
        (rule.scores ?? []).some(({ kind }) => kind === 'bonus'),
    );
    return {
      key: keys[index] ?? '',
      title: poll[lang],
      // A list that comes from another poll is stood in for by its examples until then.
      paper: poll.source === undefined ? withoutExamples(paperForm(poll.paper)) : paperForm(poll.paper),
      rules: poll.rules,
      live: poll.release.mode === 'batches',
      k: poll.release.k,
      minTurnout: Math.round((part * 100) / whole),
      at: remembers ? today : '',
      // Figures and histories of the examples belong to nobody who will be voted on.
      given: {},
      source:
        poll.source === undefined
          ? null
          : { poll: keys[poll.source.poll] ?? '', rule: poll.source.rule, take: poll.source.take },
      receipts: true,
      checklist: listOf((poll.checklist ?? []).map((item) => ({ id: item.id, name: item[lang] }))),
    };
  });
}

/** 赵某, 候选人一, 示例单位: names that only show what a paper looks like. */
const EXAMPLE = /某$|示例|[一二三四五六七八九十]$/;

/** Lists that are nothing but examples become empty; what a template asks about stays. */
function withoutExamples(form: PaperForm): PaperForm {
  for (const [, part] of partsOf(form)) {
    const list =
      part.kind === 'grades' || part.kind === 'score'
        ? part.subjects
        : part.kind === 'pick'
          ? part.candidates
          : part.kind === 'motion'
            ? part.matters
            : null;
    if (list?.items.every(({ name }) => EXAMPLE.test(name)) === true) Object.assign(list, listOf([]));
  }
  return form;
}

/** The groups after the template came in. 应到 is left open: an example's number must not be frozen by mistake. */
export function groupsWith(preset: Preset, before: readonly FormGroup[]): FormGroup[] {
  const lang = language();
  const own = preset.groups.map((group): FormGroup => ({
    id: group.id,
    name: group[lang],
    listed: null,
    relation: group.relation ?? '',
    excluded: [],
  }));
  const untouched = before.every(({ listed, excluded }) => listed === null && excluded.length === 0);
  if (own.length === 0) return [...before];
  if (own.length === 1) return untouched && before.length === 1 ? own : [...before];
  if (before.length === 1) return own;
  return [...before, ...own.filter(({ id }) => !before.some((group) => group.id === id))];
}
