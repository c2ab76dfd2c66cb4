import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '../src/rules/rule.ts';
import {
  bundleOf,
  castBallot,
  newDefinition,
  newIssuer,
  seal,
  sealWithAnnex,
  signJws,
} from '../src/record/meeting.fixture.ts';
import { ballotHash } from '../src/credential/ballot-key.ts';
import type { CastBody } from '../src/paper/ballot.ts';
import type { Bundle } from '../src/record/record.ts';

const GRADES = {
  kind: 'grades',
  subjects: [{ id: 'a', name: '张三' }],
  dimensions: [{ id: 'all', name: '总体' }],
  scale: ['good', 'poor'].map((id) => ({ id, name: id, counted: true })),
  blank: 'refuse',
} as const;
const WEIGHTED: Rule = {
  id: 'weighted',
  zh: '加权得分',
  en: 'Weighted score',
  citations: [],
  scope: 'item',
  tests: [],
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, poor: 0 } },
    { id: 'total', kind: 'groups', of: 'index', weights: { staff: 50, chief: 30, deputies: 20 }, empty: 'error' },
  ],
  branches: [],
  otherwise: { id: 'fine', zh: '无', en: 'none', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
};

const folder = mkdtempSync(join(tmpdir(), 'gonglun-verify-'));
const whole = join(folder, 'bundle.json');
let text: string;
/** With the first ballot left out. */
let without: string;
let first: CastBody;

beforeAll(async () => {
  const issuer = await newIssuer();
  const paper = newDefinition('p-1', { kind: 'motion', matters: [{ id: 'a', name: '任免事项' }] }, ['P08'], ['all']);
  const ballots = ['agree', 'agree', 'disagree'].map((a) =>
    castBallot(paper, issuer, 'all', { choices: { a }, writeIns: [] }),
  );
  text = JSON.stringify(bundleOf([seal(paper, new Map([['all', issuer]]), ballots)]));
  writeFileSync(whole, text);
  without = JSON.stringify(bundleOf([seal(paper, new Map([['all', issuer]]), ballots.slice(1))]));
  first = ballots[0] ?? expect.fail('no ballot');
});
afterAll(() => rmSync(folder, { recursive: true }));

function verify(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'verify.ts'), ...args]);
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}
function verifyText(changed: string | Uint8Array) {
  const file = join(folder, 'changed.json');
  writeFileSync(file, changed);
  return verify(file);
}

