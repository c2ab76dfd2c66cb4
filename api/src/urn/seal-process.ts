/**
 * A process for one seal: minutes of hashing in a large meeting must not stop the votes of another, and whatever happens
 * to it happens to this seal alone, which can be pressed again.
 *
 * The first message is the order; then batches of ballots, then `null`; back goes one result. Signals are its parent's
 * business: a server that is asked to stop lets a seal that has begun come to its end.
 */
import { createPrivateKey } from 'node:crypto';
import type { StoredBallot } from '../db/urn.ts';
import { Sealing, type SealOrder } from './sealing.ts';

/** As it goes through the pipe: keys of `node:crypto` don't. */
export interface SentOrder extends Omit<SealOrder, 'eventKey'> {
  readonly eventKey: { readonly publicKey: string; readonly pkcs8: Uint8Array };
}
export type Sent = { readonly order: SentOrder } | { readonly ballots: readonly StoredBallot[] | null };

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

let sealing: Promise<Sealing> | null = null;
let added: Promise<unknown> = Promise.resolve();

process.on('message', (sent: Sent) => {
  if ('order' in sent) {
    const { eventKey, ...order } = sent.order;
    const privateKey = createPrivateKey({ key: Buffer.from(eventKey.pkcs8), format: 'der', type: 'pkcs8' });
    sealing = Sealing.begin({ ...order, eventKey: { publicKey: eventKey.publicKey, privateKey } });
    added = sealing;
    return;
  }
  const { ballots } = sent;
  added = added.then(async () => {
    if (sealing === null) throw new Error('ballots came before their order');
    const begun = await sealing;
    if (ballots !== null) return Promise.all(ballots.map((ballot) => begun.add(ballot)));
    process.send?.(await begun.seal(), () => process.disconnect());
    return undefined;
  });
});
