/**
 * `npm run verify -- BUNDLE`: checks an audit bundle with no server and no database.
 *
 * Prints each claim that holds and, at the end, what a teller (监票人) has to compare with the wall. Exits 0 only if
 * everything holds, 1 at the first claim that doesn't, 2 when there is nothing to check.
 */
import { readFileSync } from 'node:fs';
import {
  canonicalize,
  CLAIMS,
  fromBase64url,
  keysFingerprint,
  readClaim,
  sha256,
  toHex,
  utf8,
  verifyBundle,
  type Bundle,
} from '../src/index.ts';

const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) stop('usage: npm run verify -- BUNDLE');
const value = parse(read(file));

const verdict = verifyBundle(value, { onClaim: (claim) => console.log(`✓ ${inWords(claim)}`) });
if (verdict.ok) {
  summarize(value as Bundle, verdict.claims.length);
} else {
  console.log(`✗ ${inWords(verdict.claim)}`);
  console.log(`\n不成立 · DOES NOT HOLD: ${verdict.claim}: ${verdict.reason}`);
  process.exitCode = 1;
}

function summarize({ event, eventKey, polls }: Bundle, claims: number): void {
  console.log(`\n${event.title}`);
  for (const { record, openings } of polls) {
    const { due, present, issued, returned, valid, invalid } = record.accounts;
    console.log(`\n${record.definition.title} (${record.definition.poll})`);
    console.log(`  应到 ${due} 实到 ${present} 发出 ${issued} 收回 ${returned} 有效 ${valid} 无效 ${invalid}`);
    console.log(`  ${openings.length} openings · ${record.findings.length} findings · ${record.transport}`);
    console.log(`  票面指纹 · paper hash ${fingerprint(record.paperHash)}`);
    console.log(`  记录指纹 · record ${inFours(toHex(sha256(utf8(canonicalize(record)))))}`);
  }
  const key = toHex(sha256(fromBase64url(eventKey) ?? new Uint8Array()));
  const keys = polls.flatMap(({ record }) => record.keys.map((own) => ({ poll: record.definition.poll, ...own })));
  console.log(`\n会议指纹 · event key ${fingerprint(key)}`);
  console.log(`票证指纹（以上各项）· slips printed for these polls ${inFours(keysFingerprint(keys))}`);
  console.log('请与会场屏幕、结果报告单和票证逐一核对 · Compare these with the wall, the signed sheet and the slips.');
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

function inFours(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(' ');
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    return stop(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Not UTF-8 or not JSON is a broken bundle like any other. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    console.log(`✗ ${inWords('bundle_format')}`);
    console.log(`\n不成立 · DOES NOT HOLD: bundle_format: ${error.message}`);
    return process.exit(1);
  }
}

function stop(message: string): never {
  console.error(message);
  return process.exit(2);
}
