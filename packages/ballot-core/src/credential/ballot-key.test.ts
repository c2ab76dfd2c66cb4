import { describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import type { CastBody } from '../paper/ballot.ts';
import { toBase64url, toHex, utf8 } from '../record/bytes.ts';
import { ballotHash, ballotMessage, credentialMessage, newBallotKey, signBallot, verifyBallot } from './ballot-key.ts';

const key = newBallotKey((length) => new Uint8Array(length).fill(3));
const content = {
  group: 'all' as GroupId,
  paperHash: 'ab'.repeat(32),
  choices: { a: 'agree', b: 'disagree' },
  writeIns: ['张三'],
  nonces: toBase64url(new Uint8Array(32)),
};
const ballot: CastBody = {
  ...content,
  publicKey: toBase64url(key.publicKey),
  credential: { prefix: 'AA', signature: 'AA' },
  signature: signBallot(key.secretKey, 'poll-1', content),
};

describe('a ballot signature', () => {
  test('holds for the ballot as signed, in any order of keys', () => {
    expect(verifyBallot('poll-1', ballot)).toBe(true);
    expect(verifyBallot('poll-1', { ...ballot, choices: { b: 'disagree', a: 'agree' } })).toBe(true);
  });

  test.each<[string, Partial<CastBody>]>([
    ['group', { group: 'other' as GroupId }],
    ['paper hash', { paperHash: 'ac'.repeat(32) }],
    ['choice', { choices: { a: 'agree', b: 'agree' } }],
    ['missing choice', { choices: { a: 'agree' } }],
    ['written-in name', { writeIns: ['李四'] }],
    ['nonce', { nonces: toBase64url(new Uint8Array(32).fill(1)) }],
    ['key', { publicKey: toBase64url(newBallotKey((length) => new Uint8Array(length).fill(4)).publicKey) }],
    ['padded signature', { signature: `${ballot.signature}==` }],
    ['missing signature', { signature: '' }],
  ])('does not hold for another %s', (_, change) => {
    expect(verifyBallot('poll-1', { ...ballot, ...change })).toBe(false);
  });

  test('does not hold in another poll', () => expect(verifyBallot('poll-2', ballot)).toBe(false));

  test('is over the documented bytes', () => {
    expect(ballotMessage('poll-1', content)).toEqual(
      utf8(
        `{"choices":{"a":"agree","b":"disagree"},"domain":"gonglun/ballot/1","group":"all","nonces":"${content.nonces}",` +
          `"paperHash":"${content.paperHash}","poll":"poll-1","writeIns":["张三"]}`,
      ),
    );
  });
});

test("a credential's message is domain, poll and key, apart by zero bytes", () => {
  expect(toHex(credentialMessage('p', Uint8Array.of(1, 2)))).toBe(`${toHex(utf8('gonglun/credential/1'))}0070000102`);
});

test("a ballot's hash names poll, content, credential and signature", () => {
  const hash = ballotHash('poll-1', ballot);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(ballotHash('poll-2', ballot)).not.toBe(hash);
  expect(ballotHash('poll-1', { ...ballot, signature: 'AA' })).not.toBe(hash);
  expect(ballotHash('poll-1', { ...ballot, credential: { prefix: 'AA', signature: 'AQ' } })).not.toBe(hash);
});
