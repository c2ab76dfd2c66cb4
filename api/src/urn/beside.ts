/**
 * A process of its own for one piece of hashing, so that it neither stops the votes of another meeting nor takes the server
 * with it when it fails.
 *
 * It needs neither the installation's key nor the database's address, so it gets none of them.
 */
import { fork } from 'node:child_process';

export interface Beside<Sent, Answer> {
  /** Resolves when it is in the pipe: what is sent one after the other doesn't pile up here. */
  send(sent: Sent): Promise<void>;
  /** The one answer. */
  readonly result: Promise<Answer>;
  end(): void;
}

/** `script` is ours, and so is its answer: nothing of it is a stranger's word. */
export function beside<Sent extends object, Answer>(script: URL): Beside<Sent, Answer> {
  const child = fork(script, {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const result = new Promise<Answer>((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('a process ended without its result')));
  });
  // It may fail while there is still something to be sent; whoever asked awaits it afterwards.
  result.catch(() => undefined);
  return {
    send: (sent) =>
      new Promise((resolve, reject) => child.send(sent, (error) => (error === null ? resolve() : reject(error)))),
    result,
    end: () => void child.kill('SIGKILL'),
  };
}
