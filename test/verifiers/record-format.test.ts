/**
 * `docs/record-format.md` says what the code says: the same fields, the same claims in the same order, the same tags and
 * the same words.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_EMPTY_GROUP, NOT_ASSESSED, readClaim, verifyAnnex, verifyBundle } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { drawFrom, newIssuers, smallMeetings } from './meetings.ts';

const ROOT = join(import.meta.dirname, '../..');
const CORE = join(ROOT, 'packages/ballot-core/src');
const DOCUMENT = readFileSync(join(ROOT, 'docs/record-format.md'), 'utf8');
const read = (file: string): string => readFileSync(join(CORE, file), 'utf8');
const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, group = '']) => group);
const section = (number: number): string =>
  DOCUMENT.slice(DOCUMENT.indexOf(`\n## ${number}. `), DOCUMENT.indexOf(`\n## ${number + 1}. `));

/** Every field that the readers of bundles and annexes know, by the lists that they compare with. */
function fieldsRead(): readonly string[] {
  const sources = ['record/read-bundle.ts', 'paper/check.ts', 'rules/check-definition.ts', 'rules/check-given.ts']
    .concat(['rule', 'parts', 'score', 'cut', 'test'].map((name) => `rules/check-${name}.ts`))
    .map(read)
    .join('\n');
  const lists = [
    ...matches(sources, /\bfields\([^[\]]*?\[([^\]]*)\]/g),
    ...matches(sources, /\breadItemOf\([^[\]]*?\[([^\]]*)\]/g),
    ...matches(sources, /const (?:KEYS|keys|ACCOUNTS) = (\[[^\]]*\]|\{[^}]*\})/g),
  ];
  return unique(lists.flatMap((list) => matches(list, /'([A-Za-z]+)'/g)));
}

/** What stands in code type in section 4. */
const fieldsWritten = (): readonly string[] => unique(matches(section(4), /[`"]([A-Za-z]+)["`]/g));

/** Words that a field may have as its value, and names of sections, kinds and bases: no fields, though in code type. */
const VALUES =
  `warn refuse allow weak tick agree disagree abstain question item poll outcome clear flag auto principle superior peer
  subordinate self external member citizen turnout batches taken tied http https runoff organizer include all top bottom
  appeal notice probation rectification days working months calendar absent invalid breaks skips run count year ever
  lt le gt ge one error renormalise seed source secondary unverified grades score pick motion choice text form index
  share mean groups dimensions weighted sum figure brackets ranks bonus constructor none proposal off`.split(/\s+/);

describe('the document of the format', () => {
  test('names every field that is read', () => {
    const fields = fieldsRead();
    expect(fields.length).toBeGreaterThan(110);
    const written = fieldsWritten();
    expect(fields.filter((field) => !written.includes(field))).toEqual([]);
  });

  test('names no field that is not read', () => {
    const known = new Set([...fieldsRead(), ...VALUES, ...BASES]);
    expect(fieldsWritten().filter((word) => !known.has(word))).toEqual([]);
  });

  test('has the claims in the order in which they are checked', async () => {
    const meeting = smallMeetings(await newIssuers(), drawFrom(3)).find(({ annexes }) => annexes.length > 0);
    const { bundle, annexes } = meeting ?? expect.fail('no meeting with an annex');
    const [first] = bundle.polls;
    const verdicts = [verifyBundle(bundle), verifyAnnex(first?.record ?? expect.fail('no poll'), annexes[0])];
    const heard = verdicts.flatMap(({ claims }) => claims).map((claim) => readClaim(claim).name);
    expect(matches(section(9), /^\| `(\w+)` \|/gm)).toEqual(heard);
  });

  test('has the domain tags and formats of the code', () => {
    const sources = globSync('{record,paper,rules,credential,count}/*.ts', { cwd: CORE })
      .filter((file) => !/\.(test|vector|fixture)\.ts$/.test(file))
      .map(read)
      .join('\n');
    const tags = unique(matches(sources, /'(gonglun[/-][a-z]+\/1)'/g)).filter((tag) => tag !== FINGERPRINT);
    expect(unique(matches(DOCUMENT, /`(gonglun[/-][a-z]+\/1)`/g))).toEqual(tags);
  });

  test('has the words that a finding may say of itself', () => {
    const [labels = ''] = matches(DOCUMENT, /^```json labels\n([\s\S]*?)^```$/gm);
    expect(JSON.parse(labels)).toEqual([ERROR_EMPTY_GROUP, NOT_ASSESSED]);
  });
});

const BASES = ['due', 'present', 'issued', 'returned', 'valid', 'validItem', 'headcount', 'seats'];
/** On slips, never in a bundle. */
const FINGERPRINT = 'gonglun/keys/1';
