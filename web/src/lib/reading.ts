/**
 * What one line says in a few words: over it or not, by how many votes, and whether that can still change.
 *
 * The word follows the comparator: 未达到 and 以上 are crossed by reaching the fraction, 未超过 and 超过 only by passing it.
 */
import type { Fraction, TestFinding } from 'ballot-core';

export interface Reading {
  readonly crossed: boolean;
  /** Which word the crossing takes: 达到 (exactly there counts) or 超过. */
  readonly verb: 'reach' | 'exceed';
  /** Votes still missing on today's base; 0 when crossed or out of reach. */
  readonly needed: number;
  readonly decided: boolean;
  readonly fraction: Fraction;
}

export function readingOf(finding: TestFinding): Reading {
  const below = finding.comparator === 'lt' || finding.comparator === 'le';
  const crossed = below ? !finding.holds : finding.holds;
  return {
    crossed,
    verb: finding.comparator === 'lt' || finding.comparator === 'ge' ? 'reach' : 'exceed',
    needed: crossed || finding.decided ? 0 : finding.needed,
    decided: finding.decided,
    fraction: finding.fraction,
  };
}
