/**
 * How a score is made, in words, with every weight: what nobody has read aloud nobody has agreed to.
 */
import { BASE_NAMES, optionName, type Language, type Words } from './names.ts';
import { figureName, scoreName, votesInWords } from './numerator-words.ts';
import { PLAIN, type Setting } from './test-words.ts';
import type { Condition, Score } from './rule.ts';

type Said = (condition: Condition, verb: Words) => string;

/** "加权得分 = 优秀 100、称职 80、基本称职 60、不称职 0 的平均（未评不计）". `said` gives a condition its words. */
export function scoreInWords(score: Score, language: Language, { paper, rule, groups }: Setting, said: Said): string {
  const zh = language === 'zh';
  const name = scoreName(score.id, language, rule);
  const listed = (entries: readonly (readonly [string, number])[], unit = '') =>
    entries.map(([what, weight]) => `${what} ${weight}${unit}`).join(zh ? '、' : ', ');
  const made = (): string => {
    switch (score.kind) {
      case 'index': {
        const points = listed(
          Object.entries(score.points).map(([key, each]) => [optionName(key, language, paper), each]),
        );
        return zh ? `${points} 按票平均（其余不计）` : `${points}, averaged over these votes alone`;
      }
      case 'share': {
        const votes = votesInWords(score, language, paper);
        return zh
          ? `${votes}占${BASE_NAMES[score.base].zh}的比例 × 100`
          : `${votes} of the ${BASE_NAMES[score.base].en} × 100`;
      }
      case 'mean': {
        const trim = score.trim?.minRaters;
        if (trim === undefined) return zh ? '所有打分的平均' : 'mean of all scores given';
        return zh
          ? `所有打分的平均，满 ${trim} 人打分时去掉一个最高分、一个最低分`
          : `mean of all scores given, without one highest and one lowest when ${trim} or more gave one`;
      }
      case 'groups':
      case 'dimensions': {
        const of = scoreName(score.of, language, rule);
        const weights = listed(
          Object.entries(score.weights).map(([key, weight]) => [nameOf(key, language, paper, groups), weight]),
          '%',
        );
        const empty = score.empty === 'error' ? EMPTY_STOPS[language] : EMPTY_SHARED[language];
        return zh ? `${of}按 ${weights} 加权（${empty}）` : `${of} weighted ${weights} (${empty})`;
      }
      case 'weighted': {
        const parts = score.parts.map((part) => [scoreName(part.score, language, rule), part.weight] as const);
        return zh ? `${listed(parts)} 加权平均` : `weighted mean of ${listed(parts)}`;
      }
      case 'sum':
        return score.parts.map((part) => scoreName(part, language, rule)).join(zh ? '＋' : ' + ');
      case 'figure':
        return zh ? `按提供的数据计入，满分 ${score.max}` : `as given, out of ${score.max}`;
      case 'brackets': {
        const bands = score.bands.map(({ when, points }) =>
          zh ? `${said(when, PLAIN)}：${points} 分` : `${said(when, PLAIN)}: ${points}`,
        );
        return [...bands, zh ? `其余 ${score.otherwise} 分` : `otherwise ${score.otherwise}`].join(zh ? '，' : ', ');
      }
      case 'ranks': {
        const of = figureName(score.figure, language);
        return zh
          ? `${of}第一 ${score.top} 分，每降一名减其 ${score.stepPercent}%，取平均`
          : `${of}: ${score.top} for the first, ${score.stepPercent}% of it less for each place below, averaged`;
      }
      case 'bonus':
        return zh
          ? `${figureName(score.award, 'zh')}起 ${score.validYears} 年内（含当年）每项 ${score.points} 分`
          : `${score.points} for each award, in its year and ${score.validYears} after`;
    }
  };
  return `${name} = ${made()}`;
}

const EMPTY_STOPS: Words = { zh: '有一组无票则不合成', en: 'none if one of them has no votes' };
const EMPTY_SHARED: Words = { zh: '无票的一组权重分给其余', en: 'the weight of one without votes goes to the others' };

/** Dimensions have a name on the paper, groups in the meeting; without it those have one that all templates call the same. */
function nameOf(id: string, language: Language, paper: Setting['paper'], groups: Setting['groups']): string {
  const parts =
    paper?.kind === 'form' ? paper.sections.map((section) => section.paper) : paper === undefined ? [] : [paper];
  for (const part of parts) {
    const named = 'dimensions' in part ? part.dimensions.find((dimension) => dimension.id === id) : undefined;
    if (named !== undefined) return named.name;
  }
  return groups?.find((group) => group.id === id)?.name ?? GROUPS[id]?.[language] ?? id;
}

const GROUPS: Readonly<Record<string, Words>> = {
  superior: { zh: '上级', en: 'superiors' },
  peer: { zh: '同级', en: 'peers' },
  subordinate: { zh: '下级', en: 'subordinates' },
  self: { zh: '本人', en: 'self' },
  external: { zh: '外单位', en: 'outside units' },
  masses: { zh: '群众', en: 'the public' },
  party: { zh: '党组织', en: 'party organizations' },
  towns: { zh: '乡镇', en: 'townships' },
  departments: { zh: '区直部门', en: 'departments' },
};
