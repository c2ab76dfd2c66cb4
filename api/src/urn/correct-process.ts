/**
 * A process for one correction: the whole record is checked again before it is signed for good, and that takes as long as
 * the check of a seal.
 *
 * One message is the order; back goes one result.
 */
import { createPrivateKey } from 'node:crypto';
import { correct, type CorrectionOrder } from './correcting.ts';

/** As it goes through the pipe: keys of `node:crypto` don't. */
export interface SentCorrection extends Omit<CorrectionOrder, 'eventKey'> {
  readonly eventKey: { readonly publicKey: string; readonly pkcs8: Uint8Array };
}

process.on('message', async ({ eventKey, ...order }: SentCorrection) => {
  const privateKey = createPrivateKey({ key: Buffer.from(eventKey.pkcs8), format: 'der', type: 'pkcs8' });
  const corrected = await correct({ ...order, eventKey: { publicKey: eventKey.publicKey, privateKey } });
  process.send?.(corrected, () => process.disconnect());
});
