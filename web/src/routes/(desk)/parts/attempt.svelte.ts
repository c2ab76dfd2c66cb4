/**
 * One call to the api that a person started: pressed twice it runs once, and its refusal stays until the next try.
 */
import type { Failure } from '#lib/api.ts';
import type { Result } from 'ballot-core';

export class Attempt {
  busy = $state(false);
  failure = $state<Failure | null>(null);

  /** What `step` answered with, or null when it was refused or one was already on its way. */
  async run<T>(step: () => Promise<Result<T, Failure>>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      const answer = await step();
      if (answer.ok) return answer.value;
      this.failure = answer.error;
      return null;
    } finally {
      this.busy = false;
    }
  }
}
