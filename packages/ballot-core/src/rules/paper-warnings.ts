/**
 * What is odd about a paper before anybody has voted: limits that no ballot can keep, and figures that the list belies.
 *
 * Quotas are held against each other two by two, which finds what people get wrong; whatever passes here and still can't
 * be handed in shows on the first phone of a rehearsal.
 */
import type { Paper, PlainPaper, Quota } from '../paper/paper.ts';
import { optionsOf } from '../paper/questions.ts';
import { covers } from '../paper/quotas.ts';
import type { Definition } from '../record/record.ts';
import { figureName } from './numerator-words.ts';
import { warning, type DefinitionWarning } from './warning.ts';

export const paperWarnings = (definition: Definition): readonly DefinitionWarning[] => [
  ...partsOf(definition.paper).flatMap(({ part, path }) => quotaWarnings(part, path)),
  ...figureWarnings(definition),
];

function partsOf(paper: Paper): readonly { readonly part: PlainPaper; readonly path: string }[] {
  if (paper.kind !== 'form') return [{ part: paper, path: 'paper' }];
  return paper.sections.map((section, index) => ({ part: section.paper, path: `paper.sections[${index}].paper` }));
}

function quotaWarnings(part: PlainPaper, path: string): readonly DefinitionWarning[] {
  if (part.kind !== 'grades' && part.kind !== 'score') return [];
  const quotas = (part.quotas ?? []).filter(({ mode }) => mode === 'refuse');
  const all = optionsOf(part);
  const [rows, markedAll] = [part.subjects.length, part.blank === 'refuse'];
  const fits = quotas.every((a, at) => quotas.slice(at + 1).every((b) => mayBothHold(a, b, all, rows)));
  const isCovered = markedAll && all.every((mark) => quotas.some((quota) => covers(quota, mark)));
  const most = quotas.reduce((sum, { max }) => sum + max, 0);
  if (fits && !(isCovered && most < rows)) return [];
  return [
    warning(
      `${path}.quotas`,
      'no_ballot_fits',
      `名额限制互相矛盾：${rows} 个对象，没有一张票能同时符合，谁也交不了票`,
      `These limits contradict each other: on ${rows} rows no ballot can keep all of them, so none can be handed in`,
    ),
  ];
}

/** Marks of the one are none of the other: both minimums must fit on a ballot. All are: neither may ask for more than the other allows. */
function mayBothHold(a: Quota, b: Quota, all: readonly string[], rows: number): boolean {
  const [ofA, ofB] = [all.filter((mark) => covers(a, mark)), all.filter((mark) => covers(b, mark))];
  if (!ofA.some((mark) => ofB.includes(mark)) && a.min + b.min > rows) return false;
  if (ofA.every((mark) => ofB.includes(mark)) && a.min > b.max) return false;
  return !(ofB.every((mark) => ofA.includes(mark)) && b.min > a.max);
}

/** 候选人数, 差额: typed in once and not typed again when a name was struck out. */
function figureWarnings({ paper, given, rules }: Definition): readonly DefinitionWarning[] {
  if (paper.kind !== 'pick') return [];
  const asked = new Set(
    rules.flatMap(({ tests }) => tests.flatMap(({ numerator }) => ('figure' in numerator ? [numerator.figure] : []))),
  );
  const counted: readonly (readonly [figure: string, number: number])[] = [
    ['candidates', paper.candidates.length],
    ...(paper.seats === null ? [] : [['surplus', paper.candidates.length - paper.seats] as const]),
  ];
  return counted.flatMap(([figure, number]) => {
    const typed = given?.['']?.figures?.[figure];
    if (!asked.has(figure) || typed === undefined || typed === number) return [];
    return [
      warning(
        `given..figures.${figure}`,
        'figure_differs',
        `${figureName(figure, 'zh')}填的是 ${String(typed)}，票面上是 ${number}`,
        `“${figureName(figure, 'en')}” is given as ${String(typed)}; on this paper it is ${number}`,
      ),
    ];
  });
}
