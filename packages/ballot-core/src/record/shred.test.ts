import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupId, PollId } from '../brand.ts';
import { agreedLine } from '../count/agreed.ts';
import { Counter } from '../count/counter.ts';
import { countOpenings, countWriteIns } from '../count/openings.ts';
import type { CastBody } from '../paper/ballot.ts';
import type { Paper } from '../paper/paper.ts';
import { openingsPerBallot } from '../paper/read-ballot.ts';
import { textHash } from '../paper/text-hash.ts';
import { fromBase64url, sha256, toBase64url, toHex, utf8 } from './bytes.ts';
import { countGroups } from './groups.ts';
import { openingLeaf } from './hashes.ts';
import { publicGroups } from './public-groups.ts';
import type { Definition } from './record.ts';
import { openingsOf, shred } from './shred.ts';

const item = (id: string) => ({ id, name: id });
const GRADES: Paper = {
  kind: 'grades',
  subjects: ['a', 'b', 'constructor'].map(item),
  dimensions: ['de', 'neng'].map(item),
  scale: ['good', 'fair', 'poor'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const PICK: Paper = { kind: 'pick', candidates: ['a', 'b', 'c'].map(item), min: 0, max: 3, seats: null, writeIns: 2 };
const MOTION: Paper = { kind: 'motion', matters: ['a', 'b'].map(item) };

const FORM: Paper = {
  kind: 'form',
  sections: [
    { ...item('team'), paper: { ...GRADES, subjects: [item('a')], dimensions: [item('de')] } },
    {
      ...item('marks'),
      paper: {
        kind: 'score',
        subjects: [item('a')],
        dimensions: [item('de')],
        from: 0,
        to: 2,
        step: 1,
        per: 1,
        blank: 'allow',
      },
    },
    { ...item('words'), paper: { kind: 'text', prompts: [item('best'), item('worst')], lengthMax: 40 } },
  ],
};

const definitionOf = (paper: Paper): Definition => ({
  format: 'gonglun-poll/1',
  event: 'e' as Definition['event'],
  poll: 'p' as PollId,
  title: 't',
  paper,
  groups: [],
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
});

const grade = fc.option(fc.constantFrom('good', 'fair', 'poor'), { nil: undefined });
const answers: Partial<Record<Paper['kind'], fc.Arbitrary<Readonly<Record<string, string | undefined>>>>> = {
  form: fc.record({
    'team.a/de': grade,
    'marks.a/de': fc.option(fc.constantFrom('0', '1', '2'), { nil: undefined }),
    'words.best': fc.option(fc.constantFrom('同意', '多下基层。'), { nil: undefined }),
    'words.worst': fc.option(fc.constantFrom('无', '会议太多'), { nil: undefined }),
  }),
  grades: fc.record({ 'a/de': grade, 'a/neng': grade, 'b/de': grade, 'b/neng': grade, 'constructor/de': grade }),
  pick: fc.record(
    { a: fc.constant('picked'), b: fc.constant('picked'), c: fc.constant('picked') },
    { requiredKeys: [] },
  ),
  motion: fc.record({
    a: fc.constantFrom('agree', 'disagree', 'abstain'),
    b: fc.constantFrom('agree', 'disagree', 'abstain'),
  }),
};
const names = fc.uniqueArray(fc.constantFrom('张三', '李四', '王五'), { maxLength: 2 });
/** Nonces all alike on purpose: the worst that voters can agree on. */
const ballots = (paper: Paper) =>
  fc
    .array(
      fc.tuple(
        answers[paper.kind] ?? fc.constant({}),
        paper.kind === 'pick' ? names : fc.constant([]),
        fc.constantFrom('g1', 'g2', 'g3'),
      ),
    )
    .map((list) =>
      list.map(([choices, writeIns, group], i): CastBody => ({
        group: group as GroupId,
        paperHash: '',
        publicKey: toBase64url(sha256(utf8(String(i)))),
        credential: { prefix: toBase64url(sha256(utf8(`p${i}`))), signature: 'AA' },
        choices: Object.fromEntries(
          Object.entries<string | undefined>(choices).flatMap(([question, choice]) =>
            choice === undefined ? [] : [[question, choice]],
          ),
        ),
        writeIns,
        nonces: toBase64url(new Uint8Array(16 * openingsPerBallot(paper))),
        signature: 'AA',
      })),
    );

describe.each([GRADES, PICK, MOTION, FORM])('shredding a paper of kind $kind', (paper) => {
  const definition = definitionOf(paper);

  test('and counting the openings gives the tally of the ballots', () => {
    fc.assert(
      fc.property(ballots(paper), (cast) => {
        const { openings } = shred(definition, cast);
        const counter = new Counter(paper);
        // The marks are given without a prototype, as a map of marks should be.
        for (const body of cast) counter.add({ ...body, choices: Object.assign(Object.create(null), body.choices) });
        expect(countOpenings(paper, openings)).toEqual(counter.count);
        const written = countWriteIns(openings).reduce((sum, { votes }) => sum + votes, 0);
        expect(written).toBe(cast.reduce((sum, { writeIns }) => sum + writeIns.length, 0));
      }),
    );
  });

  test('gives distinct lines in the order of their hashes, whatever nonces were drawn', () => {
    fc.assert(
      fc.property(ballots(paper), (cast) => {
        const { openings, openingLeaves, credentialLeaves, credentials } = shred(definition, cast);
        const hashes = openingLeaves.map(toHex);
        expect(hashes).toEqual([...new Set(hashes)].sort());
        expect(hashes).toEqual(openings.map((opening) => toHex(openingLeaf('p', opening))));
        expect(credentialLeaves.map(toHex)).toEqual(credentialLeaves.map(toHex).sort());
        expect(credentials.length).toBe(cast.length);
      }),
    );
  });

  test('gives the same lists from any order of ballots', () => {
    fc.assert(
      fc.property(ballots(paper), (cast) => {
        expect(shred(definition, [...cast].reverse())).toEqual(shred(definition, cast));
      }),
    );
  });

  test('leaves each phone able to find its own answers, and names no group below five', () => {
    fc.assert(
      fc.property(ballots(paper), (cast) => {
        const { openings } = shred(definition, cast);
        const lines = new Set(openings.map(({ question, choice, nonce }) => `${question} ${choice} ${nonce}`));
        for (const body of cast) {
          for (const own of openingsOf(definition, body)) {
            expect(lines.has(`${own.question} ${own.choice} ${own.nonce}`)).toBe(true);
            expect(own.group).toBe(body.group);
          }
        }
        const named = new Set(openings.flatMap(({ group }) => (group === null ? [] : [group])));
        for (const group of named) expect(cast.filter((body) => body.group === group).length).toBeGreaterThan(4);
      }),
    );
  });

  test('tells no group apart that agrees on a line, nor by whom a name was written', () => {
    fc.assert(
      fc.property(ballots(paper), (cast) => {
        const { openings } = shred(definition, cast);
        const whole = countOpenings(paper, openings);
        for (const [group, counts] of countGroups(paper, openings)) {
          const own = { ballots: cast.filter((body) => body.group === group).length, counts };
          expect(agreedLine(paper, own, whole)).toBeNull();
        }
        expect(openings.every(({ question, group }) => question !== 'WRITE-IN' || group === null)).toBe(true);
      }),
    );
  });
});

describe('free words', () => {
  const definition = definitionOf(FORM);
  const cast = (count: number) =>
    Array.from({ length: count }, (_, i): CastBody => ({
      group: (i < 6 ? 'g1' : 'g2') as GroupId,
      paperHash: '',
      publicKey: toBase64url(sha256(utf8(String(i)))),
      credential: { prefix: toBase64url(sha256(utf8(`p${i}`))), signature: 'AA' },
      choices: i === 0 ? { 'team.a/de': 'good' } : { 'team.a/de': 'good', 'words.best': `第 ${i} 条` },
      writeIns: [],
      nonces: toBase64url(new Uint8Array(16 * openingsPerBallot(FORM))),
      signature: 'AA',
    }));

  test('are published as hashes that their author finds again, and never with a group', () => {
    const bodies = cast(12);
    const { openings, texts } = shred(definition, bodies);
    const words = openings.filter(({ question }) => question.startsWith('words.'));
    expect(words.every(({ group }) => group === null)).toBe(true);
    expect(openings.some(({ group }) => group !== null)).toBe(true);
    expect(words.filter(({ choice }) => choice !== '')).toHaveLength(11);
    for (const { choice } of words) expect(choice).toMatch(/^(sha256:[0-9a-f]{64})?$/);
    for (const { leaf, question, text } of texts) {
      const own = openings.find((opening) => toHex(openingLeaf('p', opening)) === toHex(leaf));
      expect(own?.question).toBe(question);
      expect(own?.choice).toBe(textHash(fromBase64url(own?.nonce ?? '') ?? new Uint8Array(), text));
    }
    expect(texts.map(({ leaf }) => toHex(leaf))).toEqual(texts.map(({ leaf }) => toHex(leaf)).sort());
    expect(new Set(texts.map(({ text }) => text)).size).toBe(11);
  });

  test('are gone for good below eight ballots', () => {
    expect(shred(definition, cast(7)).texts).toEqual([]);
    expect(shred(definition, cast(8)).texts).toHaveLength(7);
  });
});

describe('groups that may be named', () => {
  test.each<[string, Record<string, number>, string[]]>([
    ['all that are large enough', { a: 5, b: 90 }, ['a', 'b']],
    ['none below five', { a: 4, b: 3, c: 20 }, ['c']],
    ['not the next smallest beside a lone small one', { a: 1, b: 7, c: 20 }, ['c']],
    ['none when there is nothing to hide in', { a: 1, b: 20 }, []],
    ['none when the only group is small', { a: 4 }, []],
    ['all others beside one without ballots', { a: 0, b: 6 }, ['b']],
    ['none of none', {}, []],
  ])('are %s', (_, sizes, expected) => expect([...publicGroups(sizes)].sort()).toEqual(expected));

  test('leave a pool that is empty or at least the minimum, unless everybody is in it', () => {
    const sizes = fc.dictionary(fc.constantFrom(...'abcdefgh'), fc.nat(12));
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 8 }), (groups, min) => {
        const named = publicGroups(groups, min);
        const pool = Object.entries(groups).filter(([group, size]) => size > 0 && !named.has(group as GroupId));
        const pooled = pool.reduce((sum, [, size]) => sum + size, 0);
        expect(pooled === 0 || pooled >= min || named.size === 0).toBe(true);
        for (const group of named) expect(groups[group]).toBeGreaterThanOrEqual(min);
      }),
    );
  });
});
