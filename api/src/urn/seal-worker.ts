/**
 * A thread for one seal: minutes of hashing in a large meeting must not stop the votes of another.
 *
 * `workerData` is the order; then batches of ballots, then `null`; back comes one result.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { StoredBallot } from '../db/urn.ts';
import { Sealing, type SealOrder } from './sealing.ts';

if (parentPort === null) throw new Error('this file runs as a worker');
const port = parentPort;
const sealing = Sealing.begin(workerData as SealOrder);
let added: Promise<unknown> = sealing;

port.on('message', (batch: readonly StoredBallot[] | null) => {
  added = added.then(async () => {
    const begun = await sealing;
    if (batch !== null) return Promise.all(batch.map((ballot) => begun.add(ballot)));
    port.postMessage(await begun.seal());
    port.close();
    return undefined;
  });
});