/** Each call starts a process of its own. */
describe('npm run verify', { timeout: 120_000 }, () => {
  test('says that all holds, with the accounts and the fingerprints to compare with the wall', () => {
    const { status, stdout } = verify(whole);
    expect(stdout).toContain('✓ p-1: 重新计票与记录一致');
    expect(stdout).toContain('应到 20 实到 5 发出 4 收回 3 有效 3 无效 0');
    expect(stdout).toMatch(/event key ([0-9a-f]{4} ){4}[0-9a-f]{4}\n/);
    expect(stdout).toMatch(/paper hash ([0-9a-f]{4} ){4}[0-9a-f]{4}\n/);
    expect(stdout).toMatch(/record ([0-9a-f]{4} ){15}[0-9a-f]{4}\n/);
    expect(stdout).toMatch(/slips printed for these polls ([0-9A-Z]{4} ){3}[0-9A-Z]{4}\n/);
    expect(stdout).toContain('ALL HOLD');
    expect(status).toBe(0);
  });

  test.each([
    ['an answer', () => text.replace('"choice":"disagree"', '"choice":"agree"'), 'p-1/openings_'],
    ['the record', () => text.replace('三楼', '四楼'), 'p-1/record_signature'],
    ['an unknown field', () => text.replace('{', '{"note":"",'), 'bundle_format'],
    ['its end', () => text.slice(0, -1), 'bundle_format'],
    ['its encoding', () => Uint8Array.of(0xff, ...Buffer.from(text)), 'bundle_format'],
  ])('names the first claim that breaks when somebody changes %s', (_, change, claim) => {
    const { status, stdout } = verifyText(change());
    expect(stdout).toContain(`DOES NOT HOLD: ${claim}`);
    expect(stdout).not.toContain('ALL HOLD');
    expect(status).toBe(1);
  });

  test('takes the annex of a weighted result, and says what is left without it', async () => {
    const paper = newDefinition('p-w', { ...GRADES }, [], ['staff', 'chief', 'deputies']);
    const issuers = new Map(
      await Promise.all(paper.groups.map(async ({ id }) => [id as string, await newIssuer()] as const)),
    );
    const definition = { ...paper, rules: [WEIGHTED] };
    const voters = { staff: 5, chief: 1, deputies: 2 };
    const ballots = Object.entries(voters).flatMap(([group, count]) =>
      Array.from({ length: count }, () => {
        const issuer = issuers.get(group) ?? expect.fail();
        return castBallot(definition, issuer, group, { choices: { 'a/all': 'good' }, writeIns: [] });
      }),
    );
    const { sealed, annex } = sealWithAnnex(definition, issuers, ballots);
    const [bundle, kept, other] = ['weighted.json', 'annex.json', 'other.json'].map((name) => join(folder, name));
    writeFileSync(bundle ?? '', JSON.stringify(bundleOf([sealed])));
    writeFileSync(kept ?? '', JSON.stringify(annex));
    writeFileSync(other ?? '', JSON.stringify({ ...annex, salt: 'A'.repeat(43) }));

    const alone = verify(bundle ?? '');
    expect(alone.stdout).toContain("Weighted results to be checked with a tellers' annex: 1");
    expect(alone.status).toBe(0);
    const both = verify(bundle ?? '', '--annex', kept ?? '');
    expect(both.stdout).toContain('✓ p-w: 用附卷重算的加权结论与记录一致');
    expect(both.stdout).not.toContain('to be checked');
    expect(both.status).toBe(0);
    const wrong = verify(bundle ?? '', '--annex', other ?? '');
    expect(wrong.stdout).toContain('DOES NOT HOLD: p-w/annex_hash');
    expect(wrong.status).toBe(1);
    expect(verify(whole, '--annex', kept ?? '').stdout).toContain('DOES NOT HOLD: annex_format');
    expect(verify(whole, '--annex').status).toBe(2);
  });

  test('says loudly of a rehearsal that it is one, and of a file without a trail that it has none', async () => {
    const matters = [{ id: 'a', name: '任免事项' }];
    const paper = newDefinition('p-r', { kind: 'motion', matters }, [], ['all'], { rehearsal: true });
    const bundle = bundleOf([seal(paper, new Map([['all', await newIssuer()]]), [])]);
    const { status, stdout } = verifyText(JSON.stringify(bundle));
    expect(stdout.match(/演练，不是正式表决，结果不生效 · REHEARSAL: nothing here counts/g)).toHaveLength(2);
    expect(stdout).toContain('✓ p-r: 办理日志与记录一致');
    expect(status).toBe(0);
    expect(verify(whole).stdout).not.toContain('REHEARSAL');
    const trail: Bundle['trail'] = [];
    const trailSignature = signJws({ event: bundle.event.id, trail });
    const silent = verifyText(JSON.stringify({ ...bundle, trail, trailSignature })).stdout;
    expect(silent).toContain('No trail in this file');
    expect(silent).not.toContain('办理日志与记录一致');
  });

  test('tells a missing file and a wrong call from a broken bundle', () => {
    expect(verify().status).toBe(2);
    expect(verify(whole, whole).status).toBe(2);
    const { status, stderr } = verify(join(folder, 'none.json'));
    expect(stderr).toContain('cannot read');
    expect(status).toBe(2);
  });
});

describe("a voter's receipt", { timeout: 120_000 }, () => {
  const receipt = join(folder, 'receipt.txt');
  const judged = (content: string, bundle: string) => {
    const file = join(folder, 'judged.json');
    writeFileSync(file, bundle);
    writeFileSync(receipt, `${content}\n`);
    return verify(file, '--receipt', receipt);
  };
  const given = () => signJws({ ballot: ballotHash('p-1', first), key: first.publicKey, poll: 'p-1' });

  test('is found in the record, or convicts it, or proves nothing', () => {
    const found = judged(given(), text);
    expect(found.stdout).toContain('此票已计入');
    expect(found.stdout).toContain('ALL HOLD');
    expect(found.status).toBe(0);
    const missing = judged(given(), without);
    expect(missing.stdout).toContain('✗ 回执有效，但记录中没有此票');
    expect(missing.stdout).not.toContain('ALL HOLD');
    expect(missing.status).toBe(1);
    const forged = judged(given().slice(0, -3), without);
    expect(forged.stdout).toContain('不能证明任何事');
    expect(forged.status).toBe(0);
  });
});
