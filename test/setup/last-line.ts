/** Ends a run with one line that a script can read: `N passed, N failed, N skipped`. */
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export default class LastLine implements Reporter {
  // A run that never came to its end has failed.
  private line = '0 passed, 1 failed, 0 skipped';

  onInit(): void {
    // After everything that the other reporters and the servers have to say.
    process.once('exit', () => console.log(this.line));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
    }
    if (reason !== 'passed') failed = Math.max(failed, 1);
    this.line = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  }
}
