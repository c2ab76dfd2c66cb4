/**
 * Answers become a ballot: nonces drawn (none where no receipts are given), signed with the poll's own key, written as the very text that will be sent.
 */
import {
  fromBase64url,
  openingsPerBallot,
  signBallot,
  toBase64url,
  type Answers,
  type CastBody,
  type Random,
} from 'ballot-core';
import type { PollView } from 'api/views';
import type { Held } from './wallet.ts';

const NONCE_BYTES = 16;

export function makeBallot(
  { id, definition, paperHash }: PollView,
  held: Held,
  answers: Answers,
  random: Random,
): string {
  const off = definition.receipts === 'off';
  const nonces = off ? '' : toBase64url(random(NONCE_BYTES * openingsPerBallot(definition.paper)));
  const content = { group: held.group, paperHash, choices: answers.choices, writeIns: answers.writeIns, nonces };
  const secretKey = fromBase64url(held.secretKey) ?? new Uint8Array();
  const body: CastBody = {
    ...content,
    publicKey: held.publicKey,
    credential: { prefix: held.prefix, signature: held.signature },
    signature: signBallot(secretKey, id, content),
  };
  return JSON.stringify(body);
}

/** What we stored ourselves, by `makeBallot`. */
export const readOwnBallot = (ballot: string): CastBody => JSON.parse(ballot) as CastBody;
