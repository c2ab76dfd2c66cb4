/**
 * Starts a check where it doesn't hold up the page: in a worker, or after a breath on the page itself.
 *
 * The worker is made when the page opens, so that everything is there before the network is cut: a teller may load the
 * page, pull the cable, and only then choose the file.
 */
import { checkText, type Outcome } from './checking.ts';
import type { Word } from './check.worker.ts';

export interface Checker {
  check(text: string, onClaim: (claim: string) => void): Promise<Outcome>;
  close(): void;
}

export function newChecker(): Checker {
  const worker = startWorker();
  let broken = worker === null;
  worker?.addEventListener('error', () => {
    broken = true;
  });
  return {
    check: (text, onClaim) => (worker === null || broken ? onPage(text, onClaim) : inWorker(worker, text, onClaim)),
    close: () => worker?.terminate(),
  };
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    // A page saved to a disk may not start a worker; which error that is differs between browsers.
    return null;
  }
}

function inWorker(worker: Worker, text: string, onClaim: (claim: string) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const failed = (): void => void onPage(text, onClaim).then(resolve, reject);
    const hear = (event: MessageEvent<Word>): void => {
      if (event.data.kind === 'claim') return onClaim(event.data.claim);
      worker.removeEventListener('message', hear);
      worker.removeEventListener('error', failed);
      resolve(event.data.outcome);
    };
    worker.addEventListener('message', hear);
    worker.addEventListener('error', failed, { once: true });
    worker.postMessage(text);
  });
}

/** Two frames, so that "checking" is on the screen before the thread is busy. */
async function onPage(text: string, onClaim: (claim: string) => void): Promise<Outcome> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return checkText(text, onClaim);
}
