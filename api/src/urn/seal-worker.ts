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
const sealing = new Sealing(workerData as SealOrder);

port.on('message', (batch: readonly StoredBallot[] | null) => {
  if (batch !== null) {
    for (const ballot of batch) sealing.add(ballot);
    return;
  }
  void sealing.seal().then((result) => {
    port.postMessage(result);
    port.close();
  });
});
