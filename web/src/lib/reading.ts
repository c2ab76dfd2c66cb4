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
  /** Votes still missing on today's base; 0 when crossed, out of reach, or when it isn't votes that are compared. */
  readonly needed: number;
  readonly decided: boolean;
  readonly fraction: Fraction;
  /** The number itself was compared (80 points, 7 days), not a share. */
  readonly isNumber: boolean;
}

export function readingOf(finding: TestFinding): Reading {
  const below = finding.comparator === 'lt' || finding.comparator === 'le';
  const crossed = below ? !finding.holds : finding.holds;
  const isNumber = finding.base === 'one';
  return {
    crossed,
    verb: finding.comparator === 'lt' || finding.comparator === 'ge' ? 'reach' : 'exceed',
    needed: crossed || finding.decided || isNumber ? 0 : finding.needed,
    decided: finding.decided,
    fraction: finding.fraction,
    isNumber,
  };
}
