/**
 * May this poll be frozen? What is wrong must be found now: after the freeze its hash is on the wall.
 *
 * Besides the shape of each part, the parts must agree: a rule that counts an option which the paper does not offer
 * would never fire, and nobody would notice.
 */
import type { EventId, GroupId, PollId } from '../brand.ts';
import { K_MIN } from '../count/release.ts';
import { readId, readPaper } from '../paper/check.ts';
import { countedOptions, optionsOf } from '../paper/questions.ts';
import { NAME_LENGTH_MAX, type Paper } from '../paper/paper.ts';
import { at, distinct, fields, list, matching, oneOf, read, refuse, whole, words } from '../paper/reader.ts';
import type { Misread, Reader } from '../paper/reader.ts';
import type { Definition, Group, ReleasePolicy } from '../record/record.ts';
import type { Result } from '../result.ts';
import { readFraction, readRule } from './check-rule.ts';
import type { Rule, Test } from './rule.ts';

export const GROUPS_MAX = 20;
export const DUE_MAX = 100_000;
export const K_MAX = 1000;
const RULES_MAX = 20;

export function checkDefinition(value: unknown): Result<Definition, Misread> {
  return read(readDefinition, value);
}

export const readDefinition: Reader<Definition> = (value, path) => {
  const own = fields(value, path, ['format', 'event', 'poll', 'title', 'paper', 'groups', 'rules', 'release']);
  const format = oneOf(['gonglun-poll/1'])(own.format, at(path, 'format'));
  const event = readAddress(own.event, at(path, 'event')) as EventId;
  const poll = readAddress(own.poll, at(path, 'poll')) as PollId;
  const title = words(NAME_LENGTH_MAX)(own.title, at(path, 'title'));
  const paper = readPaper(own.paper, at(path, 'paper'));
  const groups = list(readGroup, 1, GROUPS_MAX)(own.groups, at(path, 'groups'));
  distinct(groups, at(path, 'groups'), ({ id }) => id, 'has the id of an earlier group');
  distinct(groups, at(path, 'groups'), ({ name }) => name, 'has the name of an earlier group');
  if (groups.reduce((sum, { due }) => sum + due, 0) > DUE_MAX)
    refuse(at(path, 'groups'), `must have at most ${DUE_MAX} due in all`);
  const rules = list(readRule, 0, RULES_MAX)(own.rules, at(path, 'rules'));
  distinct(rules, at(path, 'rules'), ({ id }) => id, 'has the id of an earlier rule');
  rules.forEach((rule, index) => agree(rule, paper, `${at(path, 'rules')}[${index}]`));
  const release = readRelease(own.release, at(path, 'release'));
  return { format, event, poll, title, paper, groups, rules, release };
};

/** Ids that stand in addresses. */
const readAddress = matching(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z, a-z, 0-9, _ and -');

const readGroup: Reader<Group> = (value, path) => {
  const own = fields(value, path, ['id', 'name', 'due']);
  return {
    id: readId(own.id, at(path, 'id')) as GroupId,
    name: words(NAME_LENGTH_MAX)(own.name, at(path, 'name')),
    due: whole(1, DUE_MAX)(own.due, at(path, 'due')),
  };
};

const readRelease: Reader<ReleasePolicy> = (value, path) => {
  const own = fields(value, path, ['mode', 'k', 'minTurnout']);
  return {
    mode: oneOf(['turnout', 'batches'])(own.mode, at(path, 'mode')),
    k: whole(K_MIN, K_MAX)(own.k, at(path, 'k')),
    minTurnout: readFraction(own.minTurnout, at(path, 'minTurnout')),
  };
};

function agree(rule: Rule, paper: Paper, path: string): void {
  const offered = optionsOf(paper);
  rule.tests.forEach((test, index) => {
    const place = `${path}.tests[${index}]`;
    for (const option of 'options' in test.numerator ? test.numerator.options : []) {
      if (!offered.includes(option)) refuse(`${place}.numerator`, `counts ${option}, which this paper does not offer`);
    }
    agreeOnBase(test, paper, place);
  });
}

/** 有效评价票 counts assessments: a numerator beside it would give shares over 1, and a pick paper has none. */
function agreeOnBase(test: Test, paper: Paper, path: string): void {
  const uses = test.base === 'validItem' || ('account' in test.numerator && test.numerator.account === 'validItem');
  if (!uses) return;
  const counted = paper.kind === 'form' ? null : countedOptions(paper);
  if (counted === null)
    refuse(`${path}.base`, 'is not a base of a pick paper, where not choosing is an answer: use valid');
  const { numerator } = test;
  if (!('options' in numerator)) return;
  const beside = [...numerator.options.filter((option) => !counted.includes(option)), ...(numerator.plus ?? [])];
  if (beside.length > 0)
    refuse(`${path}.numerator`, `counts ${beside.join(', ')}, which the base validItem leaves out`);
}
