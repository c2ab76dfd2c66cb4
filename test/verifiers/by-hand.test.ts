/**
 * The commands of `docs/verify-by-hand`, as they stand there: they hold on good bundles and stop on damaged ones.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionHash, fromBase64url, recordHash, sha256, toHex, type Bundle } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawFrom, kindMeetings, newIssuers, smallMeetings, type Meeting } from './meetings.ts';

const TOOLS = ['bash', 'openssl', 'jq', 'xxd', 'basenc', 'sha256sum'];
const MEND = 'apt-get update && apt-get install -y openssl jq xxd coreutils';

/** By name, in order. */
const blocksOf = (file: string): ReadonlyMap<string, string> =>
  new Map(
    [
      ...readFileSync(new URL(`../../docs/verify-by-hand/${file}`, import.meta.url), 'utf8').matchAll(
        /^```bash (\w+)\n([\s\S]*?)^```$/gm,
      ),
    ].map(([, name = '', commands = '']) => [name, commands]),
  );
const BLOCKS = blocksOf('en.md');

const MORE = ['two rounds', 'corrected twice', 'a rehearsal', 'no receipts'];
const folder = mkdtempSync(join(tmpdir(), 'gonglun-by-hand-'));
let meetings: readonly Meeting[];
beforeAll(async () => {
  const missing = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  if (missing.length > 0) {
    throw new Error(`Verifying by hand needs ${missing.join(', ')}. Install and run again:\n  sudo sh -c '${MEND}'`);
  }
  const issuers = await newIssuers();
  const more = smallMeetings(issuers, drawFrom(6)).filter(({ name }) => MORE.includes(name));
  meetings = [...kindMeetings(issuers, drawFrom(5)), ...more];
});
afterAll(() => rmSync(folder, { recursive: true }));

/** All commands up to the block `last`, in one shell. */
function byHand(bundle: unknown, { last = '', poll = 0 } = {}) {
  writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle));
  const names = [...BLOCKS.keys()];
  const until = last === '' ? names.length : names.indexOf(last) + 1;
  const script = names
    .slice(0, until)
    .map((name) => `${BLOCKS.get(name) ?? ''}\necho "--- ${name}"\n`)
    .join('')
    .replace('\nN=0\n', `\nN=${poll}\n`);
  const run = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  return { ...run, reached: [...run.stdout.matchAll(/^--- (\w+)$/gm)].map(([, name]) => name) };
}

const named = (name: string): Bundle =>
  meetings.find((meeting) => meeting.name === name)?.bundle ?? expect.fail(`no meeting ${name}`);

/** The bundle with one thing changed in its first poll. */
function damaged(bundle: Bundle, change: (sealed: { [key: string]: unknown }) => void): unknown {
  const copy = structuredClone(bundle) as unknown as { polls: { [key: string]: unknown }[] };
  change(copy.polls[0] ?? {});
  return copy;
}

describe('the commands for verifying by hand', () => {
  test('are the same in both languages', () => {
    expect([...blocksOf('zh-CN.md')]).toEqual([...BLOCKS]);
    expect(BLOCKS.size).toBeGreaterThan(8);
  });

  test('hold on every kind of paper, and print the fingerprints that are on the wall', () => {
    expect(meetings.map(({ name }) => name)).toEqual(expect.arrayContaining(MORE));
    for (const { name, bundle } of meetings) {
      bundle.polls.forEach(({ record }, poll) => {
        const { status, stdout, stderr } = byHand(bundle, { poll });
        expect(status, `${name}: ${stderr}`).toBe(0);
        const key = toHex(sha256(fromBase64url(bundle.eventKey) ?? new Uint8Array())).slice(0, 20);
        for (const shown of [
          key,
          'Signature Verified Successfully',
          recordHash(record),
          definitionHash(record.definition).slice(0, 20),
          record.openings.root,
          JSON.stringify(record.count.counts),
        ]) {
          expect(stdout).toContain(shown);
        }
        expect(stdout.includes('Verified OK')).toBe(true);
      });
    }
  });

  test.each<[string, string, (sealed: { [key: string]: unknown }) => void]>([
    ['the record', 'record', (sealed) => Object.assign(sealed.record as object, { transport: 'https' })],
    [
      'the signature',
      'record',
      (sealed) => {
        sealed.signature = String(sealed.signature).replace(/.(.{20})$/, (_, rest) => `_${rest}`);
      },
    ],
    ['the credentials', 'ballots', (sealed) => (sealed.credentials as unknown[]).pop()],
    [
      'a credential',
      'credential',
      (sealed) => {
        const [first] = sealed.credentials as { prefix: string }[];
        Object.assign(first ?? {}, { prefix: 'A'.repeat(43) });
      },
    ],
    ['the order of the answers', 'leaves', (sealed) => (sealed.openings as unknown[]).reverse()],
    ['the number of answers', 'leaves', (sealed) => (sealed.openings as unknown[]).pop()],
  ])('stop where somebody changed %s', (_, step, change) => {
    const { status, reached } = byHand(damaged(named('motion'), change));
    expect(status).not.toBe(0);
    expect(reached).not.toContain(step);
    expect([...BLOCKS.keys()][reached.length]).toBe(step);
  });

  test('go through what was corrected, and say what is a rehearsal and what gives no receipts', () => {
    const { stdout } = byHand(named('corrected twice'), { last: 'corrections' });
    expect(stdout).toContain('2026-11-24T02:00:00.5Z jianpiao: 组织认定后更正\n');
    expect(stdout).toContain('2026-11-23T02:00:00Z huiwu: 地点写错\n');
    expect(stdout).toContain('rehearsal: false, receipts: on\nopened by huiwu, closed by huiwu, sealed by jianpiao\n');
    const rehearsal = byHand(named('a rehearsal'), { last: 'corrections' }).stdout;
    expect(rehearsal).toContain('rehearsal: true, receipts: off\n');
  });

  test.each<[string, (corrected: { record: object; signature: unknown }[]) => void]>([
    ['is missing', (corrected) => corrected.shift()],
    ['stands in another place', (corrected) => corrected.reverse()],
    ['was changed', ([first]) => Object.assign(first?.record ?? {}, { sealedBy: 'qita' })],
  ])('stop where a record that was corrected %s', (_, change) => {
    const corrected = damaged(named('corrected twice'), (sealed) => change(sealed.corrected as never));
    const { status, reached } = byHand(corrected);
    expect(status).not.toBe(0);
    expect([...BLOCKS.keys()][reached.length]).toBe('corrections');
  });

  test('stop where somebody changed an answer, at the list or at its root', () => {
    const { status, reached } = byHand(
      damaged(named('motion'), (sealed) => {
        const openings = sealed.openings as { choice: string }[];
        const first = openings[0] ?? expect.fail();
        first.choice = first.choice === 'agree' ? 'disagree' : 'agree';
      }),
    );
    expect(status).not.toBe(0);
    expect(reached).not.toContain('root');
  });
});
