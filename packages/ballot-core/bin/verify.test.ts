import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleOf, castBallot, newDefinition, newIssuer, seal } from '../src/record/meeting.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'gonglun-verify-'));
const whole = join(folder, 'bundle.json');
let text: string;

beforeAll(async () => {
  const issuer = await newIssuer();
  const paper = newDefinition('p-1', { kind: 'motion', matters: [{ id: 'a', name: '任免事项' }] }, ['P08'], ['all']);
  const ballots = ['agree', 'agree', 'disagree'].map((a) =>
    castBallot(paper, issuer, 'all', { choices: { a }, writeIns: [] }),
  );
  text = JSON.stringify(bundleOf([seal(paper, new Map([['all', issuer]]), ballots)]));
  writeFileSync(whole, text);
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

  test('tells a missing file and a wrong call from a broken bundle', () => {
    expect(verify().status).toBe(2);
    expect(verify(whole, whole).status).toBe(2);
    const { status, stderr } = verify(join(folder, 'none.json'));
    expect(stderr).toContain('cannot read');
    expect(status).toBe(2);
  });
});
