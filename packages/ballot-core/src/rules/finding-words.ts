/**
 * What was found, as it may be read aloud: the numbers used, the boundary, how far away it is, the other bases.
 *
 * Nothing here is decided: a sentence is true for the finding that it is given, whichever way it fell.
 */
import type { Paper } from '../paper/paper.ts';
import { itemsOf } from '../paper/questions.ts';
import { OPPOSITE, type Fraction } from './compare.ts';
import { displayed, displayedAgainst } from './displayed.ts';
import { BASE_NAMES, COMPARATOR_NAMES, type Language } from './names.ts';
import { numeratorInWords, scoreName } from './numerator-words.ts';
import type { Finding, RankedRow, Rule, ScoreFinding, Test, TestFinding } from './rule.ts';

/** All of it, one sentence for each test, score and place: "…；界线 31 票起，再多 1 票即成立". */
export function findingInWords(finding: Finding, rule: Rule, language: Language, paper?: Paper): string {
  const zh = language === 'zh';
  const label = zh ? `结论：${finding.label.zh}` : `Finding: ${finding.label.en}`;
  const gates = finding.gates.length === 0 ? '' : gatesInWords(finding, rule, language);
  const set = finding.overridden === true ? (zh ? '（已按程序另作决定）' : ' (set aside by decision)') : '';
  return joined([...measures(finding, rule, language, paper), `${label}${gates}${set}`], language);
}

/** As `findingInWords` without what was concluded, for where that stands as a heading already; '' where nothing was measured. */
export function measuredInWords(finding: Finding, rule: Rule, language: Language, paper?: Paper): string {
  const said = measures(finding, rule, language, paper);
  return said.length === 0 ? '' : joined(said, language);
}

const joined = (sentences: readonly string[], language: Language): string =>
  language === 'zh' ? `${sentences.join('。')}。` : `${sentences.join('. ')}.`;

function measures(finding: Finding, rule: Rule, language: Language, paper: Paper | undefined): readonly string[] {
  const zh = language === 'zh';
  const tests = finding.tests.flatMap((found) => {
    const test = rule.tests.find(({ id }) => id === found.id);
    if (test === undefined) return [];
    const said = [
      testFindingInWords(test, found, language, paper, rule),
      edgeInWords(test, found, language),
      otherBases(found, language),
    ];
    return [said.filter((part) => part !== '').join(zh ? '；' : '; ')];
  });
  const scores = (finding.scores ?? []).map((score) => scoreFindingInWords(score, rule, language));
  const ranking =
    finding.ranking === undefined
      ? []
      : [rankingInWords(finding.ranking, finding.vacancies ?? 0, rule, language, paper)];
  return [...tests, ...scores, ...ranking];
}

/**
 * One test with the sum that anyone can redo: "不称职票 31，有效评价票 90：31×3 = 93，1×90 = 90，超过 1/3".
 *
 * The comparator is said as it turned out, so the sentence is true whether or not the test holds.
 */
export function testFindingInWords(
  test: Test,
  found: TestFinding,
  language: Language,
  paper?: Paper,
  rule?: Rule,
): string {
  const zh = language === 'zh';
  const what = numeratorInWords(test.numerator, language, paper, rule);
  const how = COMPARATOR_NAMES[found.holds ? found.comparator : OPPOSITE[found.comparator]][language];
  const [part, whole] = found.fraction;
  if (found.base === 'one') {
    if (found.baseValue === 0) return zh ? `${what}：无票` : `${what}: no votes`;
    const against = whole === 1 ? String(part) : `${part}/${whole}`;
    return zh
      ? `${what} ${numberInWords(found)}，${how} ${against}`
      : `${what}: ${numberInWords(found)}, ${how} ${against}`;
  }
  const base = BASE_NAMES[found.base][language];
  if (found.baseValue === 0) return zh ? `${what} ${found.count}，${base} 0` : `${what}: ${found.count}; ${base}: 0`;
  const sides = `${found.count}×${whole} = ${found.left}`;
  const against = `${part}×${found.baseValue} = ${found.right}`;
  if (zh) return `${what} ${found.count}，${base} ${found.baseValue}：${sides}，${against}，${how} ${part}/${whole}`;
  return `${what}: ${found.count}; ${base}: ${found.baseValue}; ${sides}, ${against}: ${how} ${part}/${whole}`;
}

const numberInWords = ({ count, baseValue, fraction }: TestFinding): string =>
  baseValue === 1 ? String(count) : displayedAgainst([count, baseValue], fraction);

