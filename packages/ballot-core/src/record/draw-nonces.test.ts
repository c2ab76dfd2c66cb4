import { describe, expect, test } from 'vitest';
import type { CastBody } from '../paper/ballot.ts';
import type { Paper } from '../paper/paper.ts';
import { countOpenings } from '../count/openings.ts';
import { absentFrom } from './absent.ts';
import { toBase64url } from './bytes.ts';
import { drawNonces } from './draw-nonces.ts';
import { newDefinition, random } from './meeting.fixture.ts';
import { openingsOf, shred } from './shred.ts';

const PICK: Paper = {
  kind: 'pick',
  candidates: ['a', 'b'].map((id) => ({ id, name: id })),
  min: 0,
  max: 2,
  seats: null,
  writeIns: 1,
};
const silent = newDefinition('p-silent', PICK, [], ['all'], { receipts: 'off' });
const loud = newDefinition('p-loud', PICK, [], ['all']);

const ballot = (nonces: string, picked: readonly string[] = []): CastBody => ({
  group: silent.groups[0]?.id ?? expect.fail('no group'),
  paperHash: '0'.repeat(64),
  publicKey: toBase64url(random(32)),
  credential: { prefix: toBase64url(random(32)), signature: toBase64url(random(256)) },
  choices: Object.fromEntries(picked.map((id) => [id, 'picked'])),
  writeIns: [],
  nonces,
  signature: toBase64url(random(64)),
});

describe('a ballot of a poll without receipts', () => {
  test('is given as many nonces as it leaves lines, and nothing else is changed', () => {
    const body = ballot('');
    const drawn = drawNonces(silent, body, (length) => new Uint8Array(length).fill(7));
    expect(drawn).toEqual({ ...body, nonces: toBase64url(new Uint8Array(3 * 16).fill(7)) });
  });

  test('is shredded into lines like any others', () => {
    const bodies = [ballot('', ['a']), ballot('', ['a', 'b']), ballot('')];
    const { openings, credentials } = shred(
      silent,
      bodies.map((body) => drawNonces(silent, body, random)),
    );
    expect(countOpenings(PICK, openings)).toEqual({ ballots: 3, counts: [2, 1, 1, 2, 0] });
    expect(new Set(openings.map(({ nonce }) => nonce)).size).toBe(9);
    expect(credentials.map(({ publicKey }) => publicKey).sort()).toEqual(bodies.map((body) => body.publicKey).sort());
  });

  test('can’t be found in the list by who cast it: its lines are made at the seal', () => {
    const body = ballot('', ['a']);
    expect(() => openingsOf(silent, body)).toThrow(/without nonces/);
    const published = shred(silent, [drawNonces(silent, body, random)]).openings;
    const guessed = openingsOf(silent, drawNonces(silent, body, random));
    expect(absentFrom(guessed, published)).toBe(3);
  });

  test('stops a seal whose dice are broken', () => {
    expect(() => drawNonces(silent, ballot(''), () => new Uint8Array(3))).toThrow(/random source/);
  });
});

test('a ballot with nonces of its own keeps them', () => {
  const body = ballot(toBase64url(random(48)));
  expect(drawNonces(loud, body, () => expect.fail('nothing is to be drawn'))).toBe(body);
});
