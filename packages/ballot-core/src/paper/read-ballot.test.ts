import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE } from '../rules/presets/scales.ts';
import { checkDefinition } from '../rules/check-definition.ts';
import type { Definition } from '../record/record.ts';
import type { Paper } from './paper.ts';
import { openingsPerBallot, readBallot } from './read-ballot.ts';

const HASH = 'a'.repeat(64);
const zeros = (bytes: number) => 'A'.repeat(Math.ceil((bytes * 4) / 3));

function definitionOf(paper: unknown, more: object = {}): Definition {
  const read = checkDefinition({
    format: 'gonglun-poll/1',
    event: 'e1',
    poll: 'p1',
    title: '测评',
    paper,
    groups: [{ id: 'all', name: '全体', due: 90 }],
    rules: [],
    release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
    ...more,
  });
  if (!read.ok) throw new Error(`${read.error.path} ${read.error.reason}`);
  return read.value;
}

const two = [
  { id: 'a', name: '甲' },
  { id: 'b', name: '乙' },
];
const grades: Paper = {
  kind: 'grades',
  subjects: two,
  dimensions: [{ id: 'overall', name: '总体' }],
  scale: COMPETENCE_SCALE,
  blank: 'allow',
};
const pick: Paper = {
  kind: 'pick',
  candidates: [...two, { id: 'c', name: '丙' }],
  min: 1,
  max: 2,
  seats: null,
  writeIns: 1,
};
const motion: Paper = { kind: 'motion', matters: two };

const body = (paper: Paper, choices: unknown, more: object = {}) => ({
  group: 'all',
  paperHash: HASH,
  publicKey: zeros(32),
  credential: { prefix: zeros(32), signature: zeros(256) },
  choices,
  writeIns: [],
  nonces: zeros(16 * openingsPerBallot(paper)),
  signature: zeros(64),
  ...more,
});
const cast = (paper: Paper, choices: unknown, more: object = {}) =>
  readBallot(definitionOf(paper), HASH, body(paper, choices, more));
const all = { 'a/overall': 'excellent', 'b/overall': 'abstain' };

describe('a ballot', () => {
  test('is read whole, in the paper’s order', () => {
    expect(cast(grades, { 'b/overall': 'abstain', 'a/overall': 'excellent' })).toEqual({
      ok: true,
      value: body(grades, all),
    });
    expect(cast(motion, { a: 'agree', b: 'abstain' }).ok).toBe(true);
    expect(cast(pick, { a: 'picked' }, { writeIns: ['丁某'] }).ok).toBe(true);
  });

  test('may leave cells blank where the paper allows it, even all of them', () => {
    expect(cast(grades, {}).ok).toBe(true);
    expect(cast({ ...grades, blank: 'refuse' }, { 'a/overall': 'basic' })).toEqual({
      ok: false,
      error: { code: 'missing_choice', at: 'b/overall' },
    });
  });

  test('may be blank on a pick paper that asks for nothing: it is valid', () => {
    expect(cast({ ...pick, min: 0 }, {}).ok).toBe(true);
  });

  test('has a nonce for each question and each write-in slot, used or not', () => {
    expect(openingsPerBallot(grades)).toBe(2);
    expect(openingsPerBallot(pick)).toBe(4);
  });
});

describe('a ballot of a poll without receipts', () => {
  const silent = definitionOf(grades, { receipts: 'off' });
  const handIn = (nonces: unknown) => readBallot(silent, HASH, body(grades, all, { nonces }));

  test('comes without nonces', () => {
    expect(handIn('')).toEqual({ ok: true, value: body(grades, all, { nonces: '' }) });
  });

  test('is refused with any, and with none at all: they could show how somebody voted', () => {
    for (const nonces of [zeros(32), zeros(16), 'A', ' ', null, undefined, 0, []]) {
      expect(handIn(nonces), String(nonces)).toEqual({ ok: false, error: { code: 'nonces_malformed' } });
    }
  });

  test('is the only one that may lack them', () => {
    expect(cast(grades, all, { nonces: '' })).toEqual({ ok: false, error: { code: 'nonces_malformed' } });
  });
});

