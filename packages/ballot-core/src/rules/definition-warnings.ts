/**
 * What is allowed, but must be seen before the freeze.
 *
 * Each of these has been done in earnest somewhere: two tests that follow from each other on different bases, an average
 * called a rate, a share that nobody can reach among so few. Somebody should have read the sentence and gone on.
 */
import type { Definition } from '../record/record.ts';
import { crossWarnings } from './cross-warnings.ts';
import { paperWarnings } from './paper-warnings.ts';
import type { Rule } from './rule.ts';
import { isImpossible } from './reachable.ts';
import { warning, type DefinitionWarning } from './warning.ts';

/** Fewer voters than this can be told apart by what is said of their group. */
const GROUP_SMALL = 5;

export function definitionWarnings(definition: Definition): readonly DefinitionWarning[] {
  const { rules, groups, paper } = definition;
  return [
    ...groups.flatMap(({ due, name }, index) =>
      due >= GROUP_SMALL
        ? []
        : [
            warning(
              `groups[${index}].due`,
              'small_group',
              `“${name}”只有 ${due} 人，不单独公布该组结果；按组加权时由监票人附卷核对`,
              `“${name}” has ${due} voters: its figures are not published by themselves, and a result weighted by group is checked with the tellers’ annex`,
            ),
          ],
    ),
    ...parts(paper).flatMap(({ path, sameMarks }) =>
      sameMarks === 'warn'
        ? [
            warning(
              path,
              'same_marks',
              '全部评为同一等次的选票会提醒投票人，但照样有效：提醒可能影响真实意愿',
              'Voters who mark everybody alike are told so, and their ballots count: being told may cost sincerity',
            ),
          ]
        : [],
    ),
    ...paperWarnings(definition),
    ...rules.flatMap((rule, index) => ruleWarnings(rule, definition, `rules[${index}]`)),
    ...crossWarnings(rules),
  ];
}

function ruleWarnings(rule: Rule, definition: Definition, path: string): readonly DefinitionWarning[] {
  const { citations, strength, tests, scores = [], zh, en } = rule;
  const found: DefinitionWarning[] = [];
  citations.forEach(({ confidence, document }, index) => {
    if (confidence !== 'unverified') return;
    found.push(
      warning(
        `${path}.citations[${index}]`,
        'unverified_source',
        `“${zh}”的依据“${document}”未经核对`,
        `The source of “${en}” has not been checked: ${document}`,
      ),
    );
  });
  if (citations.length === 0) {
    found.push(warning(`${path}.citations`, 'unverified_source', `“${zh}”没有注明依据`, `“${en}” names no source`));
  }
  if (strength === 'principle') {
    found.push(
      warning(
        `${path}.strength`,
        'principle',
        `“${zh}”是“原则上”的规定：可由批准人说明理由后另作决定`,
        `“${en}” is a principle: it may be set aside by an approver with a reason`,
      ),
    );
  }
  const averages = scores.some(({ kind }) => AVERAGES.includes(kind));
  if (averages && !scores.some(({ kind }) => kind === 'share') && (/率/u.test(zh) || /\brates?\b/iu.test(en))) {
    found.push(
      warning(
        `${path}.zh`,
        'index_named_rate',
        `“${zh}”是加权得分，不是率：100 人全部不满意，加权得分也可能有 50`,
        `“${en}” is an index, not a rate: a hundred dissatisfied voters may still give 50`,
      ),
    );
  }
  tests.forEach((test, index) => {
    if (test.comparator === 'ge' && 2 * test.fraction[0] === test.fraction[1] && test.zh.includes('半数以上')) {
      found.push(
        warning(
          `${path}.tests[${index}].comparator`,
          'half_or_more',
          `“${test.zh}”按达到半数计算：正好一半也算；如果原意是“超过半数”，请改为“超过”`,
          `“${test.en}” is met by exactly half; if more than half is meant, change it to “more than”`,
        ),
      );
    }
  });
  rule.branches.forEach(({ when, label }, index) => {
    if (!isImpossible(when, rule, definition)) return;
    found.push(
      warning(
        `${path}.branches[${index}]`,
        'never_fires',
        `“${zh}”中的“${label.zh}”在这些应到人数下不可能出现`,
        `“${label.en}” of “${en}” can’t come about with these members due`,
      ),
    );
  });
  scores.forEach((score, index) => {
    if (score.kind !== 'groups') return;
    const left = definition.groups.filter(({ id }) => !Object.hasOwn(score.weights, id));
    if (left.length === 0) return;
    const names = left.map(({ name }) => name);
    found.push(
      warning(
        `${path}.scores[${index}].weights`,
        'unweighted_group',
        `${names.map((name) => `“${name}”`).join('、')}没有权重：其评价不计入“${zh}”`,
        `${names.map((name) => `“${name}”`).join(', ')}: no weight, so their votes are no part of “${en}”`,
      ),
    );
  });
  return found;
}

const AVERAGES: readonly string[] = ['index', 'mean', 'groups', 'dimensions', 'weighted', 'sum'];

function parts(paper: Definition['paper']): readonly { readonly path: string; readonly sameMarks?: 'warn' }[] {
  const of = (part: object, path: string) =>
    'sameMarks' in part && part.sameMarks === 'warn' ? [{ path, sameMarks: 'warn' as const }] : [];
  return paper.kind === 'form'
    ? paper.sections.flatMap((section, index) => of(section.paper, `paper.sections[${index}].paper.sameMarks`))
    : of(paper, 'paper.sameMarks');
}
