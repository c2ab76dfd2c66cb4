/**
 * The second verifier as one long-lived process: a line in, a line out, in order.
 *
 * A machine without Python is a failure with the command that mends it, never a silent skip.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const SECOND_VERIFIER = fileURLToPath(new URL('../../docs/second-verifier/gonglun_verify.py', import.meta.url));
const MEND = 'apt-get update && apt-get install -y python3';

export interface Answer {
  readonly ok: boolean;
  /** Those that hold, in order. */
  readonly claims: readonly string[];
  /** The first that doesn't. */
  readonly claim: string | null;
  readonly reason: string | null;
}

export interface SecondVerifier {
  readonly ask: (bundle: Uint8Array, annexes?: readonly Uint8Array[]) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** Its path; throws with what to do where there is none that is new enough. */
export function findPython(): string {
  const path = process.env.PYTHON ?? 'python3';
  const check = spawnSync(path, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);
  if (check.status === 0) return path;
  throw new Error(
    `The second verifier needs Python 3.9 or later, and \`${path}\` is none. Install one and run again:\n  sudo sh -c '${MEND}'\nor set PYTHON to its path.`,
  );
}

export function startSecondVerifier(): SecondVerifier {
  const child = spawn(findPython(), [SECOND_VERIFIER, '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (reason: Error) => void }[] = [];
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      for (const { reject } of waiting) reject(new Error(`the second verifier ended with ${code}`));
      resolve();
    });
  });
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line) as Answer));
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return {
    ask: (bundle, annexes = []) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ bundle: base64(bundle), annexes: annexes.map(base64) })}\n`);
      }),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