describe('a ballot is refused, and the item named, when', () => {
  test.each([
    ['a matter is left out', motion, { a: 'agree' }, {}, { code: 'missing_choice', at: 'b' }],
    ['an item is unknown', motion, { a: 'agree', b: 'agree', c: 'agree' }, {}, { code: 'unknown_item', at: 'c' }],
    [
      'an item is __proto__',
      motion,
      JSON.parse('{"a":"agree","b":"agree","__proto__":"agree"}'),
      {},
      { code: 'unknown_item', at: '__proto__' },
    ],
    ['a choice is unknown', motion, { a: 'agree', b: 'yes' }, {}, { code: 'unknown_choice', at: 'b' }],
    ['a choice is inherited', motion, { a: 'agree', b: 'toString' }, {}, { code: 'unknown_choice', at: 'b' }],
    ['a choice is a number', grades, { 'a/overall': 1 }, {}, { code: 'unknown_choice', at: 'a/overall' }],
    ['a choice is null', motion, { a: 'agree', b: null }, {}, { code: 'unknown_choice', at: 'b' }],
    ['choices are a list', motion, ['agree'], {}, { code: 'ballot_malformed', at: 'choices' }],
    ['too many are picked', pick, { a: 'picked', b: 'picked', c: 'picked' }, {}, { code: 'too_many_picks' }],
    [
      'a name written in is one too many',
      pick,
      { a: 'picked', b: 'picked' },
      { writeIns: ['丁某'] },
      { code: 'too_many_picks' },
    ],
    ['too few are picked', pick, {}, {}, { code: 'too_few_picks' }],
    [
      'a name is written in on a motion',
      motion,
      { a: 'agree', b: 'agree' },
      { writeIns: ['丁某'] },
      { code: 'write_in_refused', at: 'writeIns[0]' },
    ],
    [
      'more names are written in than may be',
      pick,
      {},
      { writeIns: ['丁某', '戊某'] },
      { code: 'write_in_refused', at: 'writeIns[1]' },
    ],
    [
      'a listed name is written in',
      pick,
      { b: 'picked' },
      { writeIns: ['甲'] },
      { code: 'write_in_refused', at: 'writeIns[0]' },
    ],
    [
      'a written name has a space at the end',
      pick,
      {},
      { writeIns: ['丁某 '] },
      { code: 'write_in_refused', at: 'writeIns[0]' },
    ],
    ['a written name is not NFC', pick, {}, { writeIns: ['e\u0301'] }, { code: 'write_in_refused', at: 'writeIns[0]' }],
    [
      'a written name is 41 long',
      pick,
      {},
      { writeIns: ['丁'.repeat(41)] },
      { code: 'write_in_refused', at: 'writeIns[0]' },
    ],
    ['a written name is a number', pick, {}, { writeIns: [3] }, { code: 'ballot_malformed', at: 'writeIns[0]' }],
    ['names are missing', pick, { a: 'picked' }, { writeIns: undefined }, { code: 'ballot_malformed', at: 'writeIns' }],
    ['the group is unknown', grades, all, { group: 'some' }, { code: 'ballot_malformed', at: 'group' }],
    ['the paper is another', grades, all, { paperHash: 'b'.repeat(64) }, { code: 'wrong_paper' }],
    ['the paper hash is no text', grades, all, { paperHash: 1 }, { code: 'ballot_malformed', at: 'paperHash' }],
    ['a field is unknown', grades, all, { name: '张三' }, { code: 'ballot_malformed', at: 'name' }],
    ['the key is short', grades, all, { publicKey: zeros(31) }, { code: 'ballot_malformed', at: 'publicKey' }],
    [
      'the key has spare bits set: it would be a second spelling',
      grades,
      all,
      { publicKey: `${'A'.repeat(42)}B` },
      { code: 'ballot_malformed', at: 'publicKey' },
    ],
    ['the credential is missing', grades, all, { credential: null }, { code: 'ballot_malformed', at: 'credential' }],
    [
      'the credential holds more',
      grades,
      all,
      { credential: { prefix: zeros(32), signature: zeros(256), name: 'x' } },
      { code: 'ballot_malformed', at: 'credential' },
    ],
    ['a nonce is missing', grades, all, { nonces: zeros(16) }, { code: 'nonces_malformed' }],
    ['nonces are padded', grades, all, { nonces: `${zeros(32)}=` }, { code: 'nonces_malformed' }],
    ['nobody signed it', grades, all, { signature: undefined }, { code: 'signature_missing' }],
    ['the signature is short', grades, all, { signature: zeros(63) }, { code: 'signature_invalid' }],
  ] as const)('%s', (_why, paper, choices, more, error) => {
    expect(cast(paper as Paper, choices, more)).toEqual({ ok: false, error });
  });

  test.each([null, 7, 'ballot', [], undefined])('it is %j', (value) => {
    expect(readBallot(definitionOf(motion), HASH, value)).toEqual({ ok: false, error: { code: 'ballot_malformed' } });
  });

  test('never sends more of a stranger’s word back than an id may have', () => {
    const refused = cast(motion, { a: 'agree', b: 'agree', ['x'.repeat(5000)]: 'agree' });
    expect(refused).toEqual({ ok: false, error: { code: 'unknown_item', at: 'x'.repeat(64) } });
  });
});
