/**
 * `npm run verify -- BUNDLE [--annex FILE] [--receipt FILE]`: checks an audit bundle with no server and no database, with
 * a tellers' annex (监票人附卷) the weighted results that the bundle alone can't show, and what a voter's receipt proves.
 *
 * Prints each claim that holds and, at the end, what a teller (监票人) has to compare with the wall. Exits 0 only if
 * everything holds, 1 at the first claim that doesn't, 2 when there is nothing to check.
 */
import { readFileSync } from 'node:fs';
import {
  CLAIMS,
  fromBase64url,
  judgeReceipt,
  keysFingerprint,
  readClaim,
  recordHash,
  sha256,
  toHex,
  verifyAnnex,
  verifyBundle,
  type Bundle,
  type Verdict,
} from '../src/index.ts';
import { JUDGED } from './receipt-words.ts';
import { inFours, NO_TRAIL, REHEARSAL, remarksOn } from './record-words.ts';

const USAGE = 'usage: npm run verify -- BUNDLE [--annex FILE] [--receipt FILE]';
const { file, annexes, receipts } = argumentsOf(process.argv.slice(2));
const value = parse(read(file), 'bundle_format');

const onClaim = (claim: string) => console.log(`✓ ${inWords(claim)}`);
const verdict = verifyBundle(value, { onClaim });
const verdicts = verdict.ok ? annexes.map((each) => annexVerdict(value as Bundle, each)) : [];
const broken = [verdict, ...verdicts].find((each) => !each.ok);
if (broken?.ok === false) {
  fail(broken.claim, broken.reason);
} else {
  const claims = [verdict, ...verdicts].reduce((sum, each) => sum + each.claims.length, 0);
  for (const each of receipts) judge(value as Bundle, each);
  summarize(value as Bundle, claims, annexes.length);
}

function argumentsOf([bundle, ...more]: readonly string[]): {
  readonly file: string;
  readonly annexes: readonly string[];
  readonly receipts: readonly string[];
} {
  const named: Record<string, string[]> = { '--annex': [], '--receipt': [] };
  for (let i = 0; i < more.length; i += 2) {
    const [option = '', path] = more.slice(i, i + 2);
    const paths = named[option];
    if (paths === undefined || path === undefined) return stop(USAGE);
    paths.push(path);
  }
  if (bundle === undefined || bundle.startsWith('--')) return stop(USAGE);
  return { file: bundle, annexes: named['--annex'] ?? [], receipts: named['--receipt'] ?? [] };
}

/** The bundle's event key is the one to compare with the wall, so a receipt of another key is one of another event. */
function judge(bundle: Bundle, path: string): void {
  const receipt = new TextDecoder().decode(read(path)).trim();
  const { holds, zh, en } =
    JUDGED[judgeReceipt(receipt, fromBase64url(bundle.eventKey) ?? new Uint8Array(), bundle).verdict];
  console.log(`${holds ? '·' : '✗'} ${zh} · ${en}`);
  if (!holds) process.exitCode = 1;
}

/** The annex says which poll it is of; a bundle without that poll can't be checked with it. */
function annexVerdict({ polls }: Bundle, path: string): Verdict {
  const annex = parse(read(path), 'annex_format');
  const poll = typeof annex === 'object' && annex !== null && 'poll' in annex ? annex.poll : undefined;
  const sealed = polls.find(({ record }) => record.definition.poll === poll);
  if (sealed !== undefined) return verifyAnnex(sealed.record, annex, { onClaim });
  return { ok: false, claim: 'annex_format', reason: 'the annex is of no poll of this bundle', claims: [] };
}

function fail(claim: string, reason: string): void {
  console.log(`✗ ${inWords(claim)}`);
  console.log(`\n不成立 · DOES NOT HOLD: ${claim}: ${reason}`);
  process.exitCode = 1;
}

function summarize({ event, eventKey, polls, trail }: Bundle, claims: number, annexed: number): void {
  console.log(`\n${event.title}`);
  for (const sealed of polls) {
    const { record, openings } = sealed;
    const { due, present, issued, returned, valid, invalid } = record.accounts;
    console.log(`\n${record.definition.title} (${record.definition.poll})`);
    console.log(`  应到 ${due} 实到 ${present} 发出 ${issued} 收回 ${returned} 有效 ${valid} 无效 ${invalid}`);
    console.log(`  ${openings.length} openings · ${record.findings.length} findings · ${record.transport}`);
    console.log(`  票面指纹 · paper hash ${fingerprint(record.paperHash)}`);
    console.log(`  记录指纹 · record ${inFours(recordHash(record))}`);
    for (const remark of remarksOn(sealed)) console.log(`  ${remark}`);
  }
  const key = toHex(sha256(fromBase64url(eventKey) ?? new Uint8Array()));
  const keys = polls.flatMap(({ record }) => record.keys.map((own) => ({ poll: record.definition.poll, ...own })));
  console.log(`\n会议指纹 · event key ${fingerprint(key)}`);
  console.log(`票证指纹（以上各项）· slips printed for these polls ${inFours(keysFingerprint(keys))}`);
  console.log('请与会场屏幕、结果报告单和票证逐一核对 · Compare these with the wall, the signed sheet and the slips.');
  const promised = polls.filter(({ record }) => record.annex !== null).length;
  if (promised > annexed) {
    console.log(
      `加权结论须用监票人附卷核对（${promised - annexed} 份）· Weighted results to be checked with a tellers' annex: ${promised - annexed}`,
    );
  }
  if (trail.length === 0) console.log(NO_TRAIL);
  if (polls.some(({ record }) => record.definition.rehearsal)) console.log(`\n${REHEARSAL}`);
  if (process.exitCode === 1) return;
  console.log(`\n全部成立 · ALL HOLD: ${claims} claims, ${polls.length} ${polls.length === 1 ? 'poll' : 'polls'}`);
}

function inWords(claim: string): string {
  const { name, poll } = readClaim(claim);
  const { zh, en } = CLAIMS[name];
  return `${poll === null ? '' : `${poll}: `}${zh} · ${en}`;
}

/** As on the wall: the first 20 hex digits. */
function fingerprint(hex: string): string {
  return inFours(hex.slice(0, 20));
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    return stop(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Not UTF-8 or not JSON is a broken file like any other. */
function parse(bytes: Uint8Array, claim: 'bundle_format' | 'annex_format'): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    fail(claim, error.message);
    return process.exit(1);
  }
}

function stop(message: string): never {
  console.error(message);
  return process.exit(2);
}