/** Where the line is and how many votes from here to the other side, the base staying as it is. */
function edgeInWords({ numerator }: Test, found: TestFinding, language: Language): string {
  const zh = language === 'zh';
  const { line, count, holds, needed, comparator, baseValue } = found;
  if (!('options' in numerator) || baseValue === 0 || found.base === 'one') return '';
  const rising = comparator === 'gt' || comparator === 'ge';
  const away = rising === holds ? Math.max(1, rising ? count - line + 1 : count - line) : needed;
  const further = rising === holds ? (zh ? '少' : 'fewer') : zh ? '多' : 'more';
  if (zh) return `界线 ${line} 票${rising ? '起' : '及以下'}，再${further} ${away} 票即${holds ? '不成立' : '成立'}`;
  return `line: ${line} or ${rising ? 'more' : 'fewer'}; ${away} ${further} would turn it`;
}

function otherBases({ sensitivity, holds }: TestFinding, language: Language): string {
  const zh = language === 'zh';
  const said = sensitivity.map(({ base, baseValue, holds: there }) => {
    const same = there === holds;
    if (zh) return `按${BASE_NAMES[base].zh} ${baseValue} 计算${same ? '结果相同' : '结果相反'}`;
    return `on ${BASE_NAMES[base].en} ${baseValue} it is ${same ? 'the same' : 'the other way'}`;
  });
  return said.join(zh ? '，' : ', ');
}

const score = (value: Fraction | null, language: Language): string =>
  value === null ? (language === 'zh' ? '无票' : 'no votes') : displayed(value);

function scoreFindingInWords(found: ScoreFinding, rule: Rule, language: Language): string {
  const zh = language === 'zh';
  const parts = (found.parts ?? []).map(({ id, weight, value }) => {
    const name = rule.scores?.some((each) => each.id === id) === true ? scoreName(id, language, rule) : id;
    return zh ? `${name} ${score(value, 'zh')}（权重 ${weight}）` : `${name} ${score(value, 'en')} (weight ${weight})`;
  });
  const dropped =
    found.dropped === undefined || found.dropped === 0
      ? []
      : [zh ? '已去掉一个最高分、一个最低分' : 'one highest and one lowest dropped'];
  const pooled =
    found.pooled === undefined
      ? []
      : [zh ? `不加权合并 ${score(found.pooled, 'zh')}` : `unweighted, all together ${score(found.pooled, 'en')}`];
  const more = [...parts, ...dropped, ...pooled];
  const head = `${scoreName(found.id, language, rule)}${zh ? ' ' : ': '}${score(found.value, language)}`;
  return more.length === 0 ? head : zh ? `${head}：${more.join('，')}` : `${head}: ${more.join(', ')}`;
}

function rankingInWords(
  ranking: readonly RankedRow[],
  vacancies: number,
  rule: Rule,
  language: Language,
  paper?: Paper,
): string {
  const zh = language === 'zh';
  const names = new Map(paper === undefined ? [] : itemsOf(paper).map(({ id, item }) => [id, item.name]));
  const isVotes = rule.cut !== undefined && 'votes' in rule.cut.by;
  const listed = (state: RankedRow['state']) =>
    ranking
      .filter((row) => row.state === state)
      .map(({ id, value }) => {
        const name = names.get(id) ?? (id.startsWith('+') ? id.slice(1) : id);
        const figure =
          value === null ? '' : isVotes && value[1] === 1 ? `${value[0]}${zh ? ' 票' : ''}` : displayed(value);
        return zh ? `${name}（${figure}）` : `${name} (${figure})`;
      })
      .join(zh ? '、' : ', ');
  const [taken, tied] = [listed('taken'), listed('tied')];
  const said = [
    taken === '' ? '' : `${rule.cut?.taken[language] ?? ''}${zh ? '：' : ': '}${taken}`,
    tied === '' ? '' : `${zh ? '并列待定：' : 'level, still open: '}${tied}`,
    vacancies === 0 ? '' : zh ? `空缺 ${vacancies} 名` : `${vacancies} left vacant`,
  ].filter((part) => part !== '');
  return said.length === 0 ? (zh ? '无人列入' : 'nobody taken') : said.join(zh ? '；' : '; ');
}

function gatesInWords({ gates }: Finding, rule: Rule, language: Language): string {
  const zh = language === 'zh';
  const said = gates.map(({ id, state }) => {
    const name = rule.gates.find((gate) => gate.id === id)?.[language] ?? id;
    return zh ? `${name}${GATE[state].zh}` : `${name} ${GATE[state].en}`;
  });
  return zh ? `（${said.join('，')}）` : ` (${said.join(', ')})`;
}

const GATE = {
  pending: { zh: '：尚未认定', en: 'pending' },
  confirmed: { zh: '：已认定', en: 'confirmed' },
  rejected: { zh: '：未予认定', en: 'rejected' },
} as const;
