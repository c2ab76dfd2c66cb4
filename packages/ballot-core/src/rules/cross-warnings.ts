/**
 * Tests that belong together and stand on different bases.
 */
import { BASE_NAMES } from './names.ts';
import { votesInWords } from './numerator-words.ts';
import { order, plus, ratio } from './rational.ts';
import { isRising } from './reachable.ts';
import type { Numerator, Rule, Test } from './rule.ts';
import { warning, type DefinitionWarning } from './warning.ts';

/** Two tests on the votes of one line, wherever they stand. */
interface Placed {
  readonly rule: Rule;
  readonly test: Test;
  readonly path: string;
  readonly options: readonly string[];
}

/**
 * 不称职 over 1/3 leaves 优秀＋称职 under 2/3, so the milder finding always comes with the severer one, on the same base. On
 * different bases it may not, and neither may two findings on the same votes agree.
 */
export function crossWarnings(rules: readonly Rule[]): readonly DefinitionWarning[] {
  const placed = rules.flatMap((rule, at) =>
    rule.tests.flatMap((test, index): readonly Placed[] =>
      'options' in test.numerator && test.base !== 'one'
        ? [{ rule, test, path: `rules[${at}].tests[${index}].base`, options: test.numerator.options }]
        : [],
    ),
  );
  return placed.flatMap((a, at) =>
    placed.flatMap((b, other) => {
      if (a.test.base === b.test.base || a.rule.scope !== b.rule.scope || !shareLines(a.rule, b.rule)) return [];
      if (implies(a.test, b.test)) return [impliedWarning(a, b)];
      return at < other && sameVotes(a.test.numerator, b.test.numerator) ? [otherBaseWarning(a, b)] : [];
    }),
  );
}

/** `a` holding on a base leaves too few of its votes for anything but `b`: disjoint options, and shares that meet. */
function implies(a: Test, b: Test): boolean {
  if (!('options' in a.numerator) || !('options' in b.numerator)) return false;
  const [first, second] = [a.numerator.options, b.numerator.options];
  if (first.some((option) => second.includes(option))) return false;
  if (!(isRising(a) && !isRising(b))) return false;
  const room = order(plus(ratio(...a.fraction), ratio(...b.fraction)), ratio(1));
  return room > 0 || (room === 0 && !(a.comparator === 'ge' && b.comparator === 'lt'));
}

const sameVotes = (a: Numerator, b: Numerator): boolean =>
  'options' in a &&
  'options' in b &&
  [...a.options].sort().join() === [...b.options].sort().join() &&
  [...(a.plus ?? [])].sort().join() === [...(b.plus ?? [])].sort().join();

const shareLines = (a: Rule, b: Rule): boolean =>
  (a.only?.section === undefined || b.only?.section === undefined || a.only.section === b.only.section) &&
  (a.only?.dimension === undefined || b.only?.dimension === undefined || a.only.dimension === b.only.dimension);

function impliedWarning(a: Placed, b: Placed): DefinitionWarning {
  return warning(
    b.path,
    'implied_on_other_base',
    `${votes(a, 'zh')}按${base(a, 'zh')}、${votes(b, 'zh')}按${base(b, 'zh')}计算：同一基数时“${a.test.zh}”必然带来“${b.test.zh}”，基数不同就不一定，可能出现重的成立而轻的不成立`,
    `${votes(a, 'en')} are held against ${base(a, 'en')} and ${votes(b, 'en')} against ${base(b, 'en')}: on one base “${a.test.en}” always brings “${b.test.en}” with it, on two the severer may hold without the milder`,
  );
}

function otherBaseWarning(a: Placed, b: Placed): DefinitionWarning {
  return warning(
    b.path,
    'same_votes_other_base',
    `${votes(a, 'zh')}在一处按${base(a, 'zh')}、在另一处按${base(b, 'zh')}计算，结论可能不一致`,
    `${votes(a, 'en')} are held against ${base(a, 'en')} in one place and against ${base(b, 'en')} in another: the findings may disagree`,
  );
}

const votes = ({ options }: Placed, language: 'zh' | 'en'): string => votesInWords({ options }, language);
const base = ({ test }: Placed, language: 'zh' | 'en'): string => BASE_NAMES[test.base][language];
