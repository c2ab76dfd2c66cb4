/**
 * Boundary cases of the templates: what each rule says at its line and one vote either side of it.
 *
 * Written from the documents' wording, never taken from what the rules answer. The numbers of the bases in a case are all
 * different, so that a rule which is measured on another base answers something else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, type Facts, type Finding, type Fraction, type Rule, type Tally } from 'ballot-core';

export interface Boundary {
  readonly rule: string;
  readonly why: string;
  readonly tally: Tally;
  readonly facts?: Facts;
  readonly label: string;
  /** By test: what was counted, on how many, and whether the test holds. */
  readonly tests: Readonly<Record<string, readonly [count: number, base: number, holds: boolean]>>;
  readonly scores?: Readonly<Record<string, Fraction | null>>;
  /** Rows of a cut. */
  readonly taken?: readonly string[];
  readonly tied?: readonly string[];
  readonly vacancies?: number;
}

const FOLDER = join(import.meta.dirname, 'cases');

/** All cases of a template; [] where it has none. */
export function boundariesOf(preset: string): readonly Boundary[] {
  const name = `${preset.toLowerCase()}.json`;
  if (!readdirSync(FOLDER).includes(name)) return [];
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as readonly Boundary[];
}

/** What this rule answers differently from what the case expects, or null. A rule that throws answers differently. */
export function difference(rule: Rule, expected: Boundary): string | null {
  let finding: Finding;
  try {
    finding = evaluate(rule, expected.tally, expected.facts);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return error.message;
    throw error;
  }
  const faults = [
    unlike('label', finding.label.id, expected.label),
    ...Object.entries(expected.tests).map(([id, wanted]) => {
      const test = finding.tests.find((each) => each.id === id);
      return unlike(id, test === undefined ? null : [test.count, test.baseValue, test.holds], wanted);
    }),
    ...Object.entries(expected.scores ?? {}).map(([id, wanted]) =>
      unlike(id, finding.scores?.find((each) => each.id === id)?.value ?? null, wanted),
    ),
    ...(['taken', 'tied'] as const).map((state) =>
      expected[state] === undefined
        ? null
        : unlike(
            state,
            (finding.ranking ?? []).filter((row) => row.state === state).map(({ id }) => id),
            expected[state],
          ),
    ),
    expected.vacancies === undefined ? null : unlike('vacancies', finding.vacancies ?? null, expected.vacancies),
  ];
  return faults.find((fault) => fault !== null) ?? null;
}

function unlike(what: string, found: unknown, wanted: unknown): string | null {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  return a === b ? null : `${what}: ${a}, expected ${b}`;
}
