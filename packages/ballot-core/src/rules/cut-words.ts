/**
 * A cut in words: by what, how many, what happens at a tie.
 */
import { testOf } from './ground.ts';
import type { Language, Words } from './names.ts';
import { scoreName, votesInWords } from './numerator-words.ts';
import type { Cut } from './rule.ts';
import { testInWords, type Setting } from './test-words.ts';

/** "进入差额选拔：按得票由高到低取 3 名，没有得票的不列入，末位并列的一并列入". */
export function cutInWords(cut: Cut, language: Language, setting: Setting): string {
  const zh = language === 'zh';
  const { rule, paper } = setting;
  const by =
    'votes' in cut.by
      ? votesInWords({ options: cut.by.votes }, language, paper)
      : scoreName(cut.by.score, language, rule);
  const taken = cut.taken[language];
  const win =
    cut.win === undefined || rule === undefined ? null : testInWords(testOf({ rule }, cut.win), language, setting);
  const ties =
    cut.ties === 'secondary' && cut.secondary !== undefined ? bySecond(cut.secondary) : TIES[cut.ties][language];
  function bySecond(score: string): string {
    const name = scoreName(score, language, rule);
    return zh ? `末位并列的先比${name}` : `those level at the last place are parted by ${name}`;
  }
  // A test that must be passed says itself how many votes it takes.
  const least = win === null && 'votes' in cut.by && cut.direction === 'top';
  if (zh) {
    const passing = win === null ? (least ? '，没有得票的不列入' : '') : `，且${win}`;
    return `${taken}：按${by}由${cut.direction === 'top' ? '高到低' : '低到高'}${placesInWords(cut, 'zh')}${passing}，${ties}`;
  }
  const passing = win === null ? (least ? ', nobody without a vote' : '') : `, where ${win}`;
  const order = cut.direction === 'top' ? 'from the highest' : 'from the lowest';
  return `${taken}: by ${by} ${order}, ${placesInWords(cut, 'en')}${passing}; ${ties}`;
}

function placesInWords({ places, per }: Cut, language: Language): string {
  const zh = language === 'zh';
  if (places === 'seats')
    return zh
      ? `${per === 'tag' ? '每类' : ''}按职数取`
      : `as many as there are posts${per === 'tag' ? ' in each category' : ''}`;
  if (typeof places === 'number')
    return zh
      ? `${per === 'tag' ? '每类' : ''}取 ${places} 名`
      : `${places}${per === 'tag' ? ' in each category' : ''}`;
  const each = Object.entries(places).map(([tag, number]) => (zh ? `${tag}取 ${number} 名` : `${number} of ${tag}`));
  return each.join(zh ? '、' : ', ');
}

const TIES: Readonly<Record<Cut['ties'], Words>> = {
  include_all: { zh: '末位并列的一并列入', en: 'those level at the last place are all in' },
  runoff: { zh: '末位并列的另行投票', en: 'those level at the last place go to a run-off' },
  organizer: { zh: '末位并列的由组织者说明理由后决定', en: 'the organizer decides between those level, with a reason' },
  secondary: { zh: '末位并列的再比', en: 'those level at the last place are compared again' },
};
