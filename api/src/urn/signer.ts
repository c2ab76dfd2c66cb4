/**
 * Blind signatures, one at a time, with a turn of the event loop between two.
 *
 * An RSA signature holds the loop for about a millisecond. When a hall of phones asks at once, ballots, screens and
 * health checks must get their turns in between; the phones wait a little longer and don't notice.
 */
import type { KeyObject } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { blindSign } from '../issuer.ts';

export type Sign = (key: KeyObject, blinded: Uint8Array) => Promise<Uint8Array>;

export function createSigner(): Sign {
  let last: Promise<unknown> = Promise.resolve();
  return (key, blinded) => {
    const signed = last.then(async () => {
      await turn();
      const signature = blindSign(key, blinded);
      // The issuer's modulus was compared before anything was remembered.
      if (signature === null) throw new Error('a blinded message that is not below the modulus');
      return signature;
    });
    last = signed.catch(() => undefined);
    return signed;
  };
}
