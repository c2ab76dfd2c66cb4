/**
 * The phone's side of issuing: a fresh key for each poll, blinded, asked for, unblinded and checked.
 *
 * The server signs without seeing the key, so it can't tell later whose ballot that key signed.
 */
import {
  blind,
  credentialMessage,
  finalize,
  fromBase64url,
  newBallotKey,
  prepare,
  PREFIX_LENGTH,
  readPublicKey,
  toBase64url,
  type IssuerKey,
  type PollId,
  type Random,
} from 'ballot-core';
import type { Asked, Held } from './wallet.ts';

export const isUsable = ({ spki }: IssuerKey): boolean => readPublicKey(bytes(spki)).ok;

/** Throws when the key is not usable. */
export function ask(poll: PollId, key: IssuerKey, random: Random): Asked {
  const { publicKey, secretKey } = newBallotKey(random);
  const prepared = prepare(credentialMessage(poll, publicKey), random);
  const { blindedMessage, state: kept } = blind(bytes(key.spki), prepared, { random });
  return {
    step: 'asked',
    group: key.group,
    publicKey: toBase64url(publicKey),
    secretKey: toBase64url(secretKey),
    prefix: toBase64url(prepared.subarray(0, PREFIX_LENGTH)),
    blinded: toBase64url(blindedMessage),
    inverse: kept.inverse,
  };
}

/** The credential, or null when the answer is not a signature by this key. */
export function accept(poll: PollId, key: IssuerKey, asked: Asked, answer: string): Held | null {
  const { group, publicKey, secretKey, prefix, inverse } = asked;
  const message = credentialMessage(poll, bytes(publicKey));
  const prefixed = bytes(prefix);
  const prepared = new Uint8Array(prefixed.length + message.length);
  prepared.set(prefixed);
  prepared.set(message, prefixed.length);
  try {
    const signature = finalize(bytes(key.spki), prepared, bytes(answer), { inverse });
    return { step: 'held', group, publicKey, secretKey, prefix, signature: toBase64url(signature) };
  } catch {
    // finalize throws for one reason the outside can cause: the answer doesn't fit. It is refused, whatever it was.
    return null;
  }
}

/** Bytes of a base64url text; none where it is malformed, which no key and no signature is. */
const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array();
