/**
 * Runs worked examples through the evaluator and says what differs.
 */
import { readCases, type RuleCase } from './case.ts';
import { TRANSLATIONS } from './translate.ts';

export interface CaseReport {
  readonly passed: number;
  /** One line for each case that fails, in the order of the file. */
  readonly failures: readonly string[];
}

/** `value` is the parsed file. Throws a TypeError when it isn't a list of cases at all. */
export function runCases(value: unknown): CaseReport {
  const cases = readCases(value);
  const failures = cases.flatMap((example) => failureOf(example) ?? []);
  return { passed: cases.length - failures.length, failures };
}

function failureOf(example: RuleCase): string | null {
  const { id, rule, kind, expect } = example;
  const translate = TRANSLATIONS.get(kind);
  if (translate === undefined) return `${id}: no translation for kind '${kind}'`;
  try {
    const { outcome, share } = translate(example);
    if (outcome !== expect.outcome) return `${id} (${rule}): ${outcome}, expected ${expect.outcome}`;
    if (share.join() !== expect.share.join()) {
      return `${id} (${rule}): decided on ${share.join('/')}, expected ${expect.share.join('/')}`;
    }
    return null;
  } catch (error) {
    // A case that can't be read or lacks a base fails by itself; the others still run.
    if (error instanceof TypeError || error instanceof RangeError) return `${id} (${rule}): ${error.message}`;
    throw error;
  }
}
