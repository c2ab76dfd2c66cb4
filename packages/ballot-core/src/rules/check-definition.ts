/**
 * May this poll be frozen? What is wrong must be found now: after the freeze its hash is on the wall.
 *
 * Besides the shape of each part, the parts must agree: a rule that counts an option which the paper does not offer
 * would never fire, and nobody would notice.
 */
import type { EventId, GroupId, PollId } from '../brand.ts';
import { K_MIN } from '../count/release.ts';
import { readId, readPaper } from '../paper/check.ts';
import { NAME_LENGTH_MAX } from '../paper/paper.ts';
import { at, distinct, fields, list, oneOf, read, refuse, whole, words } from '../paper/reader.ts';
import type { Misread, Reader } from '../paper/reader.ts';
import type { Definition, Exclusion, Group, ReleasePolicy } from '../record/record.ts';
import type { Result } from '../result.ts';
import { checkAgreement } from './check-agreement.ts';
import { readAddress, readGivens, readMoment, readSource } from './check-given.ts';
import { readFraction } from './check-parts.ts';
import { readRule } from './check-rule.ts';

export const GROUPS_MAX = 20;
export const DUE_MAX = 100_000;
export const K_MAX = 1000;
const RULES_MAX = 20;

export function checkDefinition(value: unknown): Result<Definition, Misread> {
  return read(readDefinition, value);
}

export const readDefinition: Reader<Definition> = (value, path) => {
  const own = fields(value, path, KEYS);
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
  const release = readRelease(own.release, at(path, 'release'));
  const definition: Definition = {
    format,
    event,
    poll,
    title,
    paper,
    groups,
    rules,
    release,
    ...(own.at !== undefined && { at: readMoment(own.at, at(path, 'at')) }),
    ...(own.given !== undefined && { given: readGivens(paper)(own.given, at(path, 'given')) }),
    ...(own.source !== undefined && { source: readSource(poll)(own.source, at(path, 'source')) }),
    ...(own.receipts !== undefined && { receipts: oneOf(['off'])(own.receipts, at(path, 'receipts')) }),
    ...(own.rehearsal !== undefined && { rehearsal: readTrue(own.rehearsal, at(path, 'rehearsal')) }),
  };
  rules.forEach((rule, index) => checkAgreement(rule, definition, `${at(path, 'rules')}[${index}]`));
  return definition;
};

const KEYS = [
  'format',
  'event',
  'poll',
  'title',
  'paper',
  'groups',
  'rules',
  'release',
  'at',
  'given',
  'source',
  'receipts',
  'rehearsal',
] as const satisfies readonly (keyof Definition)[];

const RELATIONS = ['superior', 'peer', 'subordinate', 'self', 'external', 'member', 'citizen'] as const;
/** Reasons for which members are not counted in 应到. */
const EXCLUSIONS_MAX = 20;

const readGroup: Reader<Group> = (value, path) => {
  const own = fields(value, path, ['id', 'name', 'due', 'relation', 'excluded']);
  return {
    id: readId(own.id, at(path, 'id')) as GroupId,
    name: words(NAME_LENGTH_MAX)(own.name, at(path, 'name')),
    due: whole(1, DUE_MAX)(own.due, at(path, 'due')),
    ...(own.relation !== undefined && { relation: oneOf(RELATIONS)(own.relation, at(path, 'relation')) }),
    ...(own.excluded !== undefined && {
      excluded: list(readExclusion, 0, EXCLUSIONS_MAX)(own.excluded, at(path, 'excluded')),
    }),
  };
};

const readExclusion: Reader<Exclusion> = (value, path) => {
  const own = fields(value, path, ['count', 'reason', 'approvedBy']);
  return {
    count: whole(1, DUE_MAX)(own.count, at(path, 'count')),
    reason: words(NAME_LENGTH_MAX)(own.reason, at(path, 'reason')),
    approvedBy: words(NAME_LENGTH_MAX)(own.approvedBy, at(path, 'approvedBy')),
  };
};

/** What is not so is left out: one definition has one spelling. */
const readTrue: Reader<true> = (value, path) => (value === true ? value : refuse(path, 'must be true, or left out'));

const readRelease: Reader<ReleasePolicy> = (value, path) => {
  const own = fields(value, path, ['mode', 'k', 'minTurnout']);
  return {
    mode: oneOf(['turnout', 'batches'])(own.mode, at(path, 'mode')),
    k: whole(K_MIN, K_MAX)(own.k, at(path, 'k')),
    minTurnout: readFraction(own.minTurnout, at(path, 'minTurnout')),
  };
};
