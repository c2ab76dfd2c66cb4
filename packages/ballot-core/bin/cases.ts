/**
 * `npm run cases -- FILE.json`: rule cases through the very evaluator that the server uses.
 *
 * Prints a line for each failing case and `N passed, N failed`; exits 1 when any fails or the file can't be read.
 */
import { readFileSync } from 'node:fs';
import { runCases } from './run-cases.ts';

const file = process.argv[2];
if (file === undefined) {
  console.error('usage: npm run cases -- FILE.json');
  process.exit(1);
}

const { passed, failures } = runCases(JSON.parse(readFileSync(file, 'utf8')));
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
